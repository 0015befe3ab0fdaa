"""import spreadsheet: the facility's own list of machines becomes entries of the ledger; it can be taken back whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from django.db import transaction

from tenken.actions.changes import undo
from tenken.actions.import_sightings import Problem, Taken
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.model import Claim
from tenken.collectors.spreadsheet.model import LedgerRow
from tenken.collectors.spreadsheet.profiles import Profile, profile_named, profiles_in
from tenken.collectors.spreadsheet.read import Sheet, read_rows
from tenken.dates import local_day
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import Mark, MarkKind
from tenken.ledger import change_sets, logbook
from tenken.ledger.change_sets import ChangeKind
from tenken.ledger.identity import Match, resolve
from tenken.ledger.links import Status, decisions
from tenken.ledger.record import Attempt, record_all
from tenken.ledger.roll import Roll, folded
from tenken.ledger.writing import LedgerError, writing
from tenken.text import Blanks, _

_TOLD_EVERY = 500


class Existing(StrEnum):
    """What becomes of a row whose machine the ledger has already."""

    UPDATE = "update"
    SKIP = "skip"
    STOP = "stop"


@dataclass(frozen=True)
class Told:
    """What the page of changes is to say of an import: what it was, its name, and why it was made."""

    kind: ChangeKind = ChangeKind.IMPORT
    title: str = ""
    reason: str = ""


AN_IMPORT = Told()


@dataclass(frozen=True)
class Planned:
    """A row with the marks that lead to its machine, what the ledger says of that, and what it is to say.

    ``adds`` are marks that the ledger did not know of the machine.
    """

    row: LedgerRow
    about: tuple[Mark, ...]
    match: Match
    before: LedgerEntry | None
    after: LedgerEntry
    adds: tuple[Mark, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_change(self) -> bool:
        return self.before is not None and (self.before != self.after or bool(self.adds))


Tell = Callable[[str, int, int], None]
"""Told how far a long import is: which step, how many of how many."""


def untold(_step: str, _done: int, _of: int) -> None:
    """Nobody waits to hear."""


def import_spreadsheet(
    site: Site,
    raw: bytes,
    now: datetime,
    by: str = "",
    profile: str | Profile = "",
    existing: Existing = Existing.UPDATE,
    told: Told = AN_IMPORT,
    *,
    dry_run: bool = False,
    encoding: str = "",
    tell: Tell = untold,
) -> Taken:
    """Take in a list; rows that cannot be read are told and left out.

    Raises Unreadable, ProfileError or LedgerError; then nothing was taken.
    """
    tell("read", 0, 0)
    sheet = sheet_of(site, raw, profile, now, encoding)
    kept = sha256(raw).hexdigest() if dry_run else site.archive.keep(raw)
    with writing(now) as moment:
        planned, roll = planned_of(sheet, tell)
        tell("write", len(planned), len(planned))
        wanted = _wanted(planned, existing)
        claims = tuple(Claim(one.about, one.after) for one in wanted)
        reader = COLLECTORS["spreadsheet"].reader
        attempt = Attempt(f"spreadsheet:{sheet.profile.name}", reader, sheet.profile.title, now, by, kept, claims,
                          may_add=True)  # fmt: skip
        done = record_all((attempt,), moment, roll)[0]
        change_sets.add(done.observation, told.kind, told.title or sheet.profile.title, told.reason)
        logbook.note(now, by, "import spreadsheet", str(done.observation), sheet.profile.name)
        asked = tuple(one for one in decisions(Status.POSSIBLE_LINK) if one.recorded_at == moment)
        transaction.set_rollback(dry_run)
    problems = tuple(Problem(str(p.row), p.column, p.found, p.why) for p in sheet.problems)
    added, changed = sum(one.is_new for one in wanted), sum(one.is_change for one in wanted)
    unchanged = len(planned) - added - changed
    return Taken(len(planned), added, changed, unchanged, asked, problems, done.observation)


def take_back(site: Site, number: int, by: str, now: datetime) -> int:
    """Undo an import; how many entries say again what they said before. Raises LedgerError."""
    return len(undo(site, number, by, "", now).written)


def sheet_of(site: Site, raw: bytes, profile: str | Profile, now: datetime, encoding: str = "") -> Sheet:
    """The list as it was read, by this profile or by the one that fits. Raises Unreadable or ProfileError."""
    among = profiles_in(site.config.data / "profiles")
    chosen = profile if isinstance(profile, Profile) else profile_named(profile, among) if profile else None
    return read_rows(raw, chosen, among, local_day(now), encoding)


def planned_of(sheet: Sheet, tell: Tell = untold) -> tuple[list[Planned], Roll]:
    """What would become of each row; nothing is written."""
    roll = Roll.of(mark for row in sheet.rows for mark in _about(row))
    planned = []
    for number, row in enumerate(sheet.rows):
        if number % _TOLD_EVERY == 0:
            tell("match", number, len(sheet.rows))
        planned.append(_plan(row, roll))
    return planned, roll


def _about(row: LedgerRow) -> tuple[Mark, ...]:
    """Our own number leads to a machine whatever its marks say."""
    return (Mark(MarkKind.SUBJECT, row.subject), *row.marks) if row.subject else row.marks


def _plan(row: LedgerRow, roll: Roll) -> Planned:
    """What the row fills is said anew; what it leaves open stays as it is."""
    about = _about(row)
    match = Match(roll.named(row.subject)) if row.subject else resolve(row.marks, None, roll)
    before = roll.entry(match.subject) if match.subject else None
    if match.subject is None or before is None:
        note = _with_noted(row.entry.note, row)
        return Planned(row, about, match, None, replace(row.entry, note=note))
    given = {name: getattr(row.entry, name) for name in row.given}
    given["note"] = _with_noted(given.get("note", before.note), row)
    adds = tuple(mark for mark in row.marks if not roll.has(match.subject, folded(mark)))
    after = replace(before, **given, entered=row.entry.entered or before.entered)
    return Planned(row, about, match, before, after, adds)


def _with_noted(note: str, row: LedgerRow) -> str:
    """The note with the columns that it keeps, each in a line of its own in the place of what it said before."""
    heads = tuple(f"{head}: " for head, _text in row.noted)
    others = [line for line in note.splitlines() if not (heads and line.startswith(heads))]
    return "\n".join([*others, *(f"{head}: {text}" for head, text in row.noted)]) if heads else note


def _wanted(planned: Sequence[Planned], existing: Existing) -> list[Planned]:
    known = [one for one in planned if one.before is not None]
    if existing is Existing.STOP and known:
        blanks: Blanks = {"n": len(known), "line": known[0].row.line}
        words = _("{n} rows are in the ledger already, the first in line {line}; nothing was taken")
        raise LedgerError(words, **blanks)
    return [one for one in planned if one.before is None] if existing is Existing.SKIP else list(planned)
