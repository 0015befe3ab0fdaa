"""Which engine runs a question: this process, or a cluster by its address."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from tenken.logs.search.engine import Engine, EngineError, in_process
from tenken.text import _

_SPARK = "spark://"


@contextmanager
def engine_at(address: str) -> Iterator[Engine]:
    """``spark://HOST:7077``; this process where there is no address. Raises EngineError."""
    if not address:
        with in_process() as engine:
            yield engine
        return
    if not address.startswith(_SPARK):
        raise EngineError(_("“{address}” is no address of an engine; write spark://HOST:PORT"), address=address)
    with _spark().on_spark(address) as engine:
        yield engine


def _spark() -> Any:
    """Spark is installed where a cluster is asked only."""
    try:
        return import_module("tenken.logs.search.spark")
    except ModuleNotFoundError as error:
        raise EngineError(_("asking a Spark cluster needs what requirements-spark.txt lists, and Java")) from error
