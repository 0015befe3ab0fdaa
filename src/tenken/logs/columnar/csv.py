"""Records of a CSV export, many at once: those without quotes, or with quotes around every cell and none within."""

import codecs
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from tenken.logs.columnar.batch import NUMBER, PLACE, ROWS, SAID, TEXT, TIME, Batch, batch_of, odd_ones
from tenken.logs.columns import Columns
from tenken.logs.formats.csv import outcome_of
from tenken.logs.formats.times import in_utc, written
from tenken.logs.model import Context, identifier

_BOM, _CUT = b"\xef\xbb\xbf", b"\x1f"
_UTF_8, _KNOWN = "utf-8", ("cp932", "shift_jis", "euc_jp")
"""Encodings in which a line begins in the same state."""
_LINE, _RETURN = ord("\n"), ord("\r")
_NEVER, _LONGEST = b"\r\n\0\x1f", 100_000
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?", re.ASCII)
_START, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def read(raws: Sequence[bytes], context: Context) -> Batch:
    columns, cells, pieces = context.columns, None, pa.array([], PLACE)
    if columns and len(columns.delimiter) == 1 and columns.delimiter.isascii():
        pieces, cells = _cells(raws, columns)
    if columns is None or cells is None:
        return Batch(ROWS.empty_table(), range(len(raws)))
    at = _at(cells, columns, context.zone)
    rows = _rows(pieces, at, cells, columns)
    return batch_of(rows.filter(at.is_valid()) if at.null_count else rows, len(raws))


def _cells(raws: Sequence[bytes], columns: Columns) -> tuple[pa.Array, pa.Table | None]:
    """Of those lines whose cells can be cut without a doubt: their places; a column for each heading, by its place."""
    delimiter, count = columns.delimiter.encode(), len(columns.headings)
    whole = _whole(raws, columns.encoding)
    found = _table(whole, delimiter, columns) if whole else None
    if found is not None and len(found) == len(raws):
        return pa.array(range(len(raws)), PLACE), found
    cut = [_cut(text, delimiter, count) for text in _decoded(raws, columns.encoding)]
    texts = [text for text in cut if text is not None]
    places = pa.array([place for place, text in enumerate(cut) if text is not None], PLACE)
    return places, _table(b"\n".join([*texts, b""]), _CUT, columns) if texts else None


def _table(body: bytes, delimiter: bytes, columns: Columns) -> pa.Table | None:
    """Its lines; None where one has another number of cells."""
    names = [str(place) for place in range(len(columns.headings))]
    try:
        return csv.read_csv(
            pa.BufferReader(body),
            csv.ReadOptions(column_names=names, use_threads=False, block_size=len(body) + 1),
            csv.ParseOptions(delimiter=delimiter.decode(), quote_char=False, ignore_empty_lines=False),
            csv.ConvertOptions(column_types=dict.fromkeys(names, TEXT), null_values=[]),
        ).combine_chunks()
    except pa.ArrowInvalid:
        return None


def _whole(raws: Sequence[bytes], encoding: str) -> bytes | None:
    """In UTF-8, where each piece is a line without anything odd."""
    name, body = codecs.lookup(encoding or _UTF_8).name, b"".join(raws)
    lengths, octets = np.fromiter(map(len, raws), np.int64, len(raws)), np.frombuffer(body, np.uint8)
    is_end = octets == _LINE
    lines, returns = np.count_nonzero(is_end), np.count_nonzero(octets == _RETURN)
    if not lengths.min() or lengths.max() > _LONGEST or lines != len(raws) or not is_end[lengths.cumsum() - 1].all():
        return None
    if returns and (returns != lines or body.count(b"\r\n") != lines):
        return None
    body = body.removeprefix(_BOM)
    if b'"' in body or b"\0" in body or _BOM in body:
        return None
    if name in _KNOWN:
        return _recoded(body, name)
    return body if name == _UTF_8 and _is_utf_8(body) else None


def _cut(line: bytes, delimiter: bytes, count: int) -> bytes | None:
    """Its cells, with ``_CUT`` between; None for a line that ends or is quoted in another way than lines are."""
    end = line[-2:]
    text = line[:-2] if end == b"\r\n" else line[:-1] if end[1:] == b"\n" else _NEVER
    if len(text.translate(None, _NEVER)) != len(text) or len(text) > _LONGEST:
        return None
    if b'"' not in text:
        return text.replace(delimiter, _CUT) if text.count(delimiter) == count - 1 else None
    between = b'"' + delimiter + b'"'
    if text.count(b'"') != 2 * count or text.count(between) != count - 1 or not text[:1] == b'"' == text[-1:]:
        return None
    return text[1:-1].replace(between, _CUT)


