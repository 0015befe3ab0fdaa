"""What was read of a segment while its file was taken in lies aside, so that it need not be read once more."""

from pathlib import Path

import pyarrow as pa

from tenken.logs.evidence.records import Record
from tenken.logs.search.rows import SCHEMA, placed

_FOLDER = ".read"


def keep_aside(search: Path, record: Record, rows: pa.Table) -> None:
    """Not synced: without it the segment itself is read."""
    path = _path(search, record)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    table = placed(rows, record.segment)
    with pa.OSFile(str(part), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    part.replace(path)


def kept_aside(search: Path, record: Record) -> pa.Table | None:
    """None where there is none, or none that can be read."""
    path = _path(search, record)
    if not path.exists():
        return None
    try:
        with pa.OSFile(str(path)) as file:
            table = pa.ipc.open_file(file).read_all()
    except (pa.ArrowInvalid, OSError):
        return None
    return table if table.schema == SCHEMA else None


def forget_aside(search: Path, record: Record) -> None:
    _path(search, record).unlink(missing_ok=True)


def _path(search: Path, record: Record) -> Path:
    return search / _FOLDER / f"{record.segment}-{record.root}.arrow"
