"""One sweep at a time, and a word that ends it from another process: two small files beside the ledger."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tenken.collectors.model import Refused
from tenken.text import _

_RUNNING, _STOP = "sweep.running", "sweep.stop"
_SILENT_FOR = timedelta(seconds=30)
"""A sweep says several times a second that it runs; one that is silent so long was killed."""


@dataclass(frozen=True)
class Running:
    """A sweep under way, in any process of this installation."""

    subnet: str
    by: str
    since: str
    percent: int = 0


def running(data: Path) -> Running | None:
    with suppress(OSError, ValueError, TypeError):
        return Running(**json.loads((data / _RUNNING).read_text(encoding="utf-8"))) if _is_taken(data) else None
    return None


def _is_taken(data: Path) -> bool:
    """Whether a sweep holds the place, though it may not have written yet who it is."""
    with suppress(OSError):
        last_said = datetime.fromtimestamp((data / _RUNNING).stat().st_mtime, UTC)
        return datetime.now(UTC) - last_said < _SILENT_FOR
    return False


def left_over(data: Path) -> Running | None:
    """A sweep that was killed before it could say that it ended; told once."""
    path = data / _RUNNING
    if _is_taken(data):
        return None
    with suppress(OSError, ValueError, TypeError):
        found = Running(**json.loads(path.read_text(encoding="utf-8")))
        path.unlink()
        return found
    return None


def stop(data: Path, by: str) -> bool:
    """Ask the running sweep to end; it does within a second. False where none runs."""
    if running(data) is None:
        return False
    (data / _STOP).write_text(by, encoding="utf-8")
    return True


def stopped_by(data: Path) -> str | None:
    """Who asked the running sweep to end, if anybody did."""
    with suppress(OSError):
        return (data / _STOP).read_text(encoding="utf-8")
    return None


def say_on(data: Path, sweep: Running) -> None:
    """That it still runs, and how far it is; whole or not at all for whoever reads it meanwhile."""
    part = data / f"{_RUNNING}.part"
    part.write_text(json.dumps(asdict(sweep), ensure_ascii=False), encoding="utf-8")
    part.replace(data / _RUNNING)


@contextmanager
def alone(data: Path, sweep: Running) -> Iterator[None]:
    """Hold the only place for a sweep. Raises Refused while another runs."""
    path = data / _RUNNING
    if not _is_taken(data):
        path.unlink(missing_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise Refused(_("another sweep is under way; wait for its end or stop it")) from error
    try:
        (data / _STOP).unlink(missing_ok=True)
        say_on(data, sweep)
        yield
    finally:
        path.unlink(missing_ok=True)
        (data / _STOP).unlink(missing_ok=True)
