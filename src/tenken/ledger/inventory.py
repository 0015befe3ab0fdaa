"""The whole inventory at once: machines, their marks, and which sources saw them when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from tenken.collectors.spreadsheet.model import LedgerRow
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import Mark, MarkKind, SubjectId, SubjectKind
from tenken.ledger.chunks import batched
from tenken.ledger.entries import entry_value
from tenken.ledger.links import links
from tenken.ledger.models import Entry, MarkRow, Subject
from tenken.ledger.streams import aware

_SEEN = """
    SELECT o.about_id, o.collector, MAX(o.seen_at) FROM observation o
    WHERE o.complete AND o.about_id IS NOT NULL AND o.collector NOT LIKE 'person/%'
    GROUP BY o.about_id, o.collector"""


@dataclass(frozen=True)
class Known:
    """A machine in use. ``sources`` are those that saw it, by name; a person's word is no sight of it."""

    about: SubjectId
    entry: LedgerEntry
    marks: tuple[Mark, ...]
    sources: tuple[str, ...]
    last_seen: datetime | None


def all_machines() -> tuple[Known, ...]:
    """Every machine in use, by title, in four questions however many there are."""
    return tuple(_known(Entry.objects.filter(valid_to=None, retired=False)))


def machines_of(wanted: Sequence[SubjectId]) -> tuple[Known, ...]:
    """These machines, in this order, also such as are no longer in use."""
    asked = set(wanted)
    found = {known.about: known for known in _known(Entry.objects.filter(valid_to=None)) if known.about in asked}
    return tuple(found[about] for about in wanted if about in found)


def as_rows(machines: Iterable[Known]) -> list[LedgerRow]:
    """As the facility's own list has them."""
    return [LedgerRow(0, machine.marks, machine.entry, subject=machine.about) for machine in machines]


def _known(entries: QuerySet[Entry]) -> Iterator[Known]:
    known = links()
    marks, seen = defaultdict[int, dict[Mark, None]](dict), defaultdict[int, dict[str, datetime]](dict)
    rows = MarkRow.objects.filter(subject__kind=SubjectKind.MACHINE).order_by("kind", "value")
    for subject, kind, value in rows.values_list("subject_id", "kind", "value").iterator(5000):
        marks[known.end(subject)][Mark(MarkKind(kind), value)] = None
    for subject, source, moment in _sightings():
        latest = seen[known.end(subject)]
        latest[source] = max(moment, latest.get(source, moment))
    present = entries.filter(subject__kind=SubjectKind.MACHINE).select_related("subject").order_by("title", "pk")
    for row in present:
        yield Known(
            about=SubjectId(row.subject.slug),
            entry=entry_value(row),
            marks=tuple(marks[row.subject_id]),
            sources=tuple(sorted(seen[row.subject_id])),
            last_seen=max(seen[row.subject_id].values(), default=None),
        )


def _sightings() -> list[tuple[int, str, datetime]]:
    with connection.cursor() as cursor:
        cursor.execute(_SEEN)
        rows = cursor.fetchall()
    return [(subject, collector.partition("/")[0], _moment(moment)) for subject, collector, moment in rows]


def _moment(value: datetime | str) -> datetime:
    """SQLite gives the greatest of moments as text."""
    return aware(value if isinstance(value, datetime) else datetime.fromisoformat(value))


def titled(titles: Iterable[str]) -> dict[str, Subject]:
    """Title → the first machine in use that the ledger calls so."""
    found: dict[str, Subject] = {}
    present = Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None, retired=False)
    for chunk in batched(sorted(set(titles))):
        for row in present.filter(title__in=chunk).select_related("subject").order_by("pk"):
            found.setdefault(row.title, row.subject)
    return found
