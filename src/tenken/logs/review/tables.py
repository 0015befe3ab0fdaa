"""Lists as the engine takes them: columns of Arrow, by the name of each list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from tenken.logs.review.lists import COLUMNS, DAY, MOMENT, TEXT, Kept, Provenance, read_list

_TYPES: Mapping[str, pa.DataType] = {TEXT: pa.string(), DAY: pa.int64(), MOMENT: pa.timestamp("us")}


@dataclass(frozen=True)
class Lists:
    """What each list says, and where it came from; one that was never taken in is empty."""

    tables: Mapping[str, pa.Table]
    provenances: Mapping[str, Provenance]

    def lacks(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if not self.tables[name].num_rows)


def read_lists(folder: Path) -> Lists:
    kept = {kind: read_list(folder, kind) for kind in COLUMNS}
    return Lists(
        {kind: _table(kind, one) for kind, one in kept.items()}, {kind: one.provenance for kind, one in kept.items()}
    )


def _table(kind: str, kept: Kept) -> pa.Table:
    columns = {
        name: pa.array([_value(row[name], of) for row in kept.rows], _TYPES[of]) for name, of in COLUMNS[kind].items()
    }
    return pa.table(columns)


def _value(value: str | int, of: str) -> str | int | datetime:
    return datetime.fromisoformat(str(value)) if of == MOMENT else value
