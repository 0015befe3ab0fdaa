"""Spark as the engine: a standalone cluster whose machines all see the same folder. It needs requirements-spark.txt."""

from collections.abc import Iterator
from contextlib import contextmanager

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from tenken.logs.search.engine import EngineError, Views, beside
from tenken.text import _


class _Options(ibis.config.Config):  # type: ignore[misc]
    """What ibis's own backend, which is not loaded, would set."""

    treat_nan_as_null: bool = False


ibis.options.pyspark = _Options()


class OnSpark(Views):
    def __init__(self, session: SparkSession) -> None:
        super().__init__()
        self._session = session

    def view(self, name: str, known: list[str]) -> None:
        self._session.read.parquet(*known).createOrReplaceTempView(name)

    def run(self, wanted: ir.Table) -> pa.Table:
        for name, table in beside(wanted):
            self._session.createDataFrame(_signed(table)).createOrReplaceTempView(name)
        found = self._session.sql(ibis.to_sql(wanted, dialect="pyspark")).toArrow()
        return found.cast(wanted.schema().to_pyarrow())


def _signed(table: pa.Table) -> pa.Table:
    """Spark knows no numbers without a sign."""
    kinds = [pa.int64() if pa.types.is_unsigned_integer(field.type) else field.type for field in table.schema]
    return table.cast(pa.schema(list(zip(table.column_names, kinds, strict=True))))


@contextmanager
def on_spark(address: str) -> Iterator[OnSpark]:
    """``spark://HOST:7077``. Raises EngineError, also for what goes wrong while it is asked."""
    try:
        session = _session(address)
        try:
            yield OnSpark(session)
        finally:
            session.stop()
    except (PySparkException, Py4JError) as error:
        why = str(error).strip().partition("\n")[0][:300]
        raise EngineError(_("the cluster at {address} cannot be asked: {why}"), address=address, why=why) from error


def _session(address: str) -> SparkSession:
    """Times have no zone, in files and in questions."""
    session: SparkSession = (
        SparkSession.builder.master(address)
        .appName("tenken logs")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.timestampType", "TIMESTAMP_NTZ")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    return session
