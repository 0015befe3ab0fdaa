"""feed import: a publisher's list, carried in as a file, becomes facts about the facility that verdicts rest on."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from tenken.actions.collect import ingest
from tenken.actions.feeds import feeds_here
from tenken.actions.signatures import signed_by
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.feed.read import Carried
from tenken.facts.feeds import Feed
from tenken.feeds.endoflife import Nameless
from tenken.feeds.recognise import read_source
from tenken.ledger import logbook
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

    ``signature`` is the fingerprint of the key whose signature was verified; empty where none was.

    ``known`` says that the ledger had it already, word for word.
    """

    publisher: str
    issue: str
    dated: date
    sha256: str
    signature: str
    entries: int
    known: bool


@dataclass(frozen=True)
class Brought:
    """A file as somebody brought it: ``called`` is its name, ``dated`` the day that they say it is of.

    ``beside`` is what vouches for it, where there is such: InRelease or Release, repomd.xml.
    """

    content: bytes
    called: str = ""
    dated: date | None = None
    beside: bytes = b""


def import_feed(site: Site, file: Brought, now: datetime, by: str = "") -> Imported:
    """Take in a list. Raises FeedError for a file that is none and OlderFeed; then nothing was taken."""
    carried, feeds = _read(file)
    _none_is_older(feeds, now)
    issue = feeds[0].issue if len(feeds) == 1 else ALL
    name = f"{feeds[0].publisher} {issue}"
    attempt = Attempt(f"feed:{name}", COLLECTORS["feed"].reader, name, now, by)
    outcome = ingest(site, COLLECTORS["feed"], carried.written(), attempt, now)
    logbook.note(now, by, "feed import", name)
    return Imported(
        publisher=feeds[0].publisher,
        issue=issue,
        dated=max(feed.dated for feed in feeds),
        sha256=carried.sha256,
        signature=feeds[0].signature,
        entries=sum(feed.size for feed in feeds),
        known=not outcome.recorded.changed,
    )


def _read(file: Brought) -> tuple[Carried, tuple[Feed, ...]]:
    """The name of a file is kept only where nothing else tells the product."""
    plain = Carried(file.content, file.dated, "", file.beside, signed_by(file.beside))
    try:
        return plain, read_source(plain)
    except Nameless:
        named = replace(plain, called=file.called)
        return named, read_source(named)


def _none_is_older(feeds: tuple[Feed, ...], now: datetime) -> None:
    here = {(feed.kind, feed.item): feed for feed in feeds_here(now)}
    for feed in feeds:
        other = here.get((feed.kind, feed.item))
        if other and other.dated > feed.dated:
            blanks: Blanks = {"issue": feed.issue, "day": feed.dated.isoformat(), "newer": other.dated.isoformat()}
            words = _("{issue} of {day}: a newer one, of {newer}, is here already; nothing was taken")
            raise OlderFeed(words, **blanks)
