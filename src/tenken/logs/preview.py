"""取り込みの見本: what would be read of a log, before it is taken in. Nothing is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pyarrow as pa

from tenken.logs.columnar.batch import PLACE, SAID, TIME
from tenken.logs.formats.csv import why_unread
from tenken.logs.mistaken import refuse_longer
from tenken.logs.model import Context
from tenken.logs.search.rows import Pieces, rows
from tenken.logs.shown import shown
from tenken.logs.sources import LogSource
from tenken.text import Message, _

LOOKED_AT = 1000
"""So many pieces of the file are read; fewer where they are long, such as the chunks of an event log of Windows."""
_OCTETS = 4 * 1024 * 1024
_EVENTS, _UNREAD, _LONGEST = 5, 20, 2000


@dataclass(frozen=True)
class ReadPiece:
    """``line`` is that of the file at which it begins. ``events`` have what stands in them alone: ``at``, and fields
    of an ``AuditEvent``."""

    line: int
    raw: str
    events: tuple[Mapping[str, datetime | str], ...]


@dataclass(frozen=True)
class UnreadPiece:
    line: int
    raw: str
    why: Message


@dataclass(frozen=True)
class Preview:
    """``read``, ``no_event`` and ``unread`` count pieces, of which ``first`` and ``refused`` show some. ``whole`` says
    that the file has no more."""

    read: int
    no_event: int
    unread: int
    whole: bool
    first: tuple[ReadPiece, ...]
    refused: tuple[UnreadPiece, ...]

    @property
    def looked_at(self) -> int:
        return self.read + self.no_event + self.unread


def preview(source: LogSource, path: Path, now: datetime) -> Preview:
    """As it would be taken in. Raises TakeInError where the file can't be of this format."""
    with path.open("rb") as file:
        pieces = source.reader.split(file)
        raws = list(_first(pieces, source, path.name))
        whole = next(pieces, None) is None
    context = source.context(now)
    events = _events(raws, source, now)
    lines = _lines(raws)
    unread = [place for place, found in events.items() if None in found]
    read = [place for place in sorted(events) if place not in set(unread)]
    return Preview(
        len(read),
        len(raws) - len(events),
        len(unread),
        whole,
        tuple(ReadPiece(lines[at], _text(raws[at], context), _told(events[at])) for at in read[:_EVENTS]),
        tuple(UnreadPiece(lines[at], _text(raws[at], context), _why(raws[at], source, now)) for at in unread[:_UNREAD]),
    )


def _first(pieces: Iterator[bytes], source: LogSource, name: str) -> Iterator[bytes]:
    octets = 0
    for raw in islice(pieces, LOOKED_AT):
        refuse_longer(raw, octets, name, source.format)
        yield raw
        octets += len(raw)
        if octets >= _OCTETS:
            return


def _events(
    raws: list[bytes], source: LogSource, now: datetime
) -> dict[int, list[Mapping[str, datetime | str] | None]]:
    """Of the pieces that tell of any, by place; None stands for an event that can't be read."""
    received = pa.repeat(pa.scalar(now.astimezone(UTC).replace(tzinfo=None), TIME), len(raws))
    pieces = Pieces(source.name, raws, received, pa.array(range(len(raws)), PLACE))
    found: dict[int, list[Mapping[str, datetime | str] | None]] = {}
    for row in rows(pieces, source).to_pylist():
        said = {name: row[name] for name in SAID if row[name]}
        event = None if row["unparsed"] else {"at": row["ts"].replace(tzinfo=UTC), **said}
        found.setdefault(row["index"], []).append(event)
    return found


def _told(events: list[Mapping[str, datetime | str] | None]) -> tuple[Mapping[str, datetime | str], ...]:
    return tuple(event for event in events[:_EVENTS] if event is not None)


def _lines(raws: list[bytes]) -> list[int]:
    """The number of the line with which each piece begins."""
    numbers, line = [], 1
    for raw in raws:
        numbers.append(line)
        line += raw.count(b"\n")
    return numbers


def _text(raw: bytes, context: Context) -> str:
    """Of CSV by the encoding that its map names."""
    if context.columns is not None:
        try:
            raw = context.columns.text(raw).encode()
        except UnicodeDecodeError:
            return shown(raw).text[:_LONGEST]
    return shown(raw).text[:_LONGEST]


def _why(raw: bytes, source: LogSource, now: datetime) -> Message:
    if source.format == "csv":
        return why_unread(raw, source.context(now))
    return Message(_("it is not written as {format}, or has no time that can be read"), {"format": source.format})
