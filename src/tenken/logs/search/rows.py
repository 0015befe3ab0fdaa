"""Events as columns. Every row carries (segment, index), so that whatever is found can be proved."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tenken.logs.columnar import COLUMNAR
from tenken.logs.columnar.batch import NUMBER, PLACE, SAID, TEXT, TIME
from tenken.logs.evidence.entries import in_columns
from tenken.logs.evidence.read import content_of, is_removed
from tenken.logs.evidence.records import Record
from tenken.logs.model import OneOfMany, unnumbered
from tenken.logs.sources import LogSource

SCHEMA = pa.schema(
    [
        ("ts", TIME),
        ("received", TIME),
        ("source", TEXT),
        *((name, TEXT) for name in SAID),
        ("unparsed", pa.bool_()),
        ("sequence", NUMBER),
        ("numbered_by", TEXT),
        ("segment", PLACE),
        ("index", PLACE),
    ]
)
"""``ts`` and ``received`` are UTC without a zone, which every engine reads alike. An unparsed event has its time of
receipt as ``ts``, unless its frame tells when it was. ``sequence`` is the number its writer gave the event, null where
it gave none; ``numbered_by`` that writer."""
_NOBODY = (None, "")
_FIRST, _LAST = datetime(1900, 1, 1), datetime(2200, 1, 1)  # noqa: DTZ001 (UTC, as the columns are)
WITHOUT_SEGMENT = pa.schema([field for field in SCHEMA if field.name != "segment"])


@dataclass(frozen=True)
class Pieces:
    """Of one source. ``received`` and ``index`` (its place in the segment) are columns as in ``SCHEMA``."""

    name: str
    raws: Sequence[bytes]
    received: pa.Array
    index: pa.Array

    def some(self, places: Sequence[int]) -> "Pieces":
        chosen = pa.array(places, PLACE)
        return Pieces(
            self.name, [self.raws[place] for place in places], self.received.take(chosen), self.index.take(chosen)
        )


def table(store: Path, record: Record, sources: dict[str, LogSource]) -> pa.Table:
    """The events of a segment, as far as they are still kept. Raises EvidenceError."""
    if is_removed(store, record):
        return placed(WITHOUT_SEGMENT.empty_table(), record.segment)
    pieces, names = _pieces(store, record)
    by_source = defaultdict[bytes, list[int]](list)
    for place, name in enumerate(names):
        by_source[name].append(place)
    read = [WITHOUT_SEGMENT.empty_table()]
    for name, places in by_source.items():
        some = pieces if len(by_source) == 1 else pieces.some(places)
        read.append(rows(replace(some, name=name.decode()), sources.get(name.decode())))
    return placed(pa.concat_tables(read), record.segment)


def of_file(store: Path, record: Record, source: LogSource) -> tuple[Sequence[bytes], pa.Table]:
    """The pieces that a segment holds of a file, and their events as ``rows`` gives them. Raises EvidenceError."""
    pieces, _names = _pieces(store, record)
    return pieces.raws, rows(replace(pieces, name=source.name), source)


def _pieces(store: Path, record: Record) -> tuple[Pieces, list[bytes]]:
    """All of a segment, and the source of each."""
    received, names, raws = in_columns(content_of(store, record))
    arrived = pa.array(received, NUMBER).cast(TIME)
    return Pieces("", raws, arrived, pa.array(range(len(raws)), PLACE)), names


def rows(pieces: Pieces, source: LogSource | None) -> pa.Table:
    """Their events; the number of the segment is still missing. Of an unknown source nothing can be read."""
    columnar = COLUMNAR.get(source.format) if source and pieces.raws else None
    if source is None or columnar is None:
        return _of_our_time(_one_by_one(pieces, source))
    batch = columnar(pieces.raws, source.context(_aware(pieces.received[0])))
    left = _one_by_one(pieces.some(batch.left), source)
    return _of_our_time(pa.concat_tables([_together(batch.rows, pieces, source), left]))


def _of_our_time(read: pa.Table) -> pa.Table:
    """What claims another time than clocks have is unparsed: no calendar, zone or month can be reckoned with it."""
    span = pc.min_max(read["ts"]).as_py()
    if not len(read) or (span["min"] >= _FIRST and span["max"] < _LAST):
        return read
    strange = pc.or_(pc.less(read["ts"], _FIRST), pc.greater_equal(read["ts"], _LAST))
    nothing = {name: pc.if_else(strange, "", read[name]) for name in SAID}
    told = {"ts": pc.if_else(strange, read["received"], read["ts"]), "unparsed": pc.or_(strange, read["unparsed"])}
    return pa.table({name: {**nothing, **told}.get(name, read[name]) for name in read.schema.names}, read.schema)


def placed(found: pa.Table, segment: int) -> pa.Table:
    column = pa.repeat(pa.scalar(segment, PLACE), len(found))
    return found.append_column(SCHEMA.field("segment"), column).select(SCHEMA.names)


def as_stored(ts: datetime) -> datetime:
    """To the millisecond, as the files of the search store have it."""
    return ts.replace(microsecond=ts.microsecond // 1000 * 1000)


def plain(text: str) -> str:
    """In one width, so that it is found however it was written (NFKC). The event's own octets stay in the evidence."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _together(found: pa.Table, pieces: Pieces, source: LogSource) -> pa.Table:
    piece = found["piece"]
    numbers, writers = _numbers(pieces, source)
    columns = {
        "ts": found["ts"],
        "received": pieces.received.take(piece),
        "source": pa.repeat(pa.scalar(pieces.name, TEXT), len(found)),
        **{name: _in_one_width(found[name]) for name in SAID},
        "unparsed": pa.repeat(pa.scalar(False), len(found)),
        "sequence": numbers.take(piece),
        "numbered_by": writers.take(piece),
        "index": pieces.index.take(piece),
    }
    return pa.table(columns, schema=WITHOUT_SEGMENT)


