"""The search store: a few files a source and month, each sorted by patient and time.

It needs no protection of its own: it can be thrown away and made anew from the evidence. What comes is written into a
file of its own. It is joined with those before it as soon as it has a quarter of their rows, so that files stay few
and each row is written a few times only.
"""

import os
from collections.abc import Iterator, Set
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from tenken.logs.evidence.records import Record, records_from
from tenken.logs.search.aside import forget_aside, kept_aside
from tenken.logs.search.manifest import Manifest, Part, files, newest, read_manifest, unlisted, write_manifest
from tenken.logs.search.once import once
from tenken.logs.search.rows import table
from tenken.logs.sources import LogSource

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2, "memory_limit": "1GB", "autoinstall_known_extensions": False,
}  # fmt: skip
_AT_ONCE = 500_000
_SHARE = 4
_STILL_READ_S = 3600
_COPY = """
COPY (SELECT * REPLACE (CAST(date_trunc('millisecond', ts) AS TIMESTAMP_MS) AS ts,
                        CAST(date_trunc('millisecond', received) AS TIMESTAMP_MS) AS received)
      FROM ({rows}) ORDER BY patient_id, ts, segment, index)
TO '{to}' (FORMAT parquet, PARQUET_VERSION V2, COMPRESSION zstd, COMPRESSION_LEVEL 3, ROW_GROUP_SIZE 122880)
"""
"""To the millisecond: finer it would take two octets more an event, and the evidence has it as it came."""
_FRESH = "SELECT * FROM fresh WHERE source = $source AND date_trunc('month', ts) = strptime($month, '%Y-%m')"
_OLDER = "UNION ALL SELECT * FROM read_parquet($older)"
_KEPT = "FROM read_parquet($path) WHERE NOT list_contains($segments, segment)"
_LEFT = f"SELECT count(*), min(segment), max(segment) {_KEPT}"


def follow(evidence: Path, search: Path, sources: dict[str, LogSource]) -> int:
    """Take in the segments that were sealed since; how many they were. Interrupted, it begins where it was.

    One at a time: who calls holds the lock (`how_far.LOCK`).
    """
    manifest = read_manifest(search)
    begin = manifest.segments
    for some, octets in _batches(evidence, manifest):
        rows = pa.concat_tables([_read(evidence, search, record, sources) for record in some])
        rows = told_once(search, rows, sources)
        manifest = add(search, manifest, rows, Manifest(some[-1].segment + 1, octets))
        for record in some:
            forget_aside(search, record)
    return manifest.segments - begin


def told_once(search: Path, rows: pa.Table, sources: dict[str, LogSource]) -> pa.Table:
    """Without the events of pieces that hold many which are in the store already, or before in these rows."""
    many = [name for name in pc.unique(rows["source"]).to_pylist() if name in sources and sources[name].reader.many]
    if not many:
        return rows
    span = pc.min_max(rows["ts"]).as_py()
    months = f"{span['min']:%Y-%m}", f"{span['max']:%Y-%m}"
    older = [path for name in many for path in files(search, months, name)]
    with duckdb.connect(config={**SETTINGS, "temp_directory": str(search / "sorting")}) as database:
        return once(database, rows, many, older)


def rebuild(evidence: Path, search: Path, sources: dict[str, LogSource]) -> int:
    """Throw it away and make it anew."""
    write_manifest(search, Manifest())
    return follow(evidence, search, sources)


def forget(search: Path, segments: Set[int]) -> None:
    """Take the events of these segments out. One at a time, as ``follow``."""
    manifest = read_manifest(search)
    touched = [part for part in manifest.parts if any(part.first <= n <= part.last for n in segments)]
    left: list[Part] = []
    with duckdb.connect(config={**SETTINGS, "temp_directory": str(search / "sorting")}) as database:
        for part in touched:
            left += _without(database, search, part, sorted(segments))
    kept = [part for part in manifest.parts if part not in touched]
    parts = sorted((*kept, *left), key=lambda part: (part.first, part.source, part.month))
    write_manifest(search, replace(manifest, parts=tuple(parts)))
    for path in list(unlisted(search, parts)):
        with suppress(PermissionError):  # Windows, while a question reads it: it goes with the next that is replaced
            path.unlink()


