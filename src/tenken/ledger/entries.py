"""Births of subjects, and what the ledger says of them from when to when."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from tenken.facts.machines import LedgerEntry
from tenken.facts.model import FACILITY, MachineClass, SubjectId, SubjectKind
from tenken.ledger import sought
from tenken.ledger.chunks import batched
from tenken.ledger.links import links
from tenken.ledger.models import Entry, ObservationRow, Subject
from tenken.ledger.writing import LedgerError
from tenken.text import _

_COLUMNS = (
    "title", "place", "owner", "vendor", "maker", "model", "serial", "fit_for_use", "entered", "retired", "note",
    "role",
)  # fmt: skip


def subject_of(about: SubjectId) -> Subject:
    """The subject of this id, or the one that stands for it. Raises LedgerError for one that nobody registered."""
    if about == FACILITY:
        return Subject.objects.get_or_create(slug=FACILITY, defaults={"kind": SubjectKind.FACILITY})[0]
    found = Subject.objects.filter(slug=about).first() or Subject.objects.filter(slug=slug_of(about)).first()
    if found is None:
        raise LedgerError(_("the ledger knows no {about}; register it first"), about=about)
    end = links().end(found.pk)
    return found if end == found.pk else Subject.objects.get(pk=end)


def subjects_of(abouts: Iterable[SubjectId]) -> dict[SubjectId, Subject]:
    """The same for many at once."""
    wanted, known = set(abouts), links()
    rows = (row for chunk in batched(wanted) for row in Subject.objects.filter(slug__in=chunk))
    found = {SubjectId(row.slug): row for row in rows if row.pk not in known.stands_for}
    return found | {about: subject_of(about) for about in wanted - set(found)}


def slug_of(about: SubjectId) -> SubjectId:
    """The id of whom a person calls so: ``vendor:株式会社 北斗`` is kept as ``vendor:株式会社-北斗``."""
    kind, colon, name = about.partition(":")
    return SubjectId(_slug(kind, name)) if colon else about


def born(kind: SubjectKind, title: str) -> Subject:
    """A new subject, named for what it is called at birth. Its first entry follows with the observation."""
    return Subject.objects.create(slug=_free_slug(kind, title), kind=kind)


def all_born(kind: SubjectKind, titles: Sequence[str]) -> list[Subject]:
    """The same for many at once, in their order."""
    bases = [_slug(kind, title) for title in titles]
    often = Counter(bases)
    taken = {
        slug
        for chunk in batched(often)
        for slug in Subject.objects.filter(slug__in=chunk).values_list("slug", flat=True)
    }
    free = [Subject(slug=base, kind=kind) for base in bases if often[base] == 1 and base not in taken]
    made = {subject.slug: subject for subject in Subject.objects.bulk_create(free, batch_size=500)}
    return [made.get(base) or born(kind, title) for base, title in zip(bases, titles, strict=True)]


def write_entries(wanted: Iterable[tuple[Subject, LedgerEntry, ObservationRow]], now: datetime) -> None:
    """From now on the ledger says this; nothing is written where it says so already. Of two about one, the last."""
    last = {subject.pk: (subject, says, observation) for subject, says, observation in wanted}
    present = present_entries(last)
    changed = [one for pk, one in last.items() if pk not in present or entry_value(present[pk]) != one[1]]
    ended = [present[subject.pk].pk for subject, _says, _observation in changed if subject.pk in present]
    for chunk in batched(ended):
        Entry.objects.filter(pk__in=chunk).update(valid_to=now)
    Entry.objects.bulk_create([_entry(*one, now) for one in changed], batch_size=500)
    sought.keep((subject, says) for subject, says, _observation in changed)


def _entry(subject: Subject, says: LedgerEntry, observation: ObservationRow, now: datetime) -> Entry:
    machine_class = says.machine_class.value if subject.kind == SubjectKind.MACHINE else ""
    columns = {name: getattr(says, name) for name in _COLUMNS}
    return Entry(subject=subject, observation=observation, valid_from=now, machine_class=machine_class, **columns)


def present_entries(subjects: Iterable[int]) -> dict[int, Entry]:
    """The entries in force, by the number of their subject."""
    rows = (row for chunk in batched(subjects) for row in Entry.objects.filter(subject__in=chunk, valid_to=None))
    return {row.subject_id: row for row in rows}


def entries_at(subjects: Iterable[SubjectId], as_of: datetime) -> dict[SubjectId, LedgerEntry]:
    """What the ledger said of these then."""
    then = Entry.objects.filter(Q(valid_to=None) | Q(valid_to__gt=as_of), valid_from__lte=as_of)
    rows = (
        row for chunk in batched(subjects) for row in then.filter(subject__slug__in=chunk).select_related("subject")
    )
    return {SubjectId(row.subject.slug): entry_value(row) for row in rows}


def present_entry(subject: Subject) -> Entry | None:
    return subject.entries.filter(valid_to=None).first()


def entry_value(entry: Entry) -> LedgerEntry:
    machine_class = MachineClass(entry.machine_class or MachineClass.OTHER)
    return LedgerEntry(machine_class=machine_class, **{name: getattr(entry, name) for name in _COLUMNS})


def retired(entry: LedgerEntry, note: str) -> LedgerEntry:
    return replace(entry, retired=True, note=note)


def _slug(kind: str, title: str) -> str:
    name = re.sub(r"[\s/:]+", "-", title.strip()) or "unnamed"
    return f"{kind}:{name}"[:190]


def _free_slug(kind: SubjectKind, title: str) -> str:
    base = _slug(kind, title)
    taken = set(Subject.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)
