"""定期確認の判断: a person says of flags what they are. What is to be followed up becomes a task."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tenken.actions.log_lists import hashes_of
from tenken.actions.log_review import Looked, reviewed
from tenken.actions.log_sign import recount
from tenken.actions.log_verbs import DECIDED
from tenken.actions.site import Site
from tenken.actions.tasks import Wanted, opened
from tenken.dates import local_day
from tenken.ledger import log_decisions, logbook
from tenken.ledger.log_decisions import Decided, Verdict
from tenken.ledger.tasks import Source
from tenken.ledger.writing import writing
from tenken.logs.review.model import Month
from tenken.text import Blanks, Complaint, Message, _, in_words

LONGEST = timedelta(days=366)
"""So long a decision may speak for later flags; after that somebody looks again."""
_TIME_TO_FOLLOW = timedelta(days=14)
_MOST = 1000


class DecisionError(Complaint):
    """The decision cannot be taken; the message says what is missing."""


@dataclass(frozen=True)
class Judged:
    """What a person says of some flags. Until the day ``until`` it speaks for later flags of the same kind too."""

    verdict: Verdict
    reason: str
    until: date | None = None


def decide(site: Site, month: Month, keys: Sequence[str], judged: Judged, by: str, now: datetime) -> int:
    """The same of all flags with these keys; how many they are. Raises DecisionError."""
    _check(judged, local_day(now))
    known = reviewed(site, month)
    flags = [one for one in known.looked if one.flag.key in set(keys)] if known else []
    if not flags:
        raise DecisionError(_("choose what the decision is about"))
    hashes = hashes_of(site)
    with writing(now) as at:
        task = _task(site, month, flags, judged, by, at) if judged.verdict is not Verdict.FINE else None
        for one in flags:
            patient = hashes.patient(one.flag.patient)
            log_decisions.keep(
                Decided(one.flag.key, str(month), one.flag.rule, one.flag.user, patient, judged.verdict,
                        judged.reason.strip(), by, at, judged.until, task)
            )  # fmt: skip
            logbook.note(at, by, DECIDED, f"{month} {one.flag.key}", f"{judged.verdict} {judged.reason.strip()}"[:2000])
    return len(flags)


def take_back(site: Site, number: int, by: str, now: datetime) -> None:
    """What it spoke for is undecided again, in a month that is signed too. Raises DecisionError."""
    old = log_decisions.decision(number)
    if old is None or old.verdict is Verdict.TAKEN_BACK or log_decisions.is_taken_back(number):
        raise DecisionError(_("there is no such decision, or it was taken back already"))
    with writing(now) as at:
        log_decisions.keep(
            Decided(old.flag, old.month, old.rule, old.user, old.patient, Verdict.TAKEN_BACK, old.reason, by, at,
                    took_back=number)
        )  # fmt: skip
        logbook.note(at, by, DECIDED, f"{old.month} {old.flag}", f"{Verdict.TAKEN_BACK} {number}")
    recount(site, by, now)


def _check(judged: Judged, today: date) -> None:
    if judged.verdict is Verdict.TAKEN_BACK:
        raise DecisionError(_("choose a decision"))
    if not judged.reason.strip():
        raise DecisionError(_("say in a few words why"))
    if len(judged.reason) > _MOST:
        raise DecisionError(_("the reason has more than {n} characters"), n=_MOST)
    if judged.until and judged.verdict is not Verdict.FINE:
        raise DecisionError(_("only a good reason can speak for later flags too"))
    if judged.until and not today <= judged.until <= today + LONGEST:
        raise DecisionError(_("a reason holds from today on, for a year at the most"))


def _task(site: Site, month: Month, flags: Sequence[Looked], judged: Judged, by: str, now: datetime) -> int:
    """One for all of them. It names no patient: those stand in the review only."""
    first = flags[0]
    blanks: Blanks = {
        "what": Message(first.ran.title), "user": first.flag.user, "month": str(month)
    }  # fmt: skip
    title = Message(_("Follow up in the access logs of {month}: {what} ({user})"), blanks)
    wanted = Wanted(in_words(title, site.config.language), judged.reason.strip(), lineage="access-log", owner=by,
                    due=local_day(now) + _TIME_TO_FOLLOW)  # fmt: skip
    return opened(wanted, Source.OWN, by, now, f"log-review:{month}").number