def _without(database: duckdb.DuckDBPyConnection, search: Path, part: Part, segments: list[int]) -> list[Part]:
    """The part as a file anew; itself where it has none of them, nothing where it has no others."""
    values = {"path": str(part.path(search)), "segments": segments}
    row = database.execute(_LEFT, values).fetchone()
    rows, first, last = row or (0, 0, 0)
    if rows == part.rows:
        return [part]
    if not rows:
        return []
    part.by_user(search).unlink(missing_ok=True)  # it is made anew with the next that comes
    new = replace(part, first=first, last=last, rows=rows)
    beside = new.path(search).with_suffix(".anew")
    database.execute(_copied(f"SELECT * {_KEPT}", beside), values)
    beside.replace(new.path(search))
    return [new]


def _batches(evidence: Path, manifest: Manifest) -> Iterator[tuple[list[Record], int]]:
    """As many segments at once as the memory holds well, and the octets of the records up to there."""
    some: list[Record] = []
    octets = manifest.octets
    for record, end in records_from(evidence, manifest.octets):
        some.append(record)
        octets = end
        if sum(one.count for one in some) >= _AT_ONCE:
            yield some, octets
            some = []
    if some:
        yield some, octets


def _read(evidence: Path, search: Path, record: Record, sources: dict[str, LogSource]) -> pa.Table:
    kept = kept_aside(search, record)
    return table(evidence, record, sources) if kept is None else kept


def add(search: Path, known: Manifest, rows: pa.Table, read: Manifest) -> Manifest:
    """The store with these rows; ``read`` says how far the evidence was read. Until the manifest is replaced, nothing
    has changed."""
    replaced: list[Part] = []
    added: list[Part] = []
    with duckdb.connect(config={**SETTINGS, "temp_directory": str(search / "sorting")}) as database:
        database.register("fresh", rows)
        for source, month, count in _counted(rows):
            older = _to_be_joined(known.of(source, month), count)
            first = older[0].first if older else known.segments
            part = Part(source, month, first, read.segments - 1, count + sum(one.rows for one in older))
            _write(database, search, part, older)
            added.append(part)
            replaced += older
    for part in replaced:
        part.path(search).touch()
    manifest = replace(read, parts=tuple(part for part in known.parts if part not in replaced) + tuple(added))
    write_manifest(search, manifest)
    _clean(search, manifest)
    return manifest


def _counted(rows: pa.Table) -> list[tuple[str, str, int]]:
    """Of each source and month how many rows."""
    months = pa.table({"source": rows["source"], "month": pc.floor_temporal(rows["ts"], unit="month")})
    found = months.group_by(["source", "month"]).aggregate([([], "count_all")]).to_pylist()
    return sorted((one["source"], f"{one['month']:%Y-%m}", one["count_all"]) for one in found)


def _to_be_joined(parts: list[Part], rows: int) -> list[Part]:
    """The newest of them, as far as each has no more than four times the rows of all that came after it."""
    joined: list[Part] = []
    for part in reversed(parts):
        if part.rows > _SHARE * rows:
            break
        joined.insert(0, part)
        rows += part.rows
    return joined


def _write(database: duckdb.DuckDBPyConnection, search: Path, part: Part, older: list[Part]) -> None:
    path = part.path(search)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    values = {"older": [str(one.path(search)) for one in older]} if older else {}
    rows = f"{_FRESH} {_OLDER}" if older else _FRESH
    database.execute(_copied(rows, path), {**values, "source": part.source, "month": part.month})
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _copied(rows: str, to: Path) -> str:
    return _COPY.format(rows=rows, to=str(to).replace("'", "''"))


def _clean(search: Path, manifest: Manifest) -> None:
    """Remove what was replaced an hour ago; questions that were begun before may still read what was replaced since."""
    now = newest(search)
    for path in unlisted(search, manifest.parts):
        if path.stat().st_mtime < now - _STILL_READ_S:
            path.unlink()
