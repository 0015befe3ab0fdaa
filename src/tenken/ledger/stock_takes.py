"""棚卸し: what was looked for, what was met, what is missing, and what stands elsewhere than the ledger says."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import msgspec
from django.db.models import Q, QuerySet

from tenken.facts.model import MachineClass, SubjectId, SubjectKind
from tenken.ledger.codes import machines_named
from tenken.ledger.models import Entry, Meeting, StockTake
from tenken.ledger.sought import folded
from tenken.text import _


class Outcome(StrEnum):
    """What a stock-take says of a machine."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    ELSEWHERE = "elsewhere"
    FOUND = "found"


OUTCOME_NAMES: Mapping[Outcome, str] = {
    Outcome.MISSING: _("not found yet"),
    Outcome.UNKNOWN: _("unknown to the ledger"),
    Outcome.ELSEWHERE: _("found elsewhere"),
    Outcome.FOUND: _("found"),
}


@dataclass(frozen=True, slots=True)
class Campaign:
    """``record`` is the number of the sealed record; 0 while it is open."""

    number: int
    title: str
    place: str
    machine_class: MachineClass | None
    by: str
    opened_at: datetime
    closed_at: datetime | None
    record: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A machine, or a code without one. ``stands`` is where the ledger says it is, ``place`` where it was met.

    ``at`` is None while it was not met.
    """

    outcome: Outcome
    about: SubjectId | None
    name: str
    stands: str
    owner: str
    code: str = ""
    place: str = ""
    by: str = ""
    at: datetime | None = None


def campaigns() -> tuple[Campaign, ...]:
    """All of them, newest first."""
    return tuple(_campaign(row) for row in StockTake.objects.order_by("-pk"))


def campaign(number: int) -> Campaign | None:
    row = StockTake.objects.filter(pk=number).first()
    return _campaign(row) if row else None


def result(of: Campaign) -> tuple[Counted, ...]:
    """What it came to; while it is open, what is known now. What asks for a person stands first."""
    kept = StockTake.objects.filter(pk=of.number).values_list("result", flat=True).first()
    return msgspec.json.decode(kept, type=tuple[Counted, ...]) if kept else _now(of)


def close(of: Campaign, counted: Sequence[Counted], record: int, now: datetime) -> None:
    """Keep what it came to, within ``writing``."""
    kept = msgspec.json.encode(counted).decode()
    StockTake.objects.filter(pk=of.number).update(closed_at=now, observation=record, result=kept)


class _Machine(NamedTuple):
    number: int
    about: str
    title: str
    place: str
    owner: str


_COLUMNS = ("subject_id", "subject__slug", "title", "place", "owner")


def _now(of: Campaign) -> tuple[Counted, ...]:
    meetings = list(Meeting.objects.filter(stock_take=of.number).order_by("pk"))
    named = machines_named(row.code for row in meetings if row.subject_id is None)
    whose = {row.pk: row.subject_id or _only(named.get(row.code, frozenset())) for row in meetings}
    expected = {row.number: row for row in map(_Machine._make, _looked_for(of).values_list(*_COLUMNS))}
    strangers = Entry.objects.filter(subject__in={*whose.values()} - {0, *expected}, valid_to=None)
    others = {row.number: row for row in map(_Machine._make, strangers.values_list(*_COLUMNS))}
    met = {number: row for row in meetings if (number := whose[row.pk]) in expected or number in others}
    unknown = [_unknown(row) for row in meetings if whose[row.pk] not in expected and whose[row.pk] not in others]
    elsewhere = [_counted(others[number], row, Outcome.ELSEWHERE) for number, row in met.items() if number in others]
    seen = [_counted(row, met[number], _of(row, met[number])) for number, row in expected.items() if number in met]
    moved = [one for one in seen if one.outcome is Outcome.ELSEWHERE]
    missing = [_machine(row, Outcome.MISSING) for number, row in expected.items() if number not in met]
    return (*missing, *unknown, *elsewhere, *moved, *(one for one in seen if one.outcome is Outcome.FOUND))


def by_outcome(counted: Sequence[Counted]) -> Mapping[Outcome, int]:
    counts = Counter(one.outcome for one in counted)
    return {outcome: counts[outcome] for outcome in Outcome}


def _looked_for(of: Campaign) -> QuerySet[Entry]:
    """Machines in use within what is looked for, in the order of their names."""
    present = Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None, retired=False)
    if of.machine_class:
        present = present.filter(machine_class=of.machine_class)
    if of.place:
        present = present.filter(Q(place__icontains=of.place) | Q(place__icontains=folded(of.place)))
    return present.order_by("subject__sought__title_key", "pk")


def _only(numbers: frozenset[int]) -> int:
    """The machine that a code names; 0 where it names none or several."""
    return next(iter(numbers)) if len(numbers) == 1 else 0


def _of(machine: _Machine, row: Meeting) -> Outcome:
    """Elsewhere is what was met at another place than its entry says."""
    return Outcome.ELSEWHERE if row.place and folded(row.place) != folded(machine.place) else Outcome.FOUND


def _counted(machine: _Machine, row: Meeting, outcome: Outcome) -> Counted:
    return replace(_machine(machine, outcome), code=row.code, place=row.place, by=row.by, at=row.at)


def _machine(machine: _Machine, outcome: Outcome) -> Counted:
    return Counted(outcome, SubjectId(machine.about), machine.title, machine.place, machine.owner)


def _unknown(row: Meeting) -> Counted:
    return Counted(Outcome.UNKNOWN, None, row.code, "", "", row.code, row.place, row.by, row.at)


def _campaign(row: StockTake) -> Campaign:
    machine_class = MachineClass(row.machine_class) if row.machine_class else None
    return Campaign(row.pk, row.title, row.place, machine_class, row.by, row.opened_at, row.closed_at,
                    row.observation_id or 0)  # fmt: skip
