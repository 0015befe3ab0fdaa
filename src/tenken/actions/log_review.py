"""定期確認: a month's run, its flags held against what persons decided before. Pages need no engine for it."""

import atexit
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tenken.actions.log_evidence import logs_of
from tenken.actions.log_lists import hashes_of
from tenken.actions.log_verbs import REVIEWED
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.ledger import log_decisions, logbook
from tenken.ledger.log_decisions import Decided, Verdict
from tenken.ledger.writing import writing
from tenken.logs.review.keep import read_run
from tenken.logs.review.model import Flag, Kind, Month, Ran, ReviewError, Run
from tenken.text import _

_Whom = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Looked:
    """A flag and what was decided of it. ``earlier`` says that the decision was on another flag of the same pair."""

    flag: Flag
    ran: Ran
    decided: Decided | None
    earlier: bool = False

    @property
    def is_open(self) -> bool:
        return self.decided is None


@dataclass(frozen=True)
class Reviewed:
    """A month: its newest run, and its flags in the order of the rules."""

    run: Run
    looked: tuple[Looked, ...]

    @property
    def open(self) -> tuple[Looked, ...]:
        return tuple(one for one in self.looked if one.is_open)

    @property
    def undecided(self) -> int:
        """Also what is not listed and so can't be decided."""
        return len(self.open) + self.run.unlisted

    @property
    def undecided_bad(self) -> int:
        """Of that, what is known to be bad: a review that leaves it so proves nothing."""
        return sum(one.ran.kind == Kind.BAD for one in self.open) + self.run.unlisted

    def of_verdict(self, verdict: Verdict) -> tuple[Looked, ...]:
        return tuple(one for one in self.looked if one.decided and one.decided.verdict is verdict)


_LONGEST_S = 25
"""So long a page waits; a large month goes on by itself."""


class _Looking:
    """The months that are being looked through by processes of their own."""

    def __init__(self) -> None:
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def begin(self, site: Site, month: Month, now: datetime) -> bool:
        """Whether it is done already, as with small months."""
        if not self.goes_on(month):
            program = (sys.executable, "-m", "tenken.logs.review.alone", str(logs_of(site)), str(month),
                       now.isoformat())  # fmt: skip
            self._processes[str(month)] = subprocess.Popen(program, stdin=subprocess.DEVNULL)
            atexit.register(self._processes[str(month)].wait)
        with suppress(subprocess.TimeoutExpired):
            self._processes[str(month)].wait(_LONGEST_S)
        return not self.goes_on(month)

    def goes_on(self, month: Month) -> bool:
        process = self._processes.get(str(month))
        return process is not None and process.poll() is None


LOOKING = _Looking()
"""One for all pages."""


def look_through(site: Site, month: Month, by: str, now: datetime) -> bool:
    """By a process of its own; whether it is done. Raises ReviewError."""
    if now < month.since:
        raise ReviewError(_("the month {month} has not begun yet"), month=str(month))
    before = read_run(runs_of(site), month)
    note_run(month, by, now)
    done = LOOKING.begin(site, month, now)
    if done and read_run(runs_of(site), month) == before:
        raise ReviewError(_("the month could not be looked through; are there access logs yet?"))
    return done


def note_run(month: Month, by: str, now: datetime) -> None:
    with writing(now) as at:
        logbook.note(at, by, REVIEWED, str(month))


def runs_of(site: Site) -> Path:
    return logs_of(site) / "reviews"


def reviewed(site: Site, month: Month) -> Reviewed | None:
    """None where the month was not looked at yet."""
    run = read_run(runs_of(site), month)
    return Reviewed(run, tuple(look(site, run))) if run else None


@dataclass(frozen=True)
class Decisions:
    """Of each flag the newest, and those that speak for later flags of a user and a patient."""

    own: Mapping[str, Decided]
    lasting: Mapping[_Whom, Decided]


def decisions_since(day: date) -> Decisions:
    return Decisions(log_decisions.of_flags_since(day), _lasting(day))


def look(site: Site, run: Run, decisions: Decisions | None = None) -> Iterator[Looked]:
    """The decision on the flag itself counts; else one that speaks for the user and the patient still."""
    known = decisions or decisions_since(Month.read(run.month).first)
    rules, hashes = {ran.rule: ran for ran in run.rules}, hashes_of(site)
    for flag in run.flags:
        own = known.own.get(flag.key)
        earlier = None if own else _speaking(known.lasting, flag, hashes.patient(flag.patient))
        yield Looked(flag, rules[flag.rule], own or earlier, earlier is not None)


def _speaking(lasting: Mapping[_Whom, Decided], flag: Flag, patient: str) -> Decided | None:
    found = lasting.get(_whom(flag.rule, flag.user, patient))
    return found if found and found.until and local_day(datetime.fromisoformat(flag.at)) <= found.until else None


def _lasting(day: date) -> Mapping[_Whom, Decided]:
    """The newest of each user and patient; where there is no patient, of each rule and user."""
    return {_whom(one.rule, one.user, one.patient): one for one in reversed(log_decisions.lasting(day))}


def _whom(rule: str, user: str, patient: str) -> _Whom:
    return ("" if patient else rule, user, patient)
