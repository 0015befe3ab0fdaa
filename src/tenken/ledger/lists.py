"""Lists for pages, a page at a time, with a fixed number of queries however long the list is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Value

from tenken.facts.machines import LedgerEntry
from tenken.facts.model import Mark, MarkKind, SubjectId, SubjectKind
from tenken.ledger.entries import entry_value
from tenken.ledger.links import Links, behind
from tenken.ledger.models import Entry, MachineStanding, MarkRow
from tenken.ledger.page import Page, within
from tenken.ledger.wanted import Filter, found
from tenken.rules.model import Standing

SHOWN_MARKS = (MarkKind.ASSET_TAG, MarkKind.HOSTNAME)


@dataclass(frozen=True, slots=True)
class MachineLine:
    """A machine in the list. ``standing`` is its worst over all rows; None while it was not assessed."""

    about: SubjectId
    entry: LedgerEntry
    last_seen: datetime | None
    standing: Standing | None
    not_met: int
    unknown: int
    system: str
    asset_tag: str
    hostname: str


def machines(edition: str, form: str, wanted: Filter, number: int, known: Links) -> Page[MachineLine]:
    rows_found = found(edition, form, wanted, known)
    total = rows_found.count()
    number, lines = within(number, total)
    rows = list(rows_found[lines])
    numbers = [row.subject_id for row in rows]
    standings = MachineStanding.objects.filter(edition=edition, form=form, subject__in=numbers)
    by_subject, marks = {standing.subject_id: standing for standing in standings}, _marks(numbers, known)
    return Page([_line(row, by_subject.get(row.subject_id), marks[row.subject_id]) for row in rows], total, number)


def all_found(edition: str, form: str, wanted: Filter, known: Links) -> tuple[SubjectId, ...]:
    """Every machine that is wanted, in the order of the list."""
    return tuple(map(SubjectId, found(edition, form, wanted, known).values_list("subject__slug", flat=True)))


_CHOICES = ("machine_class", "place", "owner", "vendor", "role")


def values_in_use(most: int = 200) -> Mapping[str, Mapping[str, int]]:
    """Column → its values and how many machines in use have each, the commonest first; one question for all."""
    present = Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None, retired=False).order_by()
    counted = [present.values_list(Value(name), F(name)).annotate(n=Count("pk")) for name in _CHOICES]
    values: dict[str, dict[str, int]] = {name: {} for name in _CHOICES}
    rows = sorted(counted[0].union(*counted[1:], all=True), key=lambda row: (-row[2], row[1]))
    for name, value, n in rows:
        if value and len(values[name]) < most:
            values[name][value] = n
    return values


def count_by_class() -> Mapping[str, int]:
    """Machines in use, by class."""
    present = Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None, retired=False)
    rows = present.values_list("machine_class").annotate(n=Count("pk")).order_by("machine_class")
    return dict(rows)


def titles(kind: SubjectKind) -> list[tuple[SubjectId, str]]:
    """Subjects of a kind in use, by name."""
    present = Entry.objects.filter(subject__kind=kind, valid_to=None, retired=False).order_by("title")
    return [(SubjectId(slug), title) for slug, title in present.values_list("subject__slug", "title")]


def name_of(subject: SubjectId) -> str:
    """What a subject is called now; empty for the facility."""
    row = Entry.objects.filter(subject__slug=subject, valid_to=None).values_list("title", flat=True).first()
    return row or ""


def names_of(subjects: Iterable[SubjectId]) -> Mapping[SubjectId, str]:
    """What they are called now; whoever has no name is left out."""
    present = Entry.objects.filter(subject__slug__in=set(subjects), valid_to=None)
    return {SubjectId(slug): title for slug, title in present.values_list("subject__slug", "title")}


def marks_of(subject: SubjectId, until: datetime | None = None) -> list[Mark]:
    """By what sources name a machine, and those linked to it; of all or up to a moment."""
    rows = MarkRow.objects.filter(subject__slug__in=behind(subject)).order_by("kind", "value")
    rows = rows.filter(observation__recorded_at__lte=until) if until else rows
    return [Mark(MarkKind(kind), value) for kind, value in rows.values_list("kind", "value").distinct()]


def _marks(numbers: Sequence[int], known: Links) -> Mapping[int, Mapping[str, str]]:
    """The marks that the list shows: number of the machine → kind → the first of its kind."""
    shown = defaultdict[int, dict[str, str]](dict)
    rows = MarkRow.objects.filter(subject__in=known.behind(numbers), kind__in=SHOWN_MARKS).order_by("-pk")
    for subject, kind, value in rows.values_list("subject_id", "kind", "value"):
        shown[known.end(subject)][kind] = value
    return shown


def _line(row: Entry, standing: MachineStanding | None, marks: Mapping[str, str]) -> MachineLine:
    return MachineLine(
        about=SubjectId(row.subject.slug),
        entry=entry_value(row),
        last_seen=row.last_seen,  # type: ignore[attr-defined]
        standing=Standing(standing.standing) if standing else None,
        not_met=standing.not_met if standing else 0,
        unknown=standing.unknown if standing else 0,
        system=row.subject.sought.system,
        asset_tag=marks.get(MarkKind.ASSET_TAG, ""),
        hostname=marks.get(MarkKind.HOSTNAME, ""),
    )
