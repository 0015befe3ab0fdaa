"""取り込む前の見本: what a file that is no list of machines would bring; nothing is written."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tenken.actions.import_form import import_vendor_form
from tenken.actions.import_sightings import Taken, import_sightings
from tenken.actions.recognise import BUNDLE, FEED, FORM
from tenken.actions.site import Site
from tenken.actions.waiting import Room, Waiting
from tenken.collectors import COLLECTORS
from tenken.facts.model import SubjectId
from tenken.feeds.recognise import Source, read_source
from tenken.ledger.carried import known_keys
from tenken.pack.bundle import open_bundle
from tenken.text import Complaint, Message


@dataclass(frozen=True)
class Carried:
    """A bundle as it was signed. ``is_new`` says that its key was never met; ``is_first`` that no key ever was."""

    made_at: datetime
    made_by: str
    key: str
    answers: Mapping[str, int]
    is_new: bool
    is_first: bool


@dataclass(frozen=True)
class Listed:
    """A publisher's list: whose, which issue, of which day, how many entries."""

    publisher: str
    issue: str
    dated: str
    entries: int


@dataclass(frozen=True)
class Brief:
    """One of the parts is there, or ``why`` it cannot be taken."""

    taken: Taken | None = None
    vendor: SubjectId | None = None
    carried: Carried | None = None
    listed: tuple[Listed, ...] = ()
    why: Message | None = None


def brief(site: Site, waiting: Waiting, now: datetime) -> Brief:
    raw = Room(site.config.data).content(waiting)
    try:
        return _WAYS.get(waiting.kind, _sightings)(site, waiting, raw, now)
    except Complaint as error:
        return Brief(why=error.reason)


def _sightings(site: Site, waiting: Waiting, raw: bytes, now: datetime) -> Brief:
    return Brief(import_sightings(site, COLLECTORS[waiting.kind], raw, now, waiting.by, dry_run=True))


def _form(site: Site, waiting: Waiting, raw: bytes, now: datetime) -> Brief:
    vendor = SubjectId(waiting.vendor) if waiting.vendor else None
    done = import_vendor_form(site, raw, now, vendor, waiting.by, dry_run=True)
    return Brief(Taken(done.read, done.added, done.changed, done.unchanged), vendor=done.vendor)


def _feed(site: Site, waiting: Waiting, raw: bytes, now: datetime) -> Brief:
    del site, now
    feeds = read_source(Source(raw, called=waiting.name))
    return Brief(listed=tuple(Listed(f.publisher, f.issue, f.dated.isoformat(), f.size) for f in feeds))


def _bundle(site: Site, waiting: Waiting, raw: bytes, now: datetime) -> Brief:
    del site, waiting, now
    bundle, known = open_bundle(raw), known_keys()
    answers = Counter(answer.source for answer in bundle.answers)
    key = bundle.key.replace(" ", "")
    return Brief(carried=Carried(bundle.made_at, bundle.made_by, bundle.key, answers, key not in known, not known))


_WAYS: Mapping[str, Callable[[Site, Waiting, bytes, datetime], Brief]] = {FORM: _form, FEED: _feed, BUNDLE: _bundle}
