"""取り込む: a file that waits is taken in, whole or not at all; a long list in a thread that tells how far it is."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, close_old_connections

from tenken.actions.carry import import_bundle
from tenken.actions.import_feed import Brought, import_feed
from tenken.actions.import_form import import_vendor_form
from tenken.actions.import_sightings import Taken, import_sightings
from tenken.actions.import_spreadsheet import import_spreadsheet
from tenken.actions.preview import plan_of
from tenken.actions.recognise import BUNDLE, FEED, FORM, LIST
from tenken.actions.site import Site
from tenken.actions.waiting import Result, Room, Waiting
from tenken.collectors import COLLECTORS
from tenken.facts.model import SubjectId
from tenken.ledger.models import ObservationRow
from tenken.text import Blanks, Complaint, Message, _

LONG = 150_000
"""Bytes of a list beyond which nobody should wait for the page: a thousand lines and more."""
_SAY_EVERY = timedelta(seconds=1)
_IN_HAND: set[str] = set()
"""What this process is taking in. One process serves the pages; what it does not know of ended with another."""
_log = logging.getLogger("tenken.import")


def take_in(site: Site, waiting: Waiting, now: datetime) -> Waiting:
    """Take it in now. What could not be taken comes back with the reason; then nothing was written."""
    _IN_HAND.add(waiting.token)
    begun = Room(site.config.data).begin(waiting, now)
    return _done(site, begun, now)


def take_in_behind(site: Site, waiting: Waiting, now: datetime) -> Waiting:
    """Begin, and go on in a thread of this process."""
    _IN_HAND.add(waiting.token)
    begun = Room(site.config.data).begin(waiting, now)
    threading.Thread(target=_behind, args=(site, begun, now), name="tenken-import", daemon=True).start()
    return begun


def look_behind(site: Site, waiting: Waiting, now: datetime) -> Waiting:
    """Make the preview of a long list in a thread of this process."""
    _IN_HAND.add(waiting.token)
    begun = Room(site.config.data).begin(waiting, now, looks=True)
    threading.Thread(target=_looked, args=(site, begun, now), name="tenken-preview", daemon=True).start()
    return begun


def _looked(site: Site, waiting: Waiting, now: datetime) -> None:
    room = Room(site.config.data)
    seen = replace(waiting, step="", looks=False)
    try:
        plan_of(site, seen, now, _Teller(site, waiting))
    except Complaint as error:
        seen = replace(seen, step="failed", why=error.reason)
    finally:
        room.end(seen)
        _IN_HAND.discard(waiting.token)
        close_old_connections()


def look_after(site: Site, waiting: Waiting) -> Waiting:
    """How it stands; of an import whose process ended meanwhile, whether its one transaction came to its end."""
    if not waiting.is_under_way or waiting.token in _IN_HAND or waiting.begun_at is None:
        return waiting
    written = ObservationRow.objects.filter(raw_sha256=waiting.sha256, seen_at=waiting.begun_at).first()
    if written is None:
        why = Message(_("Tenken was stopped meanwhile; nothing was written. Take it in again"))
        return Room(site.config.data).end(replace(waiting, step="failed", why=why))
    told = Message(_("Tenken was stopped just after it was written; all of it is in the ledger"))
    result = Result(waiting.of, 0, 0, 0, number=written.pk if waiting.kind == LIST else 0, told=told)
    return Room(site.config.data).end(replace(waiting, step="done", result=result))


def _behind(site: Site, waiting: Waiting, now: datetime) -> None:
    try:
        _done(site, waiting, now)
    finally:
        close_old_connections()


def _done(site: Site, waiting: Waiting, now: datetime) -> Waiting:
    room = Room(site.config.data)
    try:
        return room.end(_tried(site, waiting, room, now))
    finally:
        _IN_HAND.discard(waiting.token)


def _tried(site: Site, waiting: Waiting, room: Room, now: datetime) -> Waiting:
    try:
        result = _WAYS.get(waiting.kind, _sightings)(site, waiting, room.content(waiting), now)
    except Complaint as error:
        return replace(waiting, step="failed", why=error.reason)
    except (DatabaseError, OSError) as error:
        _log.warning("import failed, nothing was written: %s", error)
        why = Message(_("it could not be written ({why}); nothing was taken"), {"why": str(error)[:200]})
        return replace(waiting, step="failed", why=why)
    return replace(waiting, step="done", result=result)


def _list(site: Site, waiting: Waiting, raw: bytes, now: datetime) -> Result:
    profile = Room(site.config.data).profile(waiting)
    done = import_spreadsheet(site, raw, now, waiting.by, profile, waiting.existing, encoding=waiting.encoding,
                              tell=_Teller(site, waiting))  # fmt: skip
    return _result(done)


def _sightings(site: Site, waiting: Waiting, raw: bytes, now: datetime) -> Result:
    return _result(import_sightings(site, COLLECTORS[waiting.kind], raw, now, waiting.by))


def _form(site: Site, waiting: Waiting, raw: bytes, now: datetime) -> Result:
    vendor = SubjectId(waiting.vendor) if waiting.vendor else None
    done = import_vendor_form(site, raw, now, vendor, waiting.by)
    return Result(done.read, done.added, done.changed, done.unchanged)


def _feed(site: Site, waiting: Waiting, raw: bytes, now: datetime) -> Result:
    done = import_feed(site, Brought(raw, waiting.name), now, waiting.by)
    blanks: Blanks = {"publisher": done.publisher, "issue": done.issue, "day": done.dated.isoformat(),
                      "n": done.entries}  # fmt: skip
    return Result(done.entries, 0, 0, 0, told=Message(_("{publisher}, {issue} of {day}: {n} entries"), blanks))


def _bundle(site: Site, waiting: Waiting, raw: bytes, now: datetime) -> Result:
    done = import_bundle(site, raw, now, by=waiting.by, medium=waiting.name, key=waiting.key)
    blanks: Blanks = {"n": done.answers, "machines": len(done.machines), "changed": done.changed}
    words = Message(_("{n} answers about {machines} machines; {changed} statements changed"), blanks)
    return Result(done.answers, 0, done.changed, 0, told=words)


_WAYS: dict[str, Callable[[Site, Waiting, bytes, datetime], Result]] = {
    LIST: _list,
    FORM: _form,
    FEED: _feed,
    BUNDLE: _bundle,
}


def _result(done: Taken) -> Result:
    asked, refused = len(done.proposals), len(done.errors)
    return Result(done.read, done.added, done.changed, done.unchanged, asked, done.number, refused=refused)


class _Teller:
    """Says how far a list is, at most once a second."""

    def __init__(self, site: Site, waiting: Waiting) -> None:
        self.room, self.waiting = Room(site.config.data), waiting

    def __call__(self, step: str, done: int, of: int) -> None:
        now = datetime.now(UTC)
        said = self.waiting.said_at
        if step != self.waiting.step or said is None or now - said >= _SAY_EVERY:
            self.waiting = self.room.say(replace(self.waiting, step=step, count=done, of=of, said_at=now))
