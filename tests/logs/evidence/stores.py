"""Stores for tests: a clock that is set by hand, and days of events."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tenken.logs.evidence import clock as watching
from tenken.logs.evidence.clock import UNKNOWN
from tenken.logs.evidence.entries import encoded
from tenken.logs.evidence.records import Record
from tenken.logs.evidence.store import Store

MORNING = datetime(2026, 4, 1, 8, 30, tzinfo=UTC)


class Clock:
    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def later(self, **span: int) -> None:
        self.now += timedelta(**span)


class Watched(Clock):
    """The same, and a second clock that only goes on: by both the store's own one finds steps."""

    def __init__(self, now: datetime = MORNING) -> None:
        super().__init__(now)
        self.state, self._passed, self._between = UNKNOWN, 0.0, timedelta()
        self.clock = watching.Clock(self._asked, lambda: self._passed, lambda: self.state)

    def later(self, **span: int) -> None:
        super().later(**span)
        self._passed += timedelta(**span).total_seconds()

    def is_set(self, **span: int) -> None:
        self.now += timedelta(**span)

    def held_up(self, **span: int) -> None:
        """So much passes while the clocks are read next."""
        self._between = timedelta(**span)

    def _asked(self) -> datetime:
        between, self._between = self._between, timedelta()
        self._passed += between.total_seconds()
        self.now += between
        return self.now


def sealed(store: Store, clock: Clock, events: Iterable[bytes], source: str = "ehr") -> Record:
    """One segment of these events."""
    spool = store.spool()
    spool.add([encoded(clock.now, source, event) for event in events])
    spool.commit()
    return store.seal(spool)


def three_days(folder: Path) -> Store:
    """Eight segments over three days, one of them empty, with one event to eleven."""
    clock = Clock()
    store = Store(folder, clock)
    for number in range(8):
        sealed(store, clock, (f"event {number}/{place}".encode() for place in range(number * 3 % 12)))
        clock.later(hours=9)
    return store
