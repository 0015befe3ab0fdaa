"""CSV: exports of electronic health records and other systems, by the map of columns of their source."""

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import BinaryIO

from tenken.logs.columns import Columns
from tenken.logs.formats.times import in_utc, written
from tenken.logs.model import SUCCESS, AuditEvent, Context, Format, identifier
from tenken.text import Message, _

_SAID = ("event", "kind", "action", "user_id", "user_name", "role", "terminal", "address", "function", "object_id",
         "purpose", "system", "facility")  # fmt: skip
_QUOTE = b'"'
_AFTER_CELL = (b"", b",", b"\t", b";", b"|", b" ", b"\r", b"\n", _QUOTE)
_NEARBY = 100
"""Lines: no cell of a log holds more."""


def split(file: BinaryIO) -> Iterator[bytes]:
    """Each record with its end; one whose quoted cell holds a line break goes over several lines."""
    for line in file:
        if line.count(_QUOTE) % 2:
            yield from _over_several(line, file)
        else:
            yield line


def _over_several(line: bytes, file: BinaryIO) -> Iterator[bytes]:
    """A quote that no line nearby closes stands there by mistake: its line is a record by itself, and what follows is
    not lost with it."""
    ahead = deque([line])
    while ahead:
        record = [ahead.popleft()]
        within = record[0].count(_QUOTE) % 2 == 1
        while within and len(record) < _NEARBY and (more := ahead.popleft() if ahead else next(file, b"")):
            record.append(more)
            if _opens_another(more):
                break
            within ^= more.count(_QUOTE) % 2 == 1
        if within:
            ahead.extendleft(reversed(record[1:]))
            del record[1:]
        yield b"".join(record)


def _opens_another(line: bytes) -> bool:
    """Its first quote does not end a cell that was begun before: after that the cell ends, or a quote is doubled."""
    place = line.find(_QUOTE)
    return place >= 0 and line[place + 1 : place + 2] not in _AFTER_CELL


def read(raw: bytes, context: Context) -> Iterable[AuditEvent] | None:
    columns = context.columns
    if columns is None:
        return ()
    try:
        cells = columns.cells(raw)
        if tuple(cell.strip() for cell in cells) == columns.headings or not any(cells):
            return None
        return (_event(cells, columns, context),)
    except (UnicodeDecodeError, csv.Error, ValueError, IndexError):
        return ()


def why_unread(raw: bytes, context: Context) -> Message:
    """Of a record for which ``read`` gives nothing: what a person can look for in it."""
    columns = context.columns
    if columns is None:
        return Message(_("no map says what its columns mean"))
    try:
        cells = columns.cells(raw)
    except UnicodeDecodeError:
        return Message(_("its signs are not of the encoding {name}"), {"name": columns.encoding or "UTF-8, CP932"})
    except csv.Error as error:
        return Message(_("it is no line of CSV: {why}"), {"why": str(error)})
    if len(cells) < len(columns.headings):
        return Message(_("it has {n} columns, not {of}"), {"n": len(cells), "of": len(columns.headings)})
    return Message(_("its time “{text}” cannot be read"), {"text": _time(cells, columns)[:60]})


def _event(cells: list[str], columns: Columns, context: Context) -> AuditEvent:
    said = {name: columns.value(cells, name) for name in _SAID}
    return AuditEvent(
        at=_at(cells, columns, context),
        outcome=outcome_of(columns)(columns.value(cells, "outcome")),
        patient_id=identifier(columns.value(cells, "patient_id")),
        **said,
    )


def outcome_of(columns: Columns) -> Callable[[str], str]:
    """What stands in the column, as RFC 3881's code."""
    return lambda said: columns.outcome.get(said, SUCCESS if not said or columns.outcome else said)


def _at(cells: list[str], columns: Columns, context: Context) -> datetime:
    return in_utc(written(_time(cells, columns), context.zone))


def _time(cells: list[str], columns: Columns) -> str:
    parts = ("at",) if "at" in columns.means else ("date", "time")
    return " ".join(columns.value(cells, part) for part in parts)


FORMAT = Format("csv", split, read)
