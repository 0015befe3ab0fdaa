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
from tenken.logs.evidence.removal import agreements, kept, past_their_time, segments_digest
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
    past = past_their_time(store, keeps, now)
    digest = segments_digest({one.segment: one.root for one in past})
    return Holdings(now, held(store, kept(store)), held(store, past), len(past), digest, tuple(_removed(store)))


def held(store: Path, some: Iterable[Record]) -> tuple[Holding, ...]:
    """By the name of the source."""
    found: dict[str, Holding] = {}
    for record in some:
        octets = _octets(store / record.path)
        first, last = map(datetime.fromisoformat, (record.first, record.last))
        for source, events in record.events.items():
            one = Holding(source, events, octets * events // record.count, first, last)
            found[source] = found[source].and_(one) if source in found else one
    return tuple(found[name] for name in sorted(found))


def keep_holdings(logs: Path, holdings: Holdings) -> None:
    write_safely(logs / FILE, msgspec.json.encode(holdings))


def holdings_of(logs: Path) -> Holdings | None:
    """None where nobody has looked yet, or an elder version did."""
    try:
        return msgspec.json.decode((logs / FILE).read_bytes(), type=Holdings)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


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
