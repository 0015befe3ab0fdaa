"""A program of its own: questions to the logs on standard input, a line each, and what was found on standard output.

The engine and all that it takes of memory is here, not where the pages are. It ends where nobody asks any more.
"""

import os
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import msgspec

from tenken.logs.search.ask import ask_by
from tenken.logs.search.engine import Engine, in_process
from tenken.logs.search.involving import involving_by
from tenken.logs.search.question import Involved, Question, Unit
from tenken.logs.search.spans import spans_by

IDLE_S = 600


class Asked(msgspec.Struct):
    """``search`` is the search store; ``given`` is what the question of this name takes."""

    what: str
    search: str
    given: msgspec.Raw


class Page(msgspec.Struct):
    question: Question
    start: int
    limit: int


class Chart(msgspec.Struct):
    question: Question
    unit: Unit


class Everything(msgspec.Struct):
    involved: Involved
    limit: int


def _ask(engine: Engine, search: Path, given: bytes) -> Any:
    page = msgspec.json.decode(given, type=Page)
    return ask_by(engine, search, page.question, start=page.start, limit=page.limit)


def _spans(engine: Engine, search: Path, given: bytes) -> Any:
    chart = msgspec.json.decode(given, type=Chart)
    return spans_by(engine, search, chart.question, chart.unit)


def _involving(engine: Engine, search: Path, given: bytes) -> Any:
    wanted = msgspec.json.decode(given, type=Everything)
    return involving_by(engine, search, wanted.involved, wanted.limit)


QUESTIONS: Mapping[str, Callable[[Engine, Path, bytes], Any]] = {
    "ask": _ask, "spans": _spans, "involving": _involving,
}  # fmt: skip
"""All that can be asked, with what is given as JSON. Every engine answers them alike."""


def said(line: bytes) -> bytes:
    """The reply to a line: what was found, or why it could not be."""
    asked = msgspec.json.decode(line, type=Asked)
    try:
        with in_process() as engine:
            found = QUESTIONS[asked.what](engine, Path(asked.search), bytes(asked.given))
    except duckdb.Error as error:
        return msgspec.json.encode({"failed": str(error).partition("\n")[0][:300]})
    return msgspec.json.encode({"found": found})


def main(lines: BinaryIO, out: BinaryIO) -> None:
    while True:
        idle = threading.Timer(IDLE_S, os._exit, [0])
        idle.daemon = True
        idle.start()
        line = lines.readline()
        idle.cancel()
        if not line:
            return
        out.write(said(line) + b"\n")
        out.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
