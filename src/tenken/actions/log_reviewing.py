"""定期確認を行う: run the rules of the review over a month. Apart from what pages need: it loads the engine."""

from datetime import datetime

from tenken.actions.log_evidence import evidence_of, logs_of
from tenken.actions.log_lists import lists_now
from tenken.actions.log_review import runs_of
from tenken.actions.log_verbs import REVIEWED
from tenken.actions.logs import follow_evidence
from tenken.actions.site import Site
from tenken.ledger import logbook
from tenken.ledger.writing import writing
from tenken.logs.evidence.checkpoints import notes, read_note
from tenken.logs.review.keep import keep_run
from tenken.logs.review.model import Month, ReviewError, Run
from tenken.logs.review.run import Evidence, review
from tenken.logs.search.engine import Engine
from tenken.text import _


def run_review(site: Site, engine: Engine, month: Month, now: datetime, by: str) -> Run:
    """In place of the run of this month that was there. Raises ReviewError for a month that has not begun."""
    if now < month.since:
        raise ReviewError(_("the month {month} has not begun yet"), month=str(month))
    follow_evidence(site)
    run = review(engine, logs_of(site) / "search", month, lists_now(site), _evidence(site), now)
    keep_run(runs_of(site), run)
    with writing(now) as at:
        logbook.note(at, by, REVIEWED, str(month), f"{len(run.flags)} {run.root[:16]}")
    return run


def _evidence(site: Site) -> Evidence:
    newest = None
    for note in notes(evidence_of(site)):
        newest = note
    if newest is None:
        raise ReviewError(_("there are no access logs yet"))
    checkpoint, _signature = read_note(newest)
    return Evidence(checkpoint.size, checkpoint.root.hex())
