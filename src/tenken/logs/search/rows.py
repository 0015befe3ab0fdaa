"""Events as columns. Every row carries (segment, index), so that whatever is found can be proved."""

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from tenken.logs.evidence.entries import Event, decoded
from tenken.logs.evidence.read import entries_of
from tenken.logs.evidence.records import Record
from tenken.logs.sources import LogSource

_TIME, _TEXT, _NUMBER = pa.timestamp("us"), pa.string(), pa.uint32()
_SAID = ("event", "kind", "action", "outcome", "user_id", "user_name", "role", "terminal", "address", "patient_id",
         "function", "object_id", "purpose", "system", "facility")  # fmt: skip
SCHEMA = pa.schema(
    [
        ("ts", _TIME),
        ("received", _TIME),
        ("source", _TEXT),
        *((name, _TEXT) for name in _SAID),
        ("unparsed", pa.bool_()),
        ("sequence", pa.int64()),
        ("segment", _NUMBER),
        ("index", _NUMBER),
    ]
)
"""``ts`` and ``received`` are UTC without a zone, which every engine reads alike. An unparsed event has its time of
receipt as ``ts``. ``sequence`` is the number its writer gave the event, null where it gave none."""


def table(store: Path, record: Record, sources: dict[str, LogSource]) -> pa.Table:
    """The events of a segment. Raises EvidenceError."""
    entries = enumerate(entries_of(store, record))
    rows = [(*row, record.segment, index) for index, entry in entries for row in _rows(decoded(entry), sources)]
    columns = list(zip(*rows, strict=True)) or [()] * len(SCHEMA)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)], schema=SCHEMA
    )


def plain(text: str) -> str:
    """In one width, so that it is found however it was written (NFKC). The event's own octets stay in the evidence."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _rows(event: Event, sources: dict[str, LogSource]) -> Iterator[tuple[object, ...]]:
    source, received = sources.get(event.source), _utc(event.received)
    read = source.reader.read(event.raw, source.context(event.received)) if source else ()
    if read is None:
        return
    told, number = False, source.reader.sequence(event.raw) if source else None
    for one in read:
        told = True
        yield (_utc(one.at), received, event.source, *(plain(getattr(one, name)) for name in _SAID), False, number)
    if not told:
        yield (received, received, event.source, *([""] * len(_SAID)), True, number)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
