"""import spreadsheet: the facility's own list of machines becomes entries of the ledger; it can be taken back whole."""

from collections.abc import Sequence
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
from tenken.collectors.spreadsheet.profiles import profile_named, profiles_in
from tenken.collectors.spreadsheet.read import Sheet, read_rows
from tenken.dates import local_day
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import Mark, MarkKind
from tenken.ledger import change_sets, logbook
from tenken.ledger.change_sets import ChangeKind
from tenken.ledger.identity import resolve
from tenken.ledger.links import Status, decisions
from tenken.ledger.record import Attempt, record_all
from tenken.ledger.roll import Roll
from tenken.ledger.writing import LedgerError, writing
from tenken.text import Blanks, _


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
class _Planned:
    """A row with the marks that lead to its machine, what the ledger says of that, and what it is to say."""

    row: LedgerRow
    about: tuple[Mark, ...]
    before: LedgerEntry | None
    after: LedgerEntry


def import_spreadsheet(
    site: Site,
    raw: bytes,
    now: datetime,
    by: str = "",
    profile: str = "",
    existing: Existing = Existing.UPDATE,
    told: Told = AN_IMPORT,
    *,
    dry_run: bool = False,
) -> Taken:
    """Take in a list; rows that cannot be read are told and left out.

    Raises Unreadable, ProfileError or LedgerError; then nothing was taken.
    """
    sheet = _sheet(site, raw, profile, now)
    kept = sha256(raw).hexdigest() if dry_run else site.archive.keep(raw)
    with writing(now) as moment:
        roll = Roll.of(mark for row in sheet.rows for mark in _about(row))
        planned = [_plan(row, roll) for row in sheet.rows]
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
    added = sum(one.before is None for one in wanted)
    changed = sum(one.before is not None and one.before != one.after for one in wanted)
    unchanged = len(planned) - added - changed
    return Taken(len(planned), added, changed, unchanged, asked, problems, done.observation)


def take_back(site: Site, number: int, by: str, now: datetime) -> int:
    """Undo an import; how many entries say again what they said before. Raises LedgerError."""
    return len(undo(site, number, by, "", now).written)


def _sheet(site: Site, raw: bytes, profile: str, now: datetime) -> Sheet:
    among = profiles_in(site.config.data / "profiles")
    return read_rows(raw, profile_named(profile, among) if profile else None, among, local_day(now))


def _about(row: LedgerRow) -> tuple[Mark, ...]:
    """Our own number leads to a machine whatever its marks say."""
    return (Mark(MarkKind.SUBJECT, row.subject), *row.marks) if row.subject else row.marks


def _plan(row: LedgerRow, roll: Roll) -> _Planned:
    """What the row fills is said anew; what it leaves open stays as it is."""
    about = _about(row)
    subject = roll.named(row.subject) if row.subject else resolve(row.marks, None, roll).subject
    before = roll.entry(subject) if subject else None
    if before is None:
        return _Planned(row, about, None, row.entry)
    given = {name: getattr(row.entry, name) for name in row.given}
    return _Planned(row, about, before, replace(before, **given, entered=row.entry.entered or before.entered))


def _wanted(planned: Sequence[_Planned], existing: Existing) -> list[_Planned]:
    known = [one for one in planned if one.before is not None]
    if existing is Existing.STOP and known:
        blanks: Blanks = {"n": len(known), "line": known[0].row.line}
        words = _("{n} rows are in the ledger already, the first in line {line}; nothing was taken")
        raise LedgerError(words, **blanks)
    return [one for one in planned if one.before is None] if existing is Existing.SKIP else list(planned)
