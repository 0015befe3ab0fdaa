"""An event as it is kept: when it was received, from which source, and its bytes. Its leaf hash covers all three."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from struct import Struct

_START = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_HEAD, _LENGTH, _BOTH = Struct(">QB"), Struct(">I"), Struct(">IQB")
LENGTH = _LENGTH.size
"""Octets of the length before each entry of a segment."""
LONGEST_SOURCE = 255
LONGEST_EVENT = 16 * 1024 * 1024
"""Longer frames than any sender may send (1 MiB) and any record of a file that is read."""


@dataclass(frozen=True, slots=True)
class Event:
    """``received`` is to the microsecond; ``raw`` is what arrived, without the framing of its transport."""

    received: datetime
    source: str
    raw: bytes


def encoded(received: datetime, source: str, raw: bytes) -> bytes:
    """The entry of the tree: microseconds since 1970 (8 octets), length of the source (1), source, event."""
    return headed(received, source, [raw])[0]


def headed(received: datetime, source: str, events: list[bytes]) -> list[bytes]:
    """The entries of events that came together."""
    name = source.encode()
    head = _HEAD.pack((received - _START) // _MICROSECOND, len(name)) + name
    return [head + raw for raw in events]


def decoded(entry: bytes) -> Event:
    """Raises ValueError for what is no entry."""
    microseconds, source, raw = parts(entry)
    return Event(_START + timedelta(microseconds=microseconds), source.decode(), raw)


def parts(entry: bytes) -> tuple[int, bytes, bytes]:
    """The same as it is written: microseconds since 1970, source, event. Raises ValueError for what is no entry."""
    if len(entry) < _HEAD.size:
        raise ValueError(f"an entry of {len(entry)} octets")
    microseconds, length = _HEAD.unpack_from(entry)
    begin = _HEAD.size + length
    if len(entry) < begin:
        raise ValueError("the source is cut off")
    return microseconds, entry[_HEAD.size : begin], entry[begin:]


def source_of(entry: bytes) -> bytes:
    return entry[_HEAD.size : _HEAD.size + entry[_HEAD.size - 1]]


def framed(entries: list[bytes]) -> bytes:
    """A segment before it is compressed: each entry behind its length (4 octets)."""
    return b"".join(part for entry in entries for part in (_LENGTH.pack(len(entry)), entry))


def unframed(content: bytes) -> Iterator[bytes]:
    """The entries of a segment. Raises ValueError where it does not end with a whole entry."""
    place, end = 0, len(content)
    while place < end:
        if place + _LENGTH.size > end:
            raise ValueError(f"a length is cut off at {place}")
        (length,) = _LENGTH.unpack_from(content, place)
        place += _LENGTH.size
        if place + length > end:
            raise ValueError(f"an entry is cut off at {place}")
        yield content[place : place + length]
        place += length


def in_columns(content: bytes) -> tuple[list[int], list[bytes], list[bytes]]:
    """The same entries as ``parts`` has them: microseconds since 1970, sources, events. Raises ValueError."""
    received, sources, events = [], [], []
    place, end = 0, len(content)
    while place < end:
        if place + _BOTH.size > end:
            raise ValueError(f"an entry is cut off at {place}")
        length, microseconds, named = _BOTH.unpack_from(content, place)
        source, event, place = place + _BOTH.size, place + _BOTH.size + named, place + LENGTH + length
        if not source <= event <= place <= end:
            raise ValueError(f"an entry is cut off at {source}")
        received.append(microseconds)
        sources.append(content[source:event])
        events.append(content[event:place])
    return received, sources, events
