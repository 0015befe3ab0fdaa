"""feed import: a maker's list, carried in as a file, becomes a fact about the facility that verdicts rest on."""

from dataclasses import dataclass
from datetime import date, datetime

from tenken.actions.collect import ingest
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.feed.read import Carried, read_feed
from tenken.ledger import logbook
from tenken.ledger.record import Attempt


@dataclass(frozen=True)
class Imported:
    """Whose list was taken, which issue and of which day, its SHA-256, and how many fixed builds it names.

    ``known`` says that the ledger had it already, word for word.
    """

    publisher: str
    issue: str
    dated: date
    sha256: str
    releases: int
    known: bool


def import_feed(site: Site, raw: bytes, now: datetime, dated: date | None = None, by: str = "") -> Imported:
    """Take in a list. Raises FeedError for a file that is none; then nothing was taken."""
    carried = Carried(raw, dated)
    feed = read_feed(carried)
    name = f"{feed.publisher} {feed.issue}"
    attempt = Attempt(f"feed:{name}", COLLECTORS["feed"].reader, name, now, by)
    outcome = ingest(site, COLLECTORS["feed"], carried.written(), attempt, now)
    logbook.note(now, by, "feed import", name)
    known = not outcome.recorded.changed
    return Imported(feed.publisher, feed.issue, feed.dated, carried.sha256, len(feed.releases), known)
