"""Take a file of a log into the evidence: each of its events once, however often the file comes and however it grew."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from tenken.logs.columnar.batch import PLACE, TIME
from tenken.logs.earlier import Earlier
from tenken.logs.evidence.entries import encoded
from tenken.logs.evidence.locks import alone
from tenken.logs.evidence.records import Record, Taken, records
from tenken.logs.evidence.store import LARGEST, Store
from tenken.logs.mistaken import refuse_longer
from tenken.logs.model import Context
from tenken.logs.search.aside import keep_aside
from tenken.logs.search.rows import Pieces, rows
from tenken.logs.search.store import told_once
from tenken.logs.sources import LogSource

Digest = Any
"""A running SHA-256 of hashlib, which has no public name."""
_CHUNK, _BATCH = 1 << 20, 1000


@dataclass(frozen=True)
class TakenIn:
    """``already`` are events that an earlier import brought: of this file, or of another of its source."""

    events: int
    unparsed: int
    already: int
    segments: tuple[int, ...]


def take_in(
    store: Store, source: LogSource, path: Path, now: Context, search: Path | None = None, name: str = ""
) -> TakenIn:
    """What was read of it lies aside in the search store, until that follows. ``name`` is what the file is called, if
    not as it lies there. Files are taken in one at a time: another might hold the same. Raises TakeInError, SpoolError.
    """
    with alone(store.folder / "files.lock"), path.open("rb") as file:
        before = [record for record in records(store.folder) if record.taken and record.taken.source == source.name]
        begin, already, digest = _known(before, file)
        earlier = Earlier(store.folder, search, source, before, path, begin)
        writer = _Writer(store, source, name or path.name, (begin, digest), now, search, earlier)
        for raw in source.reader.split(file):
            writer.add(raw)
        writer.seal()
    return TakenIn(writer.events, writer.unparsed, already + writer.already, tuple(writer.segments))


class _Writer:
    """Seals a segment whenever one is full, and at the end, of what no file brought before."""

    def __init__(
        self, store: Store, source: LogSource, name: str, begin: tuple[int, Digest], now: Context, search: Path | None,
        earlier: Earlier,
    ) -> None:  # fmt: skip
        self._store, self._source, self._name, self._now, self._search = store, source, name, now, search
        self._octets, self._digest = begin
        self._earlier = earlier
        self._head = encoded(now.received, source.name, b"")
        self._raws: list[bytes] = []
        self._size = self._since = 0
        self.events = self.unparsed = self.already = 0
        self.segments: list[int] = []

    def add(self, raw: bytes) -> None:
        refuse_longer(raw, self._octets + self._size, self._name, self._source.format)
        self._raws.append(raw)
        self._size += len(raw)
        if self._size + len(self._head) * len(self._raws) >= LARGEST:
            self.seal()

    def seal(self) -> None:
        raws, self._raws = self._raws, []
        self._octets, self._size = self._octets + self._size, 0
        self._digest.update(b"".join(raws))
        read = self._read(raws)
        found = _events(read)
        self._since += found
        brought = self._earlier.brought(raws, read)
        if brought:
            raws = [raw for place, raw in enumerate(raws) if place not in brought]
            read = self._read(raws)
        told = _events(told_once(self._search, read, {self._source.name: self._source}) if self._search else read)
        self.events, self.already = self.events + told, self.already + found - told
        self.unparsed += pc.sum(read["unparsed"], min_count=0).as_py()
        if raws:
            self._seal(raws, read)

    def _seal(self, raws: list[bytes], read: pa.Table) -> None:
        spool = self._store.spool(of_file=True)
        for start in range(0, len(raws), _BATCH):
            spool.add([self._head + raw for raw in raws[start : start + _BATCH]])
        spool.commit()
        taken = Taken(self._source.name, self._name, self._octets, self._digest.hexdigest(), self._since)
        record = self._store.seal(spool, taken)
        if self._search is not None:
            keep_aside(self._search, record, read)
        self.segments.append(record.segment)
        self._since = 0

    def _read(self, raws: list[bytes]) -> pa.Table:
        received = pa.repeat(pa.scalar(self._now.received, TIME), len(raws))
        index = pa.array(range(len(raws)), PLACE)
        return rows(Pieces(self._source.name, raws, received, index), self._source)


def _events(read: pa.Table) -> int:
    return int(read.group_by(["index", "sequence", "numbered_by"]).aggregate([]).num_rows)


def _known(before: list[Record], file: BinaryIO) -> tuple[int, int, Digest]:
    """How far this file was taken in before, by what it begins with: octets, events, and the digest up to there.

    The file stands at that place afterwards.
    """
    taken = [record.taken for record in before if record.taken]
    counts = {(one.octets, one.sha256): one.events for one in taken}
    octets, events, digest, going = 0, 0, hashlib.sha256(), hashlib.sha256()
    for end in sorted({end for end, _sha256 in counts}):
        if not _read_on(file, going, end):
            break
        if (end, going.hexdigest()) in counts:
            octets, events, digest = end, events + counts[end, going.hexdigest()], going.copy()
    file.seek(octets)
    return octets, events, digest


def _read_on(file: BinaryIO, digest: Digest, end: int) -> bool:
    """Whether the file reaches so far."""
    while (left := end - file.tell()) > 0:
        chunk = file.read(min(left, _CHUNK))
        if not chunk:
            return False
        digest.update(chunk)
    return True
