"""削除への同意: on a page a person sees what is past its time and agrees to its removal; a writer carries it out.

The process of the pages only reads evidence. An agreement is kept in the record of operations; it names the very
segments that were shown, and where these are no longer those that are past their time, nothing is removed. Whoever
breaks into the pages can write there whatever he likes, also how long a source is kept: so nothing goes by a page that
was received less than a year ago.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tenken.actions.log_evidence import evidence_of, logs_of
from tenken.actions.log_sources import keeps, rules_changed
from tenken.actions.log_verbs import REMOVAL_AGREED, REMOVAL_ENDED
from tenken.actions.site import Site
from tenken.facts.logs import ONE_YEAR
from tenken.ledger import logbook
from tenken.ledger.writing import writing
from tenken.logs import holdings
from tenken.logs.holdings import Holdings
from tenken.text import Complaint, _

LEAST = timedelta(days=ONE_YEAR)
_NAME, _REASON = 100, 500


class RetentionError(Complaint):
    """Nothing was removed; the message says what is wanted."""


@dataclass(frozen=True)
class Agreement:
    """``by`` agrees, having signed in as ``account``, to the removal of the segments that ``digest`` names. They were
    past their time at ``as_of``."""

    at: datetime
    account: str
    by: str
    reason: str
    digest: str
    as_of: datetime


def look_at_holdings(site: Site, now: datetime) -> None:
    """For the pages to show. Raises EvidenceError."""
    holdings.keep_holdings(logs_of(site), holdings.look(evidence_of(site), keeps_by_page(now), now))


def holdings_known(site: Site) -> Holdings | None:
    return holdings.holdings_of(logs_of(site))


def holdings_old(site: Site, now: datetime) -> bool:
    """Whether it was said since how long a source is kept."""
    known = holdings_known(site)
    return known is None or rules_changed(now, known.at)


def keeps_by_page(now: datetime) -> Callable[[str], timedelta]:
    said = keeps(now)
    return lambda name: max(said(name), LEAST)


def agree(site: Site, shown: str, by: str, reason: str, account: str, now: datetime) -> None:
    """``shown`` is the digest of what was on the page. Raises RetentionError."""
    by, reason, known = by.strip(), reason.strip(), holdings_known(site)
    if not by or not reason or len(by) > _NAME or len(reason) > _REASON:
        raise RetentionError(_("say who agrees and why, the reason in up to {n} letters"), n=_REASON)
    if known is None or not known.segments or known.digest != shown:
        raise RetentionError(_("what is past its time is no longer what you saw; look at it again, then agree"))
    with writing(now) as at:
        if waiting():
            raise RetentionError(_("a removal was agreed to already and is being carried out"))
        detail = json.dumps({"as_of": known.at.isoformat(), "by": by, "reason": reason}, ensure_ascii=False)
        logbook.note(at, account, REMOVAL_AGREED, shown, detail)


def waiting() -> Agreement | None:
    """What was agreed to and no writer has ended yet."""
    last = logbook.newest(REMOVAL_AGREED, REMOVAL_ENDED)
    return agreement_in(last) if last and last.verb == REMOVAL_AGREED else None


def why_not() -> str:
    """Why what was agreed to last was not removed; empty where it was."""
    last = logbook.newest(REMOVAL_AGREED, REMOVAL_ENDED)
    return last.detail if last and last.verb == REMOVAL_ENDED else ""


def agreement_in(done: logbook.Done) -> Agreement:
    said = json.loads(done.detail)
    as_of = datetime.fromisoformat(said["as_of"])
    return Agreement(done.at, done.by, said["by"], said["reason"], done.about, as_of)
