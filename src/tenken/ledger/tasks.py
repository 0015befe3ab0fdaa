"""やること: kept in versions, listed a page at a time with a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Count, F, Max, Q, QuerySet

from tenken.facts.model import SubjectId
from tenken.ledger.models import TaskRow
from tenken.ledger.page import Page, within
from tenken.text import _

SOON = timedelta(days=7)
"""So long before its day a task is one of this week."""


class State(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Source(StrEnum):
    OWN = "own"
    XRAY = "xray"
    BLOCKER = "blocker"
    INSPECTION = "inspection"
    DUTY = "duty"
    START = "start"


STATE_NAMES = {State.OPEN: _("to be done"), State.DONE: _("done"), State.DROPPED: _("not to be done")}
SOURCE_NAMES = {
    Source.OWN: _("our own"),
    Source.XRAY: _("before the inspector finds it"),
    Source.BLOCKER: _("what stands in the way"),
    Source.INSPECTION: _("remark of the inspector"),
    Source.DUTY: _("comes again and again"),
    Source.START: _("the first twelve minutes"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """A task as of one moment. ``every`` is the number of months after which it is to be done again; 0 is never."""

    number: int
    version: int
    at: datetime
    by: str
    title: str
    note: str
    about: SubjectId
    lineage: str
    owner: str
    due: date | None
    state: State
    word: str
    source: Source
    every: int
    origin: str

    def is_late(self, today: date) -> bool:
        return self.state is State.OPEN and self.due is not None and self.due < today


@dataclass(frozen=True)
class Filter:
    """What the list is narrowed to. ``owners`` are names of one person; ``when`` is overdue, week, undated or empty."""

    state: str = State.OPEN
    owners: tuple[str, ...] = ()
    when: str = ""
    words: str = ""
    lineage: str = ""
    about: str = ""


@dataclass(frozen=True)
class Counts:
    """Open tasks: all, those of one person, those past their day, those of this week."""

    open: int
    mine: int
    overdue: int
    week: int


def tasks(wanted: Filter, today: date, number: int = 1) -> Page[Task]:
    """By the day on which they fall due, those without a day last."""
    found = _found(wanted, today)
    total = found.count()
    number, lines = within(number, total)
    ordered = found.order_by(F("due").asc(nulls_last=True), "number")
    return Page([_task(row) for row in ordered[lines]], total, number)


def all_open(wanted: Filter, today: date) -> list[Task]:
    """Every open task of this filter; a house has hundreds at most, and paper has no pages of a list."""
    found = _found(replace(wanted, state=State.OPEN), today)
    return [_task(row) for row in found.order_by(F("due").asc(nulls_last=True), "number")]


def counts(me: Sequence[str], today: date) -> Counts:
    found = _present().filter(state=State.OPEN).aggregate(
        open=Count("pk"),
        mine=Count("pk", Q(owner__in=me)),
        overdue=Count("pk", Q(due__lt=today)),
        week=Count("pk", Q(due__gte=today, due__lte=today + SOON)),
    )  # fmt: skip
    return Counts(**found)


def owners() -> list[tuple[str, int]]:
    """Who has open tasks, and how many."""
    rows = _present().filter(state=State.OPEN).exclude(owner="").values_list("owner").annotate(n=Count("pk"))
    return list(rows.order_by("owner"))


def task(number: int) -> Task | None:
    row = _present().filter(number=number).first()
    return _task(row) if row else None


def numbered(numbers: Iterable[int]) -> dict[int, Task]:
    return {row.number: _task(row) for row in _present().filter(number__in=list(numbers))}


def history(number: int) -> tuple[Task, ...]:
    """All versions, the first one first."""
    return tuple(_task(row) for row in TaskRow.objects.filter(number=number).order_by("version"))


def open_from(origins: Iterable[str]) -> dict[str, Task]:
    """The open tasks that were made from these, by origin."""
    return {row.origin: _task(row) for row in _present().filter(state=State.OPEN, origin__in=list(origins))}


def of_origins(origins: Iterable[str]) -> dict[str, Task]:
    """The newest task of each of these origins, whatever its state."""
    return {row.origin: _task(row) for row in _present().filter(origin__in=list(origins)).order_by("number")}


def due_by(day: date) -> list[Task]:
    """Open tasks that fall due on this day or before."""
    return [_task(row) for row in _present().filter(state=State.OPEN, due__lte=day).order_by("due", "number")]


def next_number() -> int:
    """Within ``writing``."""
    return (TaskRow.objects.aggregate(most=Max("number"))["most"] or 0) + 1


def keep(new: Task) -> None:
    """Add this version, and end the one before, within ``writing``."""
    TaskRow.objects.filter(number=new.number, valid_to=None).update(valid_to=new.at)
    TaskRow.objects.create(
        number=new.number, version=new.version, valid_from=new.at, by=new.by, title=new.title, note=new.note,
        about=new.about, lineage=new.lineage, owner=new.owner, due=new.due, state=new.state, word=new.word,
        source=new.source, every=new.every, origin=new.origin,
    )  # fmt: skip


def _present() -> QuerySet[TaskRow]:
    return TaskRow.objects.filter(valid_to=None)


def _found(wanted: Filter, today: date) -> QuerySet[TaskRow]:
    found = _present()
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.owners:
        found = found.filter(owner__in=wanted.owners)
    if wanted.when == "overdue":
        found = found.filter(due__lt=today)
    if wanted.when == "week":
        found = found.filter(due__lte=today + SOON)
    if wanted.when == "undated":
        found = found.filter(due=None)
    if wanted.lineage:
        found = found.filter(lineage=wanted.lineage)
    if wanted.about:
        found = found.filter(about=wanted.about)
    for word in wanted.words.split():
        found = found.filter(Q(title__icontains=word) | Q(note__icontains=word) | Q(owner__icontains=word))
    return found


def _task(row: TaskRow) -> Task:
    return Task(
        number=row.number, version=row.version, at=row.valid_from, by=row.by, title=row.title, note=row.note,
        about=SubjectId(row.about), lineage=row.lineage, owner=row.owner, due=row.due, state=State(row.state),
        word=row.word, source=Source(row.source), every=row.every, origin=row.origin,
    )  # fmt: skip
