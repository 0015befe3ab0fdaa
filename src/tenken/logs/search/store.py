"""The search store: `SOURCE/YYYY-MM.parquet`, sorted by patient and time; what came lately lies beside it unsorted.

It needs no protection of its own: it can be thrown away and made anew from the evidence.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import pyarrow as pa

from tenken.logs.evidence.records import Record, records
from tenken.logs.evidence.store import write_safely
from tenken.logs.search.aside import forget_aside, kept_aside
from tenken.logs.search.rows import SCHEMA, table
from tenken.logs.sources import LogSource

_STATE, _MANY = "segments.json", 1_000_000
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2, "memory_limit": "1GB", "autoinstall_known_extensions": False,
}  # fmt: skip
_COPY = """
COPY ({old} SELECT * FROM fresh WHERE source = $source AND strftime(ts, '%Y-%m') = $month
      ORDER BY patient_id, ts, segment, index)
TO '{part}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 3, ROW_GROUP_SIZE 122880)
"""


def follow(evidence: Path, search: Path, sources: dict[str, LogSource]) -> int:
    """Take in the segments that were sealed since; how many they were. Interrupted, it begins where it was."""
    if not _is_of_these_columns(search):
        shutil.rmtree(search, ignore_errors=True)
    fresh = list(records(evidence))[_taken(search) :]
    for some, rows in _together(evidence, search, fresh, sources):
        _merge(search, rows, some[0].segment)
        _remember(search, some[-1].segment + 1)
        for record in some:
            forget_aside(search, record)
    return len(fresh)


def _together(
    evidence: Path, search: Path, fresh: list[Record], sources: dict[str, LogSource]
) -> Iterator[tuple[list[Record], pa.Table]]:
    """As many segments at once as the memory holds well: each merge writes whole months anew."""
    some: list[Record] = []
    tables: list[pa.Table] = []
    for record in fresh:
        kept = kept_aside(search, record)
        some.append(record)
        tables.append(table(evidence, record, sources) if kept is None else kept)
        if record is fresh[-1] or sum(map(len, tables)) >= _MANY:
            yield some, pa.concat_tables(tables)
            some, tables = [], []


def rebuild(evidence: Path, search: Path, sources: dict[str, LogSource]) -> int:
    """Throw it away and make it anew."""
    shutil.rmtree(search, ignore_errors=True)
    return follow(evidence, search, sources)


def files(search: Path, months: tuple[str, str] | None = None, source: str = "") -> list[str]:
    """Those that can hold rows of these months, as ``2026-04``, the last included."""
    folders = [search / slug(source)] if source else sorted(path for path in search.glob("*") if path.is_dir())
    found = [path for folder in folders for path in sorted(folder.glob("*.parquet"))]
    return [str(path) for path in found if months is None or months[0] <= path.stem <= months[1]]


def slug(source: str) -> str:
    return quote(source, safe="")


def _merge(search: Path, rows: pa.Table, begin: int) -> None:
    """Each file of a source and a month anew, with these rows in place of those that an interrupted run left."""
    with duckdb.connect(config=SETTINGS) as database:
        database.register("fresh", rows)
        months = database.execute("SELECT DISTINCT source, strftime(ts, '%Y-%m') FROM fresh ORDER BY ALL").fetchall()
        for source, month in months:
            path = search / slug(source) / f"{month}.parquet"
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            old = "SELECT * FROM read_parquet($old) WHERE segment < $begin UNION ALL BY NAME" if path.exists() else ""
            values = {"old": str(path), "begin": begin} if old else {}
            part = path.with_suffix(".part")
            text = _COPY.format(old=old, part=str(part).replace("'", "''"))
            database.execute(text, {**values, "source": source, "month": month})
            part.replace(path)


def _taken(search: Path) -> int:
    return int(_state(search).get("segments", 0))


def _is_of_these_columns(search: Path) -> bool:
    """An elder version of the program may have written others."""
    state = _state(search)
    return not state or state.get("columns") == SCHEMA.names


def _state(search: Path) -> dict[str, Any]:
    path = search / _STATE
    return dict(json.loads(path.read_text())) if path.exists() else {}


def _remember(search: Path, segments: int) -> None:
    write_safely(search / _STATE, json.dumps({"segments": segments, "columns": SCHEMA.names}).encode())
