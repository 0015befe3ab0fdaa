"""まとめての変更: what was written into the ledger at once, cell by cell, and what of it was changed again since.

A change set is named by the number of its observation, as on the page of evidence and on the command line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, QuerySet

from tenken.facts.machines import LedgerEntry
from tenken.facts.model import SubjectId
from tenken.ledger.chunks import batched
from tenken.ledger.entries import entry_value
from tenken.ledger.models import ChangeSet, Entry, ObservationRow
from tenken.ledger.page import Page, within
from tenken.text import _


class ChangeKind(StrEnum):
    """By what many entries were changed at once."""

    IMPORT = "import"
    BULK_EDIT = "bulk-edit"
    CLASSES = "classes"
    STOCK_TAKE = "stock-take"
    UNDO = "undo"


CHANGE_KIND_NAMES: Mapping[ChangeKind, str] = {
    ChangeKind.IMPORT: _("list of machines taken in"),
    ChangeKind.BULK_EDIT: _("machines changed together"),
    ChangeKind.CLASSES: _("classes and roles given"),
    ChangeKind.STOCK_TAKE: _("stock-take"),
    ChangeKind.UNDO: _("change undone"),
}


@dataclass(frozen=True, slots=True)
class Since:
    """By whom and when an entry was changed again, and in which observation."""

    by: str
    at: datetime
    number: int


@dataclass(frozen=True)
class Change:
    """What the ledger said of a machine and what it is to say. ``before`` is None where it came into the ledger.

    ``since`` tells of a later change of the same entry: then nothing may be written over it.
    """

    about: SubjectId
    title: str
    before: LedgerEntry | None
    after: LedgerEntry
    since: Since | None = None

    @property
    def cells(self) -> tuple[tuple[str, Any, Any], ...]:
        """(field, old, new) of what differs."""
        return tuple(differing(self.before, self.after))


@dataclass(frozen=True)
class Made:
    """A change set: what was done, by whom, why, to how many entries; ``undone_by`` is 0 while nobody undid it."""

    number: int
    kind: ChangeKind
    title: str
    reason: str
    by: str
    at: datetime
    entries: int
    undoes: int
    undone_by: int


def differing(before: LedgerEntry | None, after: LedgerEntry) -> Iterator[tuple[str, Any, Any]]:
    """Of a machine that is new, all that is filled in."""
    empty = LedgerEntry("", after.machine_class)
    for field in fields(LedgerEntry):
        old, new = getattr(before or empty, field.name), getattr(after, field.name)
        if old != new or (before is None and field.name == "machine_class"):
            yield field.name, old if before else None, new


def add(observation: int, kind: ChangeKind, title: str, reason: str, undoes: int = 0) -> None:
    """Name what this observation wrote a change set. Within ``writing``."""
    before = ChangeSet.objects.get(observation=undoes) if undoes else None
    ChangeSet.objects.create(
        observation_id=observation, kind=kind.value, title=title[:300], reason=reason, undoes=before
    )


def change_set(number: int) -> Made | None:
    row = _rows().filter(observation=number).first()
    return _made(row, _undone_by([row.pk])) if row else None


def change_sets(number: int) -> Page[Made]:
    """All that there were, newest first, a page at a time."""
    found = _rows().order_by("-observation")
    total = ChangeSet.objects.count()
    number, lines = within(number, total)
    rows = list(found[lines])
    undone = _undone_by([row.pk for row in rows])
    return Page([_made(row, undone) for row in rows], total, number)


@dataclass(frozen=True)
class Standing:
    """How many entries of a change set stand as it wrote them, and which were changed since, the first of them."""

    open: int
    left: int
    first: tuple[Change, ...]


def changes_of(number: int) -> tuple[Change, ...]:
    """Every entry that a change set wrote, by name."""
    return _changes(list(_written(number)))


def changes_on(number: int, page: int) -> Page[Change]:
    """A page of them."""
    total = Entry.objects.filter(observation=number).count()
    page, lines = within(page, total)
    return Page(_changes(list(_written(number)[lines])), total, page)


def standing_of(number: int, most: int = 20) -> Standing:
    written = Entry.objects.filter(observation=number)
    left = written.filter(valid_to__isnull=False)
    first = _changes(list(_written(number).filter(valid_to__isnull=False)[:most]))
    return Standing(written.filter(valid_to=None).count(), left.count(), first)


def _written(number: int) -> QuerySet[Entry]:
    return Entry.objects.filter(observation=number).select_related("subject").order_by("title", "pk")


def _changes(rows: Sequence[Entry]) -> tuple[Change, ...]:
    before, since = _before(rows), _since(rows)
    return tuple(
        Change(SubjectId(row.subject.slug), row.title, before.get(row.pk), entry_value(row), since.get(row.pk))
        for row in rows
    )


def _rows() -> QuerySet[ChangeSet]:
    counted = ChangeSet.objects.annotate(entries=Count("observation__entry"))
    return counted.select_related("observation", "undoes")


def _undone_by(sets: Sequence[int]) -> Mapping[int, int]:
    rows = ChangeSet.objects.filter(undoes__in=sets).order_by("pk").values_list("undoes_id", "observation_id")
    return {undone: number for undone, number in rows if undone is not None}


def _made(row: ChangeSet, undone: Mapping[int, int]) -> Made:
    return Made(
        number=row.observation_id,
        kind=ChangeKind(row.kind),
        title=row.title,
        reason=row.reason,
        by=row.observation.by,
        at=row.observation.recorded_at,
        entries=row.entries,  # type: ignore[attr-defined]
        undoes=row.undoes.observation_id if row.undoes else 0,
        undone_by=undone.get(row.pk, 0),
    )


def _before(rows: Sequence[Entry]) -> Mapping[int, LedgerEntry]:
    """What was said of each machine until its row was written, by the number of the row."""
    of = {row.subject_id: row for row in rows}
    found: dict[int, Entry] = {}
    for earlier in _of_the_same(rows):
        row = of[earlier.subject_id]
        if earlier.pk < row.pk and earlier.valid_to == row.valid_from:
            found[row.pk] = max(found.get(row.pk, earlier), earlier, key=lambda entry: entry.pk)
    return {pk: entry_value(row) for pk, row in found.items()}


def _since(rows: Sequence[Entry]) -> Mapping[int, Since]:
    """Who changed again what these rows said, by the number of the row."""
    ended = {row.subject_id: row for row in rows if row.valid_to}
    later: dict[int, Entry] = {}
    for other in _of_the_same(tuple(ended.values())):
        row = ended[other.subject_id]
        if other.pk > row.pk:
            later[row.pk] = min(later.get(row.pk, other), other, key=lambda entry: entry.pk)
    said = ObservationRow.objects.in_bulk({entry.observation_id for entry in later.values()})
    return {row.pk: _who(row, later.get(row.pk), said) for row in ended.values()}


def _who(row: Entry, later: Entry | None, said: Mapping[int, ObservationRow]) -> Since:
    """An entry that ended without another was linked to another machine's."""
    if later is None:
        return Since("", row.valid_to or row.valid_from, 0)
    return Since(said[later.observation_id].by, later.valid_from, later.observation_id)


def _of_the_same(rows: Sequence[Entry]) -> Iterator[Entry]:
    for chunk in batched({row.subject_id for row in rows}):
        yield from Entry.objects.filter(subject__in=chunk)
