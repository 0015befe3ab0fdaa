"""An event of a piece that holds many is told once, in however many exports it stands.

The piece is evidence and stays as it came. Two of its events are one where all that is told of them is the same: the
number and whose it is (computer and channel), the time, and who did what. What cannot be read is never held to be the
same.
"""

from collections.abc import Sequence

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from tenken.logs.columnar.batch import PLACE
from tenken.logs.search.rows import SCHEMA, as_stored

_SAME = ", ".join(name for name in SCHEMA.names if name not in ("received", "unparsed", "segment", "index"))
_ONE = """
WITH one AS (SELECT * REPLACE (CAST(date_trunc('millisecond', ts) AS TIMESTAMP_MS) AS ts) FROM fresh)
"""
_WITHIN = f"""
{_ONE} SELECT place FROM one QUALIFY row_number() OVER (PARTITION BY {_SAME} ORDER BY place) > 1
"""  # noqa: S608 (names of ours)
_BEFORE = f"""
{_ONE} SELECT place FROM one SEMI JOIN (
    SELECT * FROM read_parquet($older) WHERE NOT unparsed AND ts BETWEEN $first AND $last
                                             AND sequence BETWEEN $least AND $most
) USING ({_SAME})
"""  # noqa: S608 (names of ours)


def once(database: duckdb.DuckDBPyConnection, rows: pa.Table, sources: Sequence[str], older: Sequence[str]) -> pa.Table:
    """These rows without those of the ``sources`` that stand before in them, or in ``older`` files of the store."""
    numbered = pa.table({**{name: rows[name] for name in rows.schema.names}, "place": _places(len(rows))})
    of_many = pc.is_in(rows["source"], pa.array(sources, pa.string()))
    fresh = numbered.filter(pc.and_(of_many, pc.and_(pc.invert(rows["unparsed"]), pc.is_valid(rows["sequence"]))))
    if not len(fresh):
        return rows
    database.register("fresh", fresh)
    all_differ = pc.count_distinct(fresh["sequence"]).as_py() == len(fresh)
    again = [] if all_differ else database.execute(_WITHIN).fetchall()
    if older:
        again += database.execute(_BEFORE, {"older": list(older), **_span(fresh)}).fetchall()
    left_out = pa.array({place for (place,) in again}, PLACE)
    return rows.filter(pc.invert(pc.is_in(numbered["place"], left_out)))


def _places(count: int) -> pa.Array:
    return pa.array(range(count), PLACE)


def _span(fresh: pa.Table) -> dict[str, object]:
    """Rows before and after need not be compared."""
    at, number = pc.min_max(fresh["ts"]).as_py(), pc.min_max(fresh["sequence"]).as_py()
    return {"first": as_stored(at["min"]), "last": at["max"], "least": number["min"], "most": number["max"]}
