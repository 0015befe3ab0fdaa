"""Lists for pages, a page at a time, with a fixed number of queries however long the list is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from tenken.facts.machines import LedgerEntry
from tenken.facts.model import Mark, MarkKind, SubjectId, SubjectKind
from tenken.ledger.entries import entry_value
from tenken.ledger.links import behind
from tenken.ledger.models import Entry, MachineStanding, MarkRow, ObservationRow
from tenken.ledger.page import Page, within
from tenken.rules.model import Standing

SEARCHED = ("title", "role", "place", "owner", "vendor", "model", "serial")
SORTS = {"title": "title", "class": "machine_class", "place": "place", "owner": "owner", "seen": "-last_seen"}


@dataclass(frozen=True, slots=True)
class MachineLine:
    """A machine in the list. ``standing`` is its worst over all rows; None while it was not assessed."""

    about: SubjectId
    entry: LedgerEntry
    last_seen: datetime | None
    standing: Standing | None
    not_met: int
    unknown: int


@dataclass(frozen=True)
class Filter:
    """What the list is narrowed to; empty fields narrow nothing."""

    machine_class: str = ""
    words: str = ""
    standing: str = ""
    entered: str = ""
    sort: str = "title"


def machines(edition: str, form: str, wanted: Filter, number: int = 1) -> Page[MachineLine]:
    found = _found(edition, form, wanted)
    total = found.count()
    number, lines = within(number, total)
    rows = list(found[lines])
    standings = MachineStanding.objects.filter(edition=edition, form=form, subject__in=[row.subject_id for row in rows])
    by_subject = {standing.subject_id: standing for standing in standings}
    return Page([_line(row, by_subject.get(row.subject_id)) for row in rows], total, number)


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


def marks_of(subject: SubjectId) -> list[Mark]:
    """By what sources name a machine, and those linked to it."""
    rows = MarkRow.objects.filter(subject__slug__in=behind(subject)).order_by("kind", "value")
    return [Mark(MarkKind(kind), value) for kind, value in rows.values_list("kind", "value").distinct()]


def _found(edition: str, form: str, wanted: Filter) -> QuerySet[Entry]:
    present = Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None, retired=False)
    if wanted.machine_class:
        present = present.filter(machine_class=wanted.machine_class)
    if wanted.entered:
        present = present.filter(entered=wanted.entered == "yes")
    # Two-letter Japanese words must be found, so no full-text index of three letters.
    for word in wanted.words.split():
        present = present.filter(reduce(or_, (Q(**{f"{column}__icontains": word}) for column in SEARCHED)))
    if wanted.standing:
        ids = MachineStanding.objects.filter(
            edition=edition, form=form, standing=int(Standing[wanted.standing.upper()])
        )
        present = present.filter(subject__in=ids.values("subject"))
    answered = ObservationRow.objects.filter(about=OuterRef("subject"), complete=True)
    # What a person wrote into the ledger is no sight of the machine.
    seen = answered.exclude(collector__startswith="person/").order_by("-id").values("seen_at")[:1]
    ordered = present.select_related("subject").annotate(last_seen=Subquery(seen))
    return ordered.order_by(SORTS.get(wanted.sort, "title"), "pk")


def _line(row: Entry, standing: MachineStanding | None) -> MachineLine:
    return MachineLine(
        about=SubjectId(row.subject.slug),
        entry=entry_value(row),
        last_seen=row.last_seen,  # type: ignore[attr-defined]
        standing=Standing(standing.standing) if standing else None,
        not_met=standing.not_met if standing else 0,
        unknown=standing.unknown if standing else 0,
    )
