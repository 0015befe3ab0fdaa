"""CSV: exports of electronic health records and other systems, by the map of columns of their source."""

import csv
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


def split(file: BinaryIO) -> Iterator[bytes]:
    """Each record with its end; one whose quoted cell holds a line break goes over several lines."""
    record: list[bytes] = []
    within = False
    for line in file:
        within ^= line.count(_QUOTE) % 2 == 1
        if not record and not within:
            yield line
            continue
        record.append(line)
        if not within:
            yield b"".join(record)
            record = []
    if record:
        yield b"".join(record)


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