def _numbers(pieces: Pieces, source: LogSource) -> tuple[pa.Array, pa.Array]:
    number, count = source.reader.sequence, len(pieces.raws)
    known = [] if number is unnumbered else [number(raw) for raw in pieces.raws]
    if not any(known):
        return pa.nulls(count, NUMBER), pa.repeat(pa.scalar("", TEXT), count)
    told = [one or _NOBODY for one in known]
    return pa.array([one[0] for one in told], NUMBER), pa.array([one[1] for one in told], TEXT)


def _in_one_width(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The same as ``plain`` of each value."""
    if pc.all(pc.string_is_ascii(column), min_count=0).as_py():
        return column
    known = pc.unique(column)
    return pa.array([plain(value) for value in known.to_pylist()], TEXT).take(pc.index_in(column, known))


def _one_by_one(pieces: Pieces, source: LogSource | None) -> pa.Table:
    listed = zip(pieces.raws, map(_aware, pieces.received), pieces.index.to_pylist(), strict=True)
    told = [(*row, index) for raw, received, index in listed for row in _of_event(raw, received, pieces.name, source)]
    columns = list(zip(*told, strict=True)) or [()] * len(WITHOUT_SEGMENT)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, WITHOUT_SEGMENT, strict=True)]
    return pa.table(arrays, schema=WITHOUT_SEGMENT)


def _of_event(raw: bytes, received: datetime, name: str, source: LogSource | None) -> Iterator[tuple[object, ...]]:
    read = source.reader.read(raw, source.context(received)) if source else ()
    if read is None:
        return
    number = source.reader.sequence(raw) if source else None
    arrived, nothing = _utc(received), [""] * len(SAID)
    told = False
    for one in read:
        told = True
        own = one.sequence if isinstance(one, OneOfMany) else number
        if isinstance(one, OneOfMany) and one.unread:
            yield (_utc(one.at), arrived, name, *nothing, True, *(own or _NOBODY))
        else:
            yield (
                _utc(one.at),
                arrived,
                name,
                *(plain(getattr(one, field)) for field in SAID),
                False,
                *(own or _NOBODY),
            )
    if not told:
        yield (arrived, arrived, name, *nothing, True, *(number or _NOBODY))


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def _aware(received: pa.Scalar) -> datetime:
    moment: datetime = received.as_py()
    return moment.replace(tzinfo=UTC)
