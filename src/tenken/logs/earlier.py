"""重なり: which pieces of a file stand in the evidence already, for an earlier file of its source brought them.

Only what is equal octet for octet, and of the same time, is the same; the end of a line is no part of it. What stands
k times in this file and m times in what came before is new k - m times. The search store only says where to look: what
is compared is read from the evidence.
"""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from tenken.logs.columnar.batch import NUMBER
from tenken.logs.evidence.read import EvidenceError
from tenken.logs.evidence.records import Record
from tenken.logs.search.manifest import files, read_manifest
from tenken.logs.search.rows import as_stored, of_file
from tenken.logs.search.store import SETTINGS
from tenken.logs.sources import LogSource

Key = tuple[int | None, bytes]
"""A piece as it is compared: its time, in microseconds since 1970, and its octets. No time where it tells none."""
_WHERE = """
SELECT DISTINCT segment
FROM (SELECT * FROM read_parquet($files) WHERE ts BETWEEN $first AND $last)
SEMI JOIN (SELECT CAST(date_trunc('millisecond', ts) AS TIMESTAMP_MS) AS ts, user_id, patient_id FROM fresh)
USING (ts, user_id, patient_id)
"""


class Earlier:
    """``known`` are the segments of files of this source, as they are before ``path`` is read on from ``begin``."""

    def __init__(
        self, store: Path, search: Path | None, source: LogSource, known: Sequence[Record], path: Path, begin: int
    ) -> None:
        self._store, self._search, self._source, self._path, self._begin = store, search, source, path, begin
        self._known = {record.segment: record for record in known}
        self._followed = read_manifest(search).segments if search else 0
        self._used: dict[int, bytearray] = {}
        self._goes_on = begin == 0

    def brought(self, raws: Sequence[bytes], read: pa.Table) -> set[int]:
        """The places in ``raws`` of those that came before; ``read`` are the events of these pieces.

        Each piece of the evidence stands for one of the file: those that were found are not found again.
        """
        where = self._where(read)
        if not where:
            self._goes_on = False
            return set()
        keys = list(self._keys(raws, read))
        own = self._own({raw for _at, raw in keys})
        wanted, found = Counter(keys), Counter[Key]()
        for key in wanted:
            wanted[key] += own[key[1]]
        for record in where:
            self._find(record, wanted, found)
        for key in found:
            found[key] -= own[key[1]]
        return set(self._found(keys, found))

    def _where(self, read: pa.Table) -> list[Record]:
        """Segments that hold an event of the same time, user and patient; and what the search store does not know."""
        where = {segment for segment in self._known if segment >= self._followed}
        if self._search and len(where) < len(self._known):
            where |= _segments(self._search, self._source.name, read)
        return [self._known[segment] for segment in sorted(where & self._known.keys())]

    def _find(self, record: Record, wanted: Counter[Key], found: Counter[Key]) -> None:
        try:
            raws, read = of_file(self._store, record, self._source)
        except EvidenceError:  # removed, or no longer what was sealed: what is not seen is not the same
            return
        used = self._used.setdefault(record.segment, bytearray(len(raws)))
        for place, key in enumerate(self._keys(raws, read)):
            if wanted[key] and not used[place]:
                wanted[key] -= 1
                found[key] += 1
                used[place] = 1

    def _own(self, octets: Set[bytes]) -> Counter[bytes]:
        """How often these stand where this very file was taken in before: what the evidence holds stands for that
        first, and then for what follows."""
        return Counter(raw for raw in map(self._bare, self._beginning()) if raw in octets)

    def _beginning(self) -> Iterator[bytes]:
        if not self._begin:
            return
        with self._path.open("rb") as file:
            octets = 0
            for raw in self._source.reader.split(file):
                octets += len(raw)
                if octets > self._begin:
                    return
                yield raw

    def _found(self, keys: Sequence[Key], found: Counter[Key]) -> Iterator[int]:
        """What tells no time, as a heading or half of a message, goes with the piece before it."""
        for place, key in enumerate(keys):
            self._goes_on = found[key] > 0 and (key[0] is not None or self._goes_on)
            if self._goes_on:
                found[key] -= 1
                yield place

    def _keys(self, raws: Sequence[bytes], read: pa.Table) -> Iterator[Key]:
        told = read.filter(pc.invert(read["unparsed"]))
        times = told.group_by("index").aggregate([("ts", "min")])
        at = dict(zip(times["index"].to_pylist(), times["ts_min"].cast(NUMBER).to_pylist(), strict=True))
        return ((at.get(place), self._bare(raw)) for place, raw in enumerate(raws))

    def _bare(self, raw: bytes) -> bytes:
        return raw if self._source.reader.many else raw.rstrip(b"\r\n")


def _segments(search: Path, source: str, read: pa.Table) -> set[int]:
    told = read.filter(pc.invert(read["unparsed"])).select(["ts", "user_id", "patient_id"])
    span = pc.min_max(told["ts"]).as_py()
    paths = files(search, (f"{span['min']:%Y-%m}", f"{span['max']:%Y-%m}"), source) if len(told) else []
    if not paths:
        return set()
    with duckdb.connect(config=SETTINGS) as database:
        database.register("fresh", told)
        values = {"files": paths, "first": as_stored(span["min"]), "last": span["max"]}
        return {segment for (segment,) in database.execute(_WHERE, values).fetchall()}
