"""保管しているログの量: what the store holds of each source, what of it is past its time, and what was removed before.

A file beside the evidence, for the pages: reading the records of years takes longer than a page may.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from tenken.logs.evidence.records import Record, records
from tenken.logs.evidence.removal import agreements, is_past_its_time, kept, segments_digest
from tenken.logs.evidence.store import write_safely

FILE = "holdings.json"


@dataclass(frozen=True)
class Holding:
    """Of one source: its events, and the receipts of the first and the last of them. ``octets`` are those on the disk;
    of a segment that several sources share, each has its part by the number of its events."""

    source: str
    events: int
    octets: int
    first: datetime
    last: datetime

    def and_(self, other: "Holding") -> "Holding":
        events, octets = self.events + other.events, self.octets + other.octets
        return Holding(self.source, events, octets, min(self.first, other.first), max(self.last, other.last))


@dataclass(frozen=True)
class Removed:
    """A removal that was agreed to, as the store itself tells of it."""

    at: datetime
    by: str
    reason: str
    segments: int
    events: int


@dataclass(frozen=True)
class Holdings:
    """As it was ``at`` this moment. ``digest`` names the ``segments`` that are past their time; ``past`` is what they
    hold."""

    at: datetime
    here: tuple[Holding, ...] = ()
    past: tuple[Holding, ...] = ()
    segments: int = 0
    digest: str = ""
    removed: tuple[Removed, ...] = ()


def look(store: Path, keeps: Callable[[str], timedelta], now: datetime) -> Holdings:
    """Raises EvidenceError."""
    here, past, roots = _Sum(), _Sum(), dict[int, str]()
    for record in kept(store):
        parts = _parts(store, record)
        here.add(parts)
        if is_past_its_time(record, keeps, now):
            past.add(parts)
            roots[record.segment] = record.root
    return Holdings(now, here.holdings, past.holdings, len(roots), segments_digest(roots), tuple(_removed(store)))


def keep_holdings(logs: Path, holdings: Holdings) -> None:
    write_safely(logs / FILE, msgspec.json.encode(holdings))


def holdings_of(logs: Path) -> Holdings | None:
    """None where nobody has looked yet, or an elder version did."""
    try:
        return msgspec.json.decode((logs / FILE).read_bytes(), type=Holdings)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


class _Sum:
    """Of many segments, by source."""

    def __init__(self) -> None:
        self._found: dict[str, Holding] = {}

    def add(self, parts: Iterable[Holding]) -> None:
        for one in parts:
            self._found[one.source] = self._found[one.source].and_(one) if one.source in self._found else one

    @property
    def holdings(self) -> tuple[Holding, ...]:
        return tuple(self._found[name] for name in sorted(self._found))


def _parts(store: Path, record: Record) -> list[Holding]:
    octets = _octets(store / record.path)
    first, last = map(datetime.fromisoformat, (record.first, record.last))
    return [
        Holding(source, events, octets * events // record.count, first, last)
        for source, events in record.events.items()
    ]


def _removed(store: Path) -> Iterator[Removed]:
    """The newest first."""
    every = list(agreements(store))
    gone = {n for _record, agreed in every for n in agreed.roots}
    counts = {one.segment: one.count for one in records(store) if one.segment in gone} if gone else {}
    for record, agreed in reversed(every):
        events = sum(counts.get(n, 0) for n in agreed.roots)
        at = datetime.fromisoformat(record.sealed)
        yield Removed(at, agreed.by, agreed.reason, len(agreed.roots), events)


def _octets(path: Path) -> int:
    """None of a file that is gone: that is told by the check of the store."""
    with suppress(FileNotFoundError):
        return path.stat().st_size
    return 0
