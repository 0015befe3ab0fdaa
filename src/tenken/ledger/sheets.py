"""The last assessment as pages show it: verdicts and findings without judging anew."""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from django.db import transaction

from tenken.answers.xray import spots_of
from tenken.facts.model import SubjectId, kind_of
from tenken.ledger.days import keep_day
from tenken.ledger.models import MachineStanding, Sheet, Subject
from tenken.ledger.spots import packed
from tenken.rules.model import Standing
from tenken.text import Message
from tenken.verdicts.assess import Verdict
from tenken.verdicts.case import Case

_CHUNK = 1000


class Line(msgspec.Struct, array_like=True, frozen=True):
    """One finding as a page shows it. ``cites`` are (fact, observation) numbers; ``waiver`` is a fact's number or 0."""

    about: str
    name: str
    column: str
    standing: int
    because: Message
    cites: tuple[tuple[int, int], ...]
    rule: str
    waiver: int
    pressing: bool = False

    @property
    def seen(self) -> tuple[int, ...]:
        """The observations that it rests on, each once."""
        return tuple(dict.fromkeys(observation for _fact, observation in self.cites))


class Cell(NamedTuple):
    """A cell of the matrix: how many of a column's subjects meet the row, and the worst of them."""

    met: int
    total: int
    standing: Standing


@dataclass(frozen=True)
class Kept:
    """A row's verdict as last assessed, as a whole and by column of the matrix; ``first`` is its gravest finding."""

    row: str
    as_of: datetime
    head: int
    standing: Standing
    met: int
    total: int
    by_class: Mapping[str, Cell]
    first: Line | None
    proofs: tuple[int, ...] = ()
    proofs_in_all: int = 0


PROOFS = 3
"""So many observations stand beside a row as chips: the newest of those that its findings cite."""


_encoder = msgspec.json.Encoder()
_line_of = msgspec.json.Decoder(Line)
_lines = msgspec.json.Decoder(list[Line])


def keep_sheets(edition: str, form: str, verdicts: Sequence[Verdict], case: Case, head: int) -> None:
    """Replace what was kept of these rows."""
    with transaction.atomic():
        for verdict in verdicts:
            values = {**_sheet(verdict, case, head), "spots": packed(spots_of(edition, verdict, case), case)}
            Sheet.objects.update_or_create(edition=edition, form=form, row=verdict.row.id, defaults=values)
        _keep_standings(edition, form, verdicts)
        keep_day(edition, form, verdicts, case.as_of)


def unkept(verdict: Verdict, case: Case, head: int) -> tuple[Kept, bytes]:
    """What would be kept of a row, and its packed findings; nothing is written."""
    sheet = Sheet(row=verdict.row.id, **_sheet(verdict, case, head))
    return _kept(sheet), bytes(sheet.findings)


def unpacked(findings: bytes) -> list[Line]:
    return _lines.decode(zlib.decompress(findings))


def kept(edition: str, form: str) -> dict[str, Kept]:
    """Row → its verdict as last assessed; two small queries whatever the number of machines."""
    rows = Sheet.objects.filter(edition=edition, form=form).defer("findings", "spots")
    return {row.row: _kept(row) for row in rows}


def kept_lines(edition: str, form: str, row: str) -> list[Line]:
    """The findings of one row, as they were found."""
    blob = Sheet.objects.filter(edition=edition, form=form, row=row).values_list("findings", flat=True).first()
    return unpacked(bytes(blob)) if blob else []


def lines_of(edition: str, form: str, rows: Iterable[str]) -> dict[str, list[Line]]:
    """The findings of these rows, by row, in one query; rows that were not assessed yet are not there."""
    found = Sheet.objects.filter(edition=edition, form=form, row__in=list(rows)).values_list("row", "findings")
    return {row: _lines.decode(zlib.decompress(bytes(blob))) for row, blob in found}


def _kept(row: Sheet) -> Kept:
    by_class = {column: Cell(met, total, Standing(worst)) for column, (met, total, worst) in row.by_class.items()}
    first = _line_of.decode(row.first) if row.first else None
    standing, seen = Standing(row.standing), tuple(row.proofs)
    return Kept(
        row.row, row.as_of, row.head, standing, row.met, row.total, by_class, first, seen[:PROOFS], row.proofs_in_all
    )


def _sheet(verdict: Verdict, case: Case, head: int) -> dict[str, Any]:
    lines = sorted((_line(finding, case) for finding in verdict.findings), key=_gravest_first)
    seen = sorted({observation for line in lines for observation in line.seen}, reverse=True)
    return {
        "proofs": seen[:PROOFS],
        "proofs_in_all": len(seen),
        "as_of": case.as_of,
        "head": head,
        "standing": int(verdict.standing),
        "met": verdict.met,
        "total": verdict.total,
        "by_class": _by_class(verdict, case),
        "first": _encoder.encode(lines[0]).decode() if lines else "",
        "findings": zlib.compress(_encoder.encode(lines), 1),
    }


def _gravest_first(line: Line) -> tuple[int, bool, str]:
    return -line.standing, not line.pressing, line.name


def _line(finding: Any, case: Case) -> Line:
    return Line(
        finding.about,
        case.names.get(finding.about, ""),
        column_of(finding.about, case),
        int(finding.standing),
        finding.because,
        tuple((fact.id, fact.seen_in) for fact in finding.cites),
        finding.rule,
        finding.waiver.id if finding.waiver else 0,
        finding.pressing,
    )


def column_of(about: SubjectId, case: Case) -> str:
    """The column of the matrix: the machine's class, or facility, vendor, system."""
    return str(case.class_of.get(about) or kind_of(about))


def _by_class(verdict: Verdict, case: Case) -> dict[str, tuple[int, int, int]]:
    columns = defaultdict[str, list[Standing]](list)
    for about, standing in verdict.by_subject.items():
        if standing is not Standing.OUT_OF_SCOPE:
            columns[column_of(about, case)].append(standing)
    return {column: (found.count(Standing.MET), len(found), int(max(found))) for column, found in columns.items()}


def _keep_standings(edition: str, form: str, verdicts: Sequence[Verdict]) -> None:
    """How many rows each machine fails; made anew from all rows, so only when all were assessed."""
    found = defaultdict[SubjectId, list[Standing]](list)
    for verdict in verdicts:
        for about, standing in verdict.by_subject.items():
            found[about].append(standing)
    numbers = dict(Subject.objects.filter(kind="machine").values_list("slug", "pk"))
    MachineStanding.objects.filter(edition=edition, form=form).delete()
    rows = [
        MachineStanding(
            subject_id=numbers[about],
            edition=edition,
            form=form,
            standing=int(max(standings)),
            not_met=standings.count(Standing.NOT_MET),
            unknown=standings.count(Standing.UNKNOWN),
        )
        for about, standings in found.items()
        if about in numbers
    ]
    MachineStanding.objects.bulk_create(rows, batch_size=_CHUNK)
