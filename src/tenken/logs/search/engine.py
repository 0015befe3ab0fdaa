"""機関: where questions run. A question is an ibis expression, written once; every engine runs it on the same files."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Protocol

import duckdb
import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa

from tenken.logs.search.manifest import files
from tenken.logs.search.rows import SCHEMA
from tenken.logs.search.store import SETTINGS
from tenken.text import Complaint

_VIEW = "CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet([{files}])"


class EngineError(Complaint):
    """The engine cannot be asked; the message says why."""


class Engine(Protocol):
    """What a question joins with events, a list of staff say, is `ibis.memtable` of a pyarrow table on any engine."""

    def events(
        self, search: Path, months: tuple[str, str] | None = None, source: str = "", *, by_user: bool = False
    ) -> ir.Table:
        """With the columns of `SCHEMA`, at least those of these months (``2026-04``, the last included).

        ``by_user`` says that a user is looked for, and nothing that the order by patient would help to find.
        """

    def run(self, wanted: ir.Table) -> pa.Table: ...


class Views(ABC):
    """What engines share: events are a view of its own for each question."""

    def __init__(self) -> None:
        self._views = 0

    def events(
        self, search: Path, months: tuple[str, str] | None = None, source: str = "", *, by_user: bool = False
    ) -> ir.Table:
        known = files(search, months, source, by_user=by_user)
        if not known:
            return ibis.memtable(SCHEMA.empty_table())
        self._views += 1
        name = f"events_{self._views}"
        self.view(name, known)
        return ibis.table(ibis.Schema.from_pyarrow(SCHEMA), name=name)

    @abstractmethod
    def view(self, name: str, known: list[str]) -> None:
        """Call the rows of these files so."""


class InProcess(Views):
    """DuckDB, in this process; for one thread."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        super().__init__()
        self._cursor = cursor

    def view(self, name: str, known: list[str]) -> None:
        self._cursor.execute(_VIEW.format(name=name, files=_quoted(known)))

    def run(self, wanted: ir.Table) -> pa.Table:
        for name, table in beside(wanted):
            self._cursor.register(name, table)
        return self._cursor.sql(ibis.to_sql(wanted, dialect="duckdb")).to_arrow_table()


def beside(wanted: ir.Table) -> Iterator[tuple[str, pa.Table]]:
    """The tables that a question brings along, by the name that its text calls them."""
    for one in wanted.op().find(ops.InMemoryTable):
        yield one.name, one.data.to_pyarrow(one.schema)


@contextmanager
def in_process() -> Iterator[Engine]:
    with _database().cursor() as cursor:
        yield InProcess(cursor)


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """One for the process: what it knows of the files makes the next question quicker."""
    return duckdb.connect(config=SETTINGS)


def _quoted(names: Sequence[str]) -> str:
    """For the one place where DuckDB takes no parameter."""
    return ", ".join("'" + name.replace("'", "''") + "'" for name in names)
