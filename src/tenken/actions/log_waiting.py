"""ログの取り込みの途中: a log that was brought on a page waits there, is looked at, and is asked for.

The process of the pages only reads evidence. A writer, in a process of its own, takes in what was asked for.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from io import BytesIO

from tenken.actions.log_evidence import logs_of
from tenken.actions.log_preview import preview_log
from tenken.actions.log_verbs import BROUGHT
from tenken.actions.site import Site
from tenken.actions.waiting import NotWaiting, Room, Waiting
from tenken.ledger import logbook
from tenken.ledger.writing import writing
from tenken.logs.columns import Columns, chosen_columns
from tenken.logs.formats import FORMATS
from tenken.logs.mistaken import refuse_mistaken
from tenken.logs.preview import Preview
from tenken.logs.sources import LogSource, check_source, source_of, sources
from tenken.text import _

_SOURCE = "source.json"


def room_of(site: Site) -> Room:
    return Room(site.config.data, "log-imports")


def bring(site: Site, content: bytes, name: str, wanted: LogSource, by: tuple[str, str], now: datetime) -> Waiting:
    """Keep it for a day. A source that is known counts with its zone and its map. ``by`` is account and name.

    Raises TakeInError, SourceError, ColumnsError where it can't be of this source.
    """
    refuse_mistaken(content, wanted.format, name)
    source = _as_known(sources(logs_of(site)).get(wanted.name), wanted, content)
    room = room_of(site)
    waiting = room.take(content, by[0], by[1], name, source.format, now)
    _keep(room, waiting, source)
    waiting = room.say(replace(waiting, title=source.name))
    with writing(now) as at:
        logbook.note(at, by[1], BROUGHT, source.name, waiting.name)
    return waiting


def source_that_waits(site: Site, waiting: Waiting) -> LogSource:
    """CSV whose columns nobody chose yet has none. Raises NotWaiting."""
    kept = room_of(site).put_before(waiting, _SOURCE)
    if not kept:
        raise NotWaiting(_("the file was not brought as a whole; bring it again"))
    return source_of(json.loads(kept))


def headings(site: Site, waiting: Waiting) -> tuple[str, ...]:
    """Of CSV. Raises ColumnsError, NotWaiting."""
    first = _first(room_of(site).content(waiting))
    return _bare(first).fitted(first).headings


def choose_columns(
    site: Site, waiting: Waiting, means: Mapping[str, str], failures: Sequence[str], encoding: str
) -> None:
    """Raises ColumnsError, SourceError, NotWaiting."""
    first = _first(room_of(site).content(waiting))
    columns = chosen_columns(means, failures, encoding, _bare(first).delimiter).fitted(first)
    source = replace(source_that_waits(site, waiting), columns=columns)
    check_source(sources(logs_of(site)).get(source.name), source)
    _keep(room_of(site), waiting, source)


def is_known(site: Site, source: LogSource) -> bool:
    """Its columns stand then, for its evidence is read by them."""
    return source.name in sources(logs_of(site))


def look_before(site: Site, waiting: Waiting, now: datetime) -> Preview:
    """Raises SourceError, TakeInError."""
    return preview_log(site, source_that_waits(site, waiting), room_of(site).path(waiting), now)


def asked_for(site: Site, now: datetime) -> list[str]:
    """What a writer is to take in; what is older than a day is removed."""
    room = room_of(site)
    room.clean(now)
    return [one.token for one in room.under_way()]


def _as_known(known: LogSource | None, wanted: LogSource, content: bytes) -> LogSource:
    if known is None:
        check_source(None, wanted)
        return wanted
    columns = known.columns.fitted(_first(content)) if known.columns and wanted.format == known.format else None
    source = LogSource(known.name, wanted.format, known.zone, columns)
    check_source(known, source)
    return source


def _keep(room: Room, waiting: Waiting, source: LogSource) -> None:
    room.put(waiting, _SOURCE, json.dumps(asdict(source), ensure_ascii=False).encode())


def _first(content: bytes) -> bytes:
    return next(FORMATS["csv"].split(BytesIO(content)), b"")


def _bare(first: bytes) -> Columns:
    return Columns({}, delimiter="\t" if first.count(b"\t") > first.count(b",") else ",")
