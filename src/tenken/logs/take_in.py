"""Take a file of a log into the evidence: each of its events once, however often the file comes and however it grew."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from tenken.logs.columnar.batch import PLACE, TIME
from tenken.logs.evidence.entries import LONGEST_EVENT, encoded
from tenken.logs.evidence.records import Taken, records
from tenken.logs.evidence.spool import Spool
from tenken.logs.evidence.store import LARGEST, Store
from tenken.logs.model import Context
from tenken.logs.search.aside import keep_aside
from tenken.logs.search.rows import Pieces, rows
from tenken.logs.sources import LogSource
from tenken.text import Complaint, _

Digest = Any
"""A running SHA-256 of hashlib, which has no public name."""
_CHUNK, _BATCH = 1 << 20, 1000


class TakeInError(Complaint):
    """The file cannot be taken in; the message says why. What was sealed before stays, and is recognised next time."""


@dataclass(frozen=True)
class TakenIn:
    """``already`` are events that an earlier import of this file brought."""

    events: int
    unparsed: int
    already: int
    segments: tuple[int, ...]


def take_in(
    store: Store, source: LogSource, path: Path, now: Context, search: Path | None = None, name: str = ""
) -> TakenIn:
    """What was read of it lies aside in the search store, until that follows. ``name`` is what the file is called, if
    not as it lies there. Raises TakeInError, SpoolError."""
    with path.open("rb") as file:
        begin, already, digest = _known(store.folder, source.name, file)
        writer = _Writer(store, source, name or path.name, begin, digest, now, search)
        for raw in source.reader.split(file):
            writer.add(raw)
        writer.seal()
    return TakenIn(writer.events, writer.unparsed, already, tuple(writer.segments))


def refuse_longer(raw: bytes, place: int, name: str, fmt: str) -> None:
    """Raises TakeInError for a piece that is longer than any event."""
    if len(raw) > LONGEST_EVENT:
        words = _("{name}: an event of {n} octets begins at {place}; is the file of the format {format}?")
        raise TakeInError(words, name=name, n=len(raw), place=place, format=fmt)


class _Writer:
    """Seals a segment whenever one is full, and at the end."""

    def __init__(
        self, store: Store, source: LogSource, name: str, begin: int, digest: Digest, now: Context, search: Path | None
    ) -> None:
        self._store, self._source, self._name, self._now, self._search = store, source, name, now, search
        self._octets, self._digest = begin, digest
        self._head = encoded(now.received, source.name, b"")
        self._spool: Spool | None = None
        self._raws: list[bytes] = []
        self._written = 0
        self.events = self.unparsed = 0
        self.segments: list[int] = []

    def add(self, raw: bytes) -> None:
        refuse_longer(raw, self._octets, self._name, self._source.format)
        self._octets += len(raw)
        self._raws.append(raw)
        if len(self._raws) - self._written == _BATCH:
            self._write()

    def seal(self) -> None:
        self._write()
        if self._spool is not None:
            self._spool.commit()
            read = self._read()
            events = read.group_by(["index", "sequence", "numbered_by"]).aggregate([]).num_rows
            taken = Taken(self._source.name, self._name, self._octets, self._digest.hexdigest(), events)
            record = self._store.seal(self._spool, taken)
            if self._search is not None:
                keep_aside(self._search, record, read)
            self.segments.append(record.segment)
            self.events += events
            self.unparsed += pc.sum(read["unparsed"], min_count=0).as_py()
            self._spool, self._raws, self._written = None, [], 0

    def _read(self) -> pa.Table:
        count = len(self._raws)
        received = pa.repeat(pa.scalar(self._now.received, TIME), count)
        index = pa.array(range(count), PLACE)
        return rows(Pieces(self._source.name, self._raws, received, index), self._source)

    def _write(self) -> None:
        fresh = self._raws[self._written :]
        if fresh:
            self._spool = self._spool or self._store.spool(of_file=True)
            self._spool.add([self._head + raw for raw in fresh])
            self._digest.update(b"".join(fresh))
            self._written = len(self._raws)
            if self._spool.size >= LARGEST:
                self.seal()


def _known(store: Path, source: str, file: BinaryIO) -> tuple[int, int, Digest]:
    """How far this file was taken in before, by what it begins with: octets, events, and the digest up to there.

    The file stands at that place afterwards.
    """
    before = [record.taken for record in records(store) if record.taken and record.taken.source == source]
    counts = {(taken.octets, taken.sha256): taken.events for taken in before}
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
