"""保存期間の終わり: the events of a segment go when all of them are past their time; its record and leaf hashes stay.

The agreement is an event of the store itself, sealed and signed before anything is removed: whoever checks the store
finds each segment, or its leaf hashes and the agreement to them. It lies in a segment whose spool is called
``removal-…``: no sender names spools, so none can speak in its place.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tenken.logs.evidence import merkle
from tenken.logs.evidence.entries import decoded, encoded
from tenken.logs.evidence.read import entries_of, leaves_path
from tenken.logs.evidence.records import Record, digest, records
from tenken.logs.evidence.store import REMOVAL, Store, write_safely

SOURCE = "tenken"
_AT_ONCE = 20_000


@dataclass(frozen=True)
class Agreed:
    """Who agreed to the removal of which segments, and why. ``roots`` are those of the segments, by their numbers;
    ``digest`` is that of the events that say so."""

    by: str
    reason: str
    roots: Mapping[int, str]
    digest: str


def kept(store: Path) -> Iterator[Record]:
    """Segments that have events and that nobody agreed to remove; no agreement. Raises EvidenceError."""
    gone = {n for _record, agreed in agreements(store) for n in agreed.roots}
    return (one for one in records(store) if one.count and one.segment not in gone and not is_agreement(one))


def past_their_time(store: Path, keeps: Callable[[str], timedelta], now: datetime) -> list[Record]:
    """Segments whose events are here, and each of whose sources keeps its logs for a shorter time than has gone by."""
    return [one for one in kept(store) if is_past_its_time(one, keeps, now)]


def is_past_its_time(record: Record, keeps: Callable[[str], timedelta], now: datetime) -> bool:
    return now - datetime.fromisoformat(record.last) > max(map(keeps, record.events))


def segments_digest(roots: Mapping[int, str]) -> str:
    """Names exactly these segments, by their numbers and roots."""
    return digest("".join(f"{n} {root}\n" for n, root in sorted(roots.items())).encode())


def agreement(segments: Sequence[Record], by: str, reason: str) -> list[bytes]:
    """The events that say so, to be noted elsewhere (``digest_of``) before they are sealed."""
    batches = [segments[start : start + _AT_ONCE] for start in range(0, len(segments), _AT_ONCE)]
    said = [{"by": by, "reason": reason, "removed": [[one.segment, one.root] for one in some]} for some in batches]
    return [json.dumps(one, ensure_ascii=False, sort_keys=True).encode() for one in said]


def digest_of(said: Sequence[bytes]) -> str:
    return digest(b"\n".join(said))


def remove(store: Store, said: Sequence[bytes], now: datetime) -> Record:
    """Agree, then remove. Interrupted, ``finish`` brings it to its end. Raises OSError, SpoolError, EvidenceError."""
    spool = store.spool(removal=True)
    spool.add([encoded(now, SOURCE, one) for one in said])
    spool.commit()
    record = store.seal(spool)
    finish(store)
    return record


def finish(store: Store) -> int:
    """Remove what was agreed to and is still here; how many segments that were. Raises OSError, EvidenceError."""
    left = unfinished(store.folder)
    for record in left:
        leaves = b"".join(merkle.leaf_hash(entry) for entry in entries_of(store.folder, record))
        write_safely(store.folder / leaves_path(record), leaves)
        (store.folder / record.path).unlink()
    return len(left)


def unfinished(store: Path) -> list[Record]:
    """What was agreed to and is still here: the removal was interrupted. Raises EvidenceError."""
    gone = {n for _record, agreed in agreements(store) for n in agreed.roots}
    return [one for one in records(store) if one.segment in gone and (store / one.path).exists()] if gone else []


def is_agreement(record: Record) -> bool:
    return record.spool.startswith(REMOVAL)


def agreements(store: Path) -> Iterator[tuple[Record, Agreed]]:
    """Every one that was ever made; of years of records no other is read. Raises EvidenceError."""
    found = (record for record in records(store, REMOVAL.encode()) if is_agreement(record))
    return ((record, agreed_in(store, record)) for record in found)


def agreed_in(store: Path, record: Record) -> Agreed:
    """Raises EvidenceError."""
    said = [decoded(entry).raw for entry in entries_of(store, record)]
    read = [json.loads(one) for one in said]
    roots = {int(n): str(root) for one in read for n, root in one["removed"]}
    return Agreed(read[0]["by"], read[0]["reason"], roots, digest_of(said))
