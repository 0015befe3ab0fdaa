"""利用者順の写し: a second copy of what a source said, sorted by user and time, for sites that ask much by user.

It costs as much disk again. Whoever looks for nothing but a user is given it; all else is asked of the first copy.
"""

import os
from collections.abc import Collection
from pathlib import Path

import duckdb

from tenken.logs.search.manifest import Part, read_manifest
from tenken.logs.search.store import SETTINGS

EVERY = "*"
"""Stands for all sources."""
_COPY = """
COPY (SELECT * FROM read_parquet($first) ORDER BY user_id, ts, segment, index)
TO '{to}' (FORMAT parquet, PARQUET_VERSION V2, COMPRESSION zstd, COMPRESSION_LEVEL 3, ROW_GROUP_SIZE 122880)
"""


def order_by_user(search: Path, wanted: Collection[str]) -> int:
    """Make the copies of these sources that are missing, and remove those of others; how many were made.

    One at a time, after the store was brought up: who calls holds the lock (`how_far.LOCK`).
    """
    made = 0
    for part in read_manifest(search).parts:
        there = part.by_user(search).exists()
        asked = EVERY in wanted or part.source in wanted
        if asked and not there:
            _copy(search, part)
            made += 1
        elif there and not asked:
            part.by_user(search).unlink()
    return made


def _copy(search: Path, part: Part) -> None:
    to = part.by_user(search)
    half = to.with_suffix(".part")
    with duckdb.connect(config={**SETTINGS, "temp_directory": str(search / "sorting")}) as database:
        database.execute(_COPY.format(to=str(half).replace("'", "''")), {"first": str(part.path(search))})
    with half.open("r+b") as file:
        os.fsync(file.fileno())
    half.replace(to)