def _decoded(raws: Sequence[bytes], encoding: str) -> Iterable[bytes]:
    """In UTF-8, without a mark at the beginning; empty where it is in another encoding than it should be."""
    name = codecs.lookup(encoding or _UTF_8).name
    if name == _UTF_8 and _is_utf_8(b"".join(raws)):
        return (raw.removeprefix(_BOM) for raw in raws)
    return (_line(raw.removeprefix(_BOM), name, encoding) for raw in raws)


def _line(raw: bytes, name: str, encoding: str) -> bytes:
    if name == _UTF_8 and (raw.isascii() or _is_utf_8(raw)):
        return raw
    if encoding and name not in _KNOWN:
        return b""
    return _recoded(raw, name if encoding else "cp932") or b""


def _recoded(raw: bytes, name: str) -> bytes | None:
    try:
        return raw.decode(name).encode()
    except UnicodeDecodeError:
        return None


def _is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _rows(pieces: pa.Array, at: pa.Array, cells: pa.Table, columns: Columns) -> pa.Table:
    outcome = outcome_of(columns)
    values: dict[str, pa.Array] = {name: _column(cells, columns, name, _stripped) for name in SAID}
    values["outcome"] = _column(cells, columns, "outcome", lambda known: _each(known, outcome))
    values["patient_id"] = _column(cells, columns, "patient_id", lambda known: odd_ones(known, identifier, b"^"))
    return pa.table({"piece": pieces, "ts": at, **{name: values[name] for name in SAID}}, schema=ROWS)


def _column(cells: pa.Table, columns: Columns, name: str, means: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """What each cell means."""
    if not columns.means.get(name):
        return pa.repeat(means(pa.array([""], TEXT))[0], len(cells))
    return means(_chunk(cells[_place(columns, name)]))


def _stripped(known: pa.Array) -> pa.Array:
    return odd_ones(known, str.strip)


def _each(values: pa.Array, means: Callable[[str], str]) -> pa.Array:
    known = values.dictionary_encode()
    return pa.array([means(value.strip()) for value in known.dictionary.to_pylist()], TEXT).take(known.indices)


def _place(columns: Columns, name: str) -> str:
    return str(columns.headings.index(columns.means[name]))


def _chunk(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _at(cells: pa.Table, columns: Columns, zone: tzinfo) -> pa.Array:
    """Null where day and time are not written plainly, or are none."""
    if "at" in columns.means:
        whole = _chunk(cells[_place(columns, "at")])
        parts = pc.split_pattern(whole, " ", max_splits=1, reverse=True)
        two = pc.equal(pc.list_value_length(parts), 2)
        parts = pc.if_else(two, parts, pa.scalar(["", ""], pa.list_(TEXT)))
        day, clock = (pc.list_element(parts, place) for place in (0, 1))
    else:
        day, clock = (_column(cells, columns, name, _stripped) for name in ("date", "time"))
    began, passed = _by_value(day, lambda text: _began(text, zone)), _by_value(clock, _passed)
    return pc.add(began, passed).cast(TIME)


def _by_value(column: pa.Array, means: Callable[[str], int | None]) -> pa.Array:
    known = column.dictionary_encode()
    return pa.array([means(value) for value in known.dictionary.to_pylist()], NUMBER).take(known.indices)


def _began(day: str, zone: tzinfo) -> int | None:
    """Microseconds since 1970 at midnight; None also where the clock is changed in the night or day that follows."""
    try:
        start, end = written(f"{day} 00:00", zone), written(f"{day} 29:59", zone)
        in_utc(start)
    except ValueError:
        return None
    return (start - _START) // _MICROSECOND if start.utcoffset() == end.utcoffset() else None


def _passed(clock: str) -> int | None:
    """Microseconds since midnight."""
    found = _CLOCK.fullmatch(clock)
    if found is None or int(found[1]) > 29 or int(found[2]) > 59:
        return None
    return 1_000_000 * (3600 * int(found[1]) + 60 * int(found[2]) + int(found[3] or 0))
