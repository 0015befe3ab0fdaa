"""Reminders: written once when a task nears its day or passes it, and there until somebody has seen them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from tenken.ledger.models import ReminderRow, TaskRow
from tenken.ledger.tasks import State


class Kind(StrEnum):
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Reminder:
    number: int
    task: int
    kind: Kind
    due: date
    title: str
    owner: str


def write(wanted: Iterable[tuple[int, Kind, date]], now: datetime) -> int:
    """Those that were not written yet; how many."""
    asked = list(wanted)
    rows = ReminderRow.objects.filter(task__in=[task for task, _kind, _due in asked])
    known = set(rows.values_list("task", "kind", "due"))
    new = [
        ReminderRow(task=t, kind=kind, due=due, written_at=now) for t, kind, due in asked if (t, kind, due) not in known
    ]
    ReminderRow.objects.bulk_create(new)
    return len(new)


def unseen(most: int = 5) -> tuple[Reminder, ...]:
    """Of tasks that are still open and still due on that day, the oldest day first."""
    rows = list(_unseen().order_by("due", "task")[:most])
    named = {t.number: t for t in TaskRow.objects.filter(valid_to=None, number__in=[row.task for row in rows])}
    return tuple(
        Reminder(row.pk, row.task, Kind(row.kind), row.due, named[row.task].title, named[row.task].owner)
        for row in rows
    )


def count_unseen() -> int:
    """Each task once."""
    return _unseen().values("task").distinct().count()


def see(tasks: Sequence[int], by: str, now: datetime) -> int:
    """Somebody has seen what these tasks reminded of."""
    return ReminderRow.objects.filter(task__in=tasks, seen_at=None).update(seen_at=now, seen_by=by)


def _unseen() -> QuerySet[ReminderRow]:
    """Of a task that is late, only that it is late."""
    still = TaskRow.objects.filter(valid_to=None, state=State.OPEN, number=OuterRef("task"), due=OuterRef("due"))
    late = ReminderRow.objects.filter(task=OuterRef("task"), due=OuterRef("due"), kind=Kind.OVERDUE)
    return ReminderRow.objects.filter(Q(seen_at=None), Exists(still)).exclude(Q(kind=Kind.SOON) & Exists(late))
