"""Ask the logs by a process of its own (``serve.py``): started at the first question, and there for the next ones."""

import atexit
import subprocess
import sys
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from tenken.logs.search.question import Found, Involved, Question, Spans, Unit
from tenken.text import Complaint, _

LIMIT_S = 60
_PROGRAM = (sys.executable, "-m", "tenken.logs.search.serve")
_TIMES = ("ts", "received")
T = TypeVar("T")


class SearchError(Complaint):
    """What was asked could not be found out; the message says what to change."""


class _Reply(msgspec.Struct):
    found: msgspec.Raw = msgspec.Raw(b"null")
    failed: str = ""


class Searcher:
    """One question at a time; the others wait their turn."""

    def __init__(self, limit_s: int = LIMIT_S) -> None:
        self._limit_s = limit_s
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, search: Path, question: Question, *, start: int = 0, limit: int = 1000) -> Found:
        """Raises SearchError."""
        given = {"question": question, "start": start, "limit": limit}
        return _timed(self.call("ask", search, given, Found))

    def involving(self, search: Path, involved: Involved, limit: int) -> Found:
        """Raises SearchError."""
        return _timed(self.call("involving", search, {"involved": involved, "limit": limit}, Found))

    def spans(self, search: Path, question: Question, unit: Unit) -> Spans:
        """Raises SearchError."""
        return self.call("spans", search, {"question": question, "unit": unit}, Spans)

    def call(self, what: str, search: Path, given: Mapping[str, object], kind: type[T]) -> T:
        """The question of this name, and what was found as this type. Raises SearchError."""
        line = msgspec.json.encode({"what": what, "search": str(search), "given": given}) + b"\n"
        with self._turn:
            said = self._said(line) or self._said(line)  # the first may have ended because nobody asked for long
        if not said:
            raise SearchError(_("the search ended before it had found anything; ask for a shorter time"))
        reply = msgspec.json.decode(said, type=_Reply)
        if reply.failed:
            raise SearchError(_("the logs cannot be asked at the moment: {why}"), why=reply.failed)
        return msgspec.json.decode(reply.found, type=kind)

    def make_ready(self) -> None:
        """Start the process, so that it has loaded what it needs when somebody asks."""
        if self._turn.acquire(blocking=False):
            self._running()
            self._turn.release()

    def close(self) -> None:
        with self._turn:
            self._end()

    def _said(self, line: bytes) -> bytes:
        """Nothing where the process ended before. Raises SearchError where it took too long."""
        process = self._running()
        late = threading.Event()
        limit = threading.Timer(self._limit_s, self._give_up, [process, late])
        limit.start()
        try:
            process.stdin.write(line)  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            said = process.stdout.readline()  # type: ignore[union-attr]
        except OSError:
            said = b""
        finally:
            limit.cancel()
        if not said:
            self._end()
        if late.is_set():
            raise SearchError(_("the search took more than {n} seconds; ask for a shorter time"), n=self._limit_s)
        return said

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(_PROGRAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            atexit.register(self.close)
        return self._process

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    @staticmethod
    def _give_up(process: subprocess.Popen[bytes], late: threading.Event) -> None:
        late.set()
        process.kill()


def _timed(found: Found) -> Found:
    """JSON knows no times."""
    rows = ({**row, **{name: datetime.fromisoformat(row[name]) for name in _TIMES}} for row in found.rows)
    return Found(tuple(rows), found.total, found.start)
