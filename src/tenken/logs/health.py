"""出どころの様子: how each source was doing when it was last looked at. A file beside the evidence, for the pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec

from tenken.logs.evidence.store import write_safely

FILE = "health.json"
WINDOW = timedelta(days=31)
"""How far back gaps, days and clocks are looked at."""


@dataclass(frozen=True)
class Gap:
    """Numbers ``first`` to ``last`` of the writer ``by`` (``Numbered``) never came; ``after`` and ``before`` are the
    events on either side."""

    first: int
    last: int
    after: datetime
    before: datetime
    by: str = ""

    @property
    def count(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class Day:
    """``behind_s`` is the middle of (receipt - event), ``ahead_s`` the furthest that one lay in the future."""

    day: date
    events: int
    unparsed: int = 0
    behind_s: float | None = None
    ahead_s: float | None = None


@dataclass(frozen=True)
class Health:
    """``first`` and ``since`` are the times of the first receipt and of the oldest event.

    ``files`` says that it comes as files, not over the network. ``heard`` is the last receipt; of files the newest
    event, however late the file was brought: what happened after it is not known. ``numbered`` events have a number of
    their sender; ``restarts`` counts how often that began anew. Of ``gaps`` the largest are listed, ``missing`` counts
    all of them.
    """

    source: str
    events: int
    first: datetime
    since: datetime
    heard: datetime
    files: bool
    days: tuple[Day, ...] = ()
    unparsed: int = 0
    numbered: int = 0
    restarts: int = 0
    missing: int = 0
    gaps: tuple[Gap, ...] = ()
    told: Mapping[str, bool] = field(default_factory=dict)
    accounts: Mapping[str, date] = field(default_factory=dict)

    @property
    def seen(self) -> int:
        """Events of the window."""
        return sum(day.events for day in self.days)

    @property
    def unparsed_percent(self) -> int:
        """Of the window, rounded up: one in a thousand is not none."""
        return -(-100 * sum(day.unparsed for day in self.days) // self.seen) if self.seen else 0

    @property
    def behind_s(self) -> int | None:
        return _worst([day.behind_s for day in self.days])

    @property
    def ahead_s(self) -> int | None:
        return _worst([day.ahead_s for day in self.days])

    def silent_for(self, now: datetime, heard: datetime | None = None) -> timedelta:
        """``heard`` is what the receiver knows beyond what was looked at."""
        return now - max(self.heard, heard or self.heard)


@dataclass(frozen=True)
class Looked:
    """All sources, as they were ``at`` this moment."""

    at: datetime
    sources: tuple[Health, ...] = ()


def keep_health(logs: Path, looked: Looked) -> None:
    write_safely(logs / FILE, msgspec.json.encode(looked))


def health_of(logs: Path) -> Looked | None:
    """None where nobody has looked yet, or an elder version did."""
    try:
        return msgspec.json.decode((logs / FILE).read_bytes(), type=Looked)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def _worst(values: list[float | None]) -> int | None:
    known = [value for value in values if value is not None]
    return round(max(known)) if known else None
