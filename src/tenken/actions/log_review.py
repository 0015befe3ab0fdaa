"""定期確認: run the rules over a month, and hold what they flag against what persons decided before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tenken.actions.log_evidence import logs_of
from tenken.actions.log_lists import hashes_of
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.ledger import log_decisions
from tenken.ledger.log_decisions import Decided, Verdict
from tenken.logs.review.keep import read_run
from tenken.logs.review.model import Flag, Month, Ran, Run

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

    def of_verdict(self, verdict: Verdict) -> tuple[Looked, ...]:
        return tuple(one for one in self.looked if one.decided and one.decided.verdict is verdict)


def runs_of(site: Site) -> Path:
    return logs_of(site) / "reviews"


def reviewed(site: Site, month: Month) -> Reviewed | None:
    """None where the month was not looked at yet."""
    run = read_run(runs_of(site), month)
    return Reviewed(run, tuple(look(site, run))) if run else None


def look(site: Site, run: Run) -> Iterator[Looked]:
    """The decision on the flag itself counts; else one that speaks for the user and the patient still."""
    month = Month.read(run.month)
    decided, lasting = log_decisions.of_month(run.month), _lasting(month.first)
    rules, hashes = {ran.rule: ran for ran in run.rules}, hashes_of(site)
    for flag in run.flags:
        own = decided.get(flag.key)
        earlier = None if own else _speaking(lasting, flag, hashes.patient(flag.patient))
        yield Looked(flag, rules[flag.rule], own or earlier, earlier is not None)


def _speaking(lasting: Mapping[_Whom, Decided], flag: Flag, patient: str) -> Decided | None:
    found = lasting.get(_whom(flag.rule, flag.user, patient))
    return found if found and found.until and local_day(datetime.fromisoformat(flag.at)) <= found.until else None


def _lasting(day: date) -> Mapping[_Whom, Decided]:
    """The newest of each user and patient; where there is no patient, of each rule and user."""
    return {_whom(one.rule, one.user, one.patient): one for one in reversed(log_decisions.lasting(day))}


def _whom(rule: str, user: str, patient: str) -> _Whom:
    return ("" if patient else rule, user, patient)
