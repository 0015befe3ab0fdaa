"""取り込む前の見本: what a list would add and change, cell by cell, and how each machine was known. Writes nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from tenken.actions.import_spreadsheet import Existing, Planned, Tell, planned_of, sheet_of, untold
from tenken.actions.site import Site
from tenken.collectors.spreadsheet.model import Problem
from tenken.collectors.spreadsheet.profiles import Profile
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import Mark, MarkKind, SubjectId
from tenken.ledger.identity import STRENGTH
from tenken.ledger.inventory import titled
from tenken.ledger.models import Subject
from tenken.ledger.roll import Roll, folded

Cell = str | bool | None


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of the ledger: the field or the kind of mark, and what stood and what is to stand there."""

    field: str
    old: Cell
    new: Cell


@dataclass(frozen=True, slots=True)
class Alike:
    """Who may be the same machine, and by which kinds of mark; by its name alone where there are none."""

    about: SubjectId
    title: str
    by: tuple[MarkKind, ...]


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """``by`` is the strongest kind of mark by which the machine was known; ``alike`` are candidates for doubles."""

    line: int
    title: str
    about: SubjectId | None
    by: MarkKind | None
    changes: tuple[Change, ...]
    alike: tuple[Alike, ...]
    same_as_line: int = 0


@dataclass(frozen=True)
class Plan:
    """``left_alone`` are rows of known machines that the person wants left as they are."""

    added: tuple[PlannedRow, ...]
    changed: tuple[PlannedRow, ...]
    unchanged: int
    left_alone: int
    problems: tuple[Problem, ...]
    unread: tuple[str, ...]

    @property
    def doubtful(self) -> tuple[PlannedRow, ...]:
        """Rows that may tell of a machine that another row or entry tells of already."""
        return tuple(row for row in (*self.added, *self.changed) if row.alike or row.same_as_line)

    @property
    def lines_in_error(self) -> int:
        return len({problem.row for problem in self.problems})


def plan_spreadsheet(
    site: Site,
    raw: bytes,
    now: datetime,
    profile: str | Profile = "",
    existing: Existing = Existing.UPDATE,
    encoding: str = "",
    tell: Tell = untold,
) -> Plan:
    """What ``import_spreadsheet`` would do. Raises Unreadable or ProfileError."""
    tell("read", 0, 0)
    sheet = sheet_of(site, raw, profile, now, encoding)
    planned, roll = planned_of(sheet, tell)
    names = titled(one.row.entry.title for one in planned if one.is_new)
    rows = list(_rows(planned, roll, names))
    known = [row for one, row in zip(planned, rows, strict=True) if one.is_change]
    untouched = existing is Existing.SKIP
    return Plan(
        added=tuple(row for one, row in zip(planned, rows, strict=True) if one.is_new),
        changed=() if untouched else tuple(known),
        unchanged=sum(not one.is_new and not one.is_change for one in planned),
        left_alone=len(known) if untouched else 0,
        problems=sheet.problems,
        unread=sheet.unmapped,
    )


def _rows(planned: Sequence[Planned], roll: Roll, names: Mapping[str, Subject]) -> Iterable[PlannedRow]:
    met: dict[int, int] = {}
    often = Counter(one.row.entry.title for one in planned)
    for one in planned:
        subject = one.match.subject
        first = met.setdefault(subject.pk, one.row.line) if subject else one.row.line
        yield PlannedRow(
            line=one.row.line,
            title=one.after.title,
            about=SubjectId(subject.slug) if subject else None,
            by=_known_by(one, subject, roll) if subject else None,
            changes=tuple(_changes(one)),
            alike=tuple(_alike(one, names if often[one.row.entry.title] == 1 else {}, roll)),
            same_as_line=first if first != one.row.line else 0,
        )


def _known_by(one: Planned, subject: Subject, roll: Roll) -> MarkKind | None:
    if one.row.subject:
        return MarkKind.SUBJECT
    borne = {mark.kind for mark in one.row.marks if roll.has(subject, folded(mark))}
    return next((kind for kind in STRENGTH if kind in borne), None)


def _changes(one: Planned) -> Iterable[Change]:
    if one.before is None:
        return
    for field in fields(LedgerEntry):
        old, new = getattr(one.before, field.name), getattr(one.after, field.name)
        if old != new:
            yield Change(field.name, old, new)
    yield from (Change(mark.kind.value, None, mark.value) for mark in one.adds if not _is_said(mark, one))


def _is_said(mark: Mark, one: Planned) -> bool:
    """The serial number is a cell of the entry too."""
    return mark.kind is MarkKind.SERIAL and one.before is not None and one.before.serial != one.after.serial


def _alike(one: Planned, names: Mapping[str, Subject], roll: Roll) -> Iterable[Alike]:
    seen = set[int]()
    for subject, why in (*one.match.same, *one.match.possible):
        entry = roll.entry(subject)
        seen.add(subject.pk)
        yield Alike(SubjectId(subject.slug), entry.title if entry else "", tuple(dict.fromkeys(m.kind for m in why)))
    called = names.get(one.row.entry.title) if one.is_new else None
    if called and called.pk not in seen:
        yield Alike(SubjectId(called.slug), one.row.entry.title, ())
