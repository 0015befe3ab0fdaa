"""CSV: exports of electronic health records and other systems, by the map of columns of their source."""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from tenken.logs.columns import Columns
from tenken.logs.formats.times import written
from tenken.logs.model import SUCCESS, AuditEvent, Context, Format, identifier

_SAID = ("event", "kind", "action", "user_id", "user_name", "role", "terminal", "address", "function", "object_id",
         "purpose", "system", "facility")  # fmt: skip
_QUOTE = b'"'


def split(file: BinaryIO) -> Iterator[bytes]:
    """Each record with its end; one whose quoted cell holds a line break goes over several lines."""
    record = b""
    for line in file:
        record += line
        if record.count(_QUOTE) % 2 == 0:
            yield record
            record = b""
    if record:
        yield record


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


def _event(cells: list[str], columns: Columns, context: Context) -> AuditEvent:
    said = {name: columns.value(cells, name) for name in _SAID}
    outcome = columns.value(cells, "outcome")
    return AuditEvent(
        at=_at(cells, columns, context),
        outcome=columns.outcome.get(outcome, SUCCESS if not outcome or columns.outcome else outcome),
        patient_id=identifier(columns.value(cells, "patient_id")),
        **said,
    )


def _at(cells: list[str], columns: Columns, context: Context) -> datetime:
    parts = ("at",) if "at" in columns.means else ("date", "time")
    return written(" ".join(columns.value(cells, part) for part in parts), context.zone).astimezone(UTC)


FORMAT = Format("csv", split, read)
