"""Look at the log store as a whole: how its sources are doing, and whether nothing was changed. Both leave facts."""

from datetime import datetime

from tenken.actions.log_evidence import evidence_of, logs_of, verify_logs
from tenken.actions.log_removal import look_at_holdings
from tenken.actions.log_retention import bring_to_its_end, unknown_agreements
from tenken.actions.log_sources import Known, known_sources, state_health, state_verified
from tenken.actions.logs import follow_evidence
from tenken.actions.site import Site
from tenken.logs.evidence.records import RECORDS
from tenken.logs.health import keep_health
from tenken.logs.search.health import look
from tenken.logs.verify import Outcome


def look_at_sources(site: Site, now: datetime) -> tuple[Known, ...]:
    """For the pages to show, and as facts that rules judge by."""
    follow_evidence(site)
    logs_of(site).mkdir(mode=0o700, parents=True, exist_ok=True)
    keep_health(logs_of(site), look(logs_of(site), now))
    state_health(site, now)
    bring_to_its_end(site, now)
    look_at_holdings(site, now)
    return known_sources(site, now)


def check_logs(site: Site, now: datetime, anchors: tuple[bytes, ...], first_key: str, jobs: int) -> Outcome:
    """Against the anchors that were given and the newest of the ledger; what came of it is a fact. A store that there
    is not leaves none."""
    found = verify_logs(site, anchors, first_key, jobs)
    if not found.faults:  # a store that was changed cannot be asked for its agreements
        found = found._replace(faults=unknown_agreements(site))
    if (evidence_of(site) / RECORDS).exists():
        state_verified(site, found, now)
    return found
