"""feed import: a publisher's list, carried in as a file, becomes facts about the facility that verdicts rest on."""

from dataclasses import dataclass
from datetime import date, datetime

from tenken.actions.collect import ingest
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.feed.read import Carried, read_feeds
from tenken.facts.feeds import Feed
from tenken.facts.model import FACILITY
from tenken.feeds.endoflife import Nameless
from tenken.ledger import logbook
from tenken.ledger.recall import facts_about
from tenken.ledger.record import Attempt
from tenken.text import Blanks, Complaint, _

ALL = "*"
"""The issue of a file with the lists of many products."""


class OlderFeed(Complaint):
    """A later list of the same name is here; the older one would take its place."""

    kind = "refused"


@dataclass(frozen=True)
class Imported:
    """Whose list was taken, which issue and of which day, its SHA-256, and how many entries it has.

    ``known`` says that the ledger had it already, word for word.
    """

    publisher: str
    issue: str
    dated: date
    sha256: str
    entries: int
    known: bool


def import_feed(
    site: Site, raw: bytes, now: datetime, dated: date | None = None, by: str = "", called: str = ""
) -> Imported:
    """Take in a list. Raises FeedError for a file that is none and OlderFeed; then nothing was taken."""
    carried, feeds = _read(raw, dated, called)
    _none_is_older(feeds, now)
    issue = feeds[0].issue if len(feeds) == 1 else ALL
    name = f"{feeds[0].publisher} {issue}"
    attempt = Attempt(f"feed:{name}", COLLECTORS["feed"].reader, name, now, by)
    outcome = ingest(site, COLLECTORS["feed"], carried.written(), attempt, now)
    logbook.note(now, by, "feed import", name)
    known, entries = not outcome.recorded.changed, sum(feed.size for feed in feeds)
    return Imported(feeds[0].publisher, issue, max(feed.dated for feed in feeds), carried.sha256, entries, known)


def _read(raw: bytes, dated: date | None, called: str) -> tuple[Carried, tuple[Feed, ...]]:
    """The name of a file is kept only where nothing else tells the product."""
    plain = Carried(raw, dated)
    try:
        return plain, read_feeds(plain)
    except Nameless:
        named = Carried(raw, dated, called)
        return named, read_feeds(named)


def feeds_here(now: datetime) -> tuple[Feed, ...]:
    """The lists that the ledger holds."""
    return tuple(fact.says for fact in facts_about(FACILITY, now) if isinstance(fact.says, Feed))


def _none_is_older(feeds: tuple[Feed, ...], now: datetime) -> None:
    here = {(feed.kind, feed.item): feed for feed in feeds_here(now)}
    for feed in feeds:
        other = here.get((feed.kind, feed.item))
        if other and other.dated > feed.dated:
            blanks: Blanks = {"issue": feed.issue, "day": feed.dated.isoformat(), "newer": other.dated.isoformat()}
            words = _("{issue} of {day}: a newer one, of {newer}, is here already; nothing was taken")
            raise OlderFeed(words, **blanks)
