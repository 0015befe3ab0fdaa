"""Whom a label names: a code that was scanned or typed, as asset number, serial number, host name, card or name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tenken.collectors.spreadsheet.cells import narrow
from tenken.facts.model import MarkKind, SubjectId, SubjectKind
from tenken.ledger.chunks import batched
from tenken.ledger.links import links
from tenken.ledger.models import Entry, MarkRow, Subject
from tenken.ledger.sought import in_order

LONGEST_CODE = 190
_OUR_LABEL = re.compile(r"(?:.*/)?m/(\d{1,15})/?", re.IGNORECASE)
_MARKS = (MarkKind.ASSET_TAG, MarkKind.SERIAL, MarkKind.HOSTNAME, MarkKind.FQDN, MarkKind.MAC)


def tidy(code: str) -> str:
    """Full-width letters as ordinary ones, in one line."""
    return narrow(code)[:LONGEST_CODE]


def machines_named(codes: Iterable[str]) -> Mapping[str, frozenset[int]]:
    """Code → the numbers of the machines in the ledger that it names; a good code names one."""
    wanted, found, known = {tidy(code) for code in codes}, defaultdict[str, set[int]](set), links()
    by_mark, by_key = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    labels = {code: int(match[1]) for code in wanted if (match := _OUR_LABEL.fullmatch(code))}
    for code in wanted:
        by_mark[code.lower()].append(code)
        by_key[in_order(code)].append(code)
    for value, subject in _borne(by_mark):
        for code in by_mark[value]:
            found[code].add(known.end(subject))
    for key, serial, subject in _entered(by_key, by_mark):
        for code in {*by_key.get(key, ()), *by_mark.get(serial.lower(), ())}:
            found[code].add(subject)
    present = _in_use({known.end(number) for number in labels.values()})
    labelled = {code: {known.end(number)} & present for code, number in labels.items()}
    return {code: frozenset(labelled.get(code) or found[code]) for code in wanted}


def numbers_of(machines: Sequence[SubjectId]) -> Mapping[SubjectId, int]:
    """The number on the label of each of these machines."""
    rows = (row for chunk in batched(machines) for row in Subject.objects.filter(slug__in=chunk))
    return {SubjectId(row.slug): row.pk for row in rows}


def machine_of(number: int) -> SubjectId | None:
    """The machine with this number on its label, or the one that stands for it now."""
    found = Subject.objects.filter(pk=links().end(number), kind=SubjectKind.MACHINE).first()
    return SubjectId(found.slug) if found else None


def _borne(values: Iterable[str]) -> Iterable[tuple[str, int]]:
    for chunk in batched(values):
        rows = MarkRow.objects.filter(kind__in=_MARKS, value__in=chunk, subject__kind=SubjectKind.MACHINE)
        yield from rows.values_list("value", "subject_id")


def _entered(keys: Iterable[str], values: Iterable[str]) -> Iterable[tuple[str, str, int]]:
    """Machines of the ledger by their name, or by a serial number that only their entry says."""
    present = Entry.objects.filter(valid_to=None, subject__kind=SubjectKind.MACHINE)
    columns = ("subject__sought__title_key", "serial", "subject_id")
    for chunk in batched(keys):
        yield from present.filter(subject__sought__title_key__in=chunk).values_list(*columns)
    for chunk in batched({spelt for value in values for spelt in (value, value.upper())}):
        yield from present.filter(serial__in=chunk).values_list(*columns)


def _in_use(numbers: Iterable[int]) -> set[int]:
    rows = Entry.objects.filter(subject__in=numbers, valid_to=None, subject__kind=SubjectKind.MACHINE)
    return set(rows.values_list("subject_id", flat=True))
