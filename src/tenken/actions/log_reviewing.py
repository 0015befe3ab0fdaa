"""定期確認を行う: run the rules of the review over a month. Apart from what pages need: it loads the engine."""

from datetime import datetime

from tenken.actions.log_evidence import logs_of
from tenken.actions.log_review import note_run
from tenken.actions.log_sign import recount
from tenken.actions.logs import follow_evidence
from tenken.actions.site import Site
from tenken.logs.review.alone import look_through
from tenken.logs.review.model import Month, Run
from tenken.logs.search.engine import Engine


def run_review(site: Site, engine: Engine, month: Month, now: datetime, by: str) -> Run:
    """In place of the run of this month that was there. Raises ReviewError."""
    follow_evidence(site)
    run = look_through(engine, logs_of(site), month, now)
    note_run(month, by, now)
    recount(site, by, now)
    return run
