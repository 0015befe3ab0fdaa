"""まとめて書く: what several connections received is written and synced together, many times a second.

One thread writes. It takes the list of what came under a lock and leaves a new one, so that nothing is added to a
list that is being written.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from tenken.logs.evidence.entries import encoded
from tenken.logs.evidence.records import Record
from tenken.logs.evidence.spool import Spool, SpoolError
from tenken.logs.evidence.store import LARGEST, Store
from tenken.text import Message

EVERY = 0.02
"""Seconds between two commits; what a crash may take of streams that are never answered."""
SEAL_EVERY = timedelta(minutes=5)
FULL = 32 * 1024 * 1024
"""Octets that may wait; then nothing more is read until they are written."""
_WAIT = 1.0


class Committer:
    """``alarm`` is told why nothing can be written, and nothing when it goes on; ``sealed`` each segment."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        *,
        alarm: Callable[[Message | None], None],
        sealed: Callable[[Record], None],
    ) -> None:
        self._store, self._now, self._alarm, self._sealed = store, now, alarm, sealed
        self._lock, self._more = threading.Lock(), threading.Event()
        self._waiting: list[bytes] = []
        self._octets, self.taken = 0, 0
        self.failure: Message | None = None
        self._ending = threading.Event()
        self._spool: Spool = store.spool()
        self._opened = now()
        self._thread = threading.Thread(target=self._run, name="committer")

    def start(self) -> None:
        self._thread.start()

    def add(self, source: str, messages: list[bytes]) -> bool:
        """Whether more may be read. Never blocks, never drops."""
        received = self._now()
        entries = [encoded(received, source, message) for message in messages]
        with self._lock:
            self._waiting += entries
            self._octets += sum(map(len, entries))
            full = self._octets > FULL
        self._more.set()
        return not full

    @property
    def waits(self) -> bool:
        """Whether something is not yet on the disk."""
        return bool(self._octets)

    def stop(self) -> None:
        """Write what came, and seal it."""
        self._ending.set()
        self._more.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ending.is_set():
            self._more.wait(_WAIT)
            self._more.clear()
            self._write()
            self._ending.wait(EVERY)
        self._write()
        if self.failure is None:
            self._sealed(self._store.seal(self._spool))

    def _write(self) -> None:
        with self._lock:
            taken, self._waiting = self._waiting, []
        if taken:
            self._spooled(taken)
        with self._lock:
            self._octets -= sum(map(len, taken))
        if self._spool.size >= LARGEST or self._now() - self._opened >= SEAL_EVERY:
            self._sealed(self._store.seal(self._spool))
            self._spool, self._opened = self._store.spool(), self._now()

    def _spooled(self, entries: list[bytes]) -> None:
        """Tried until it succeeds: what was read is never thrown away."""
        told = False
        while True:
            try:
                self._spool.add(entries)
                self._spool.commit()
            except SpoolError as error:
                if not told:
                    self._alarm(error.reason)
                told = True
                if self._ending.wait(_WAIT):
                    self.failure = error.reason
                    return
                continue
            break
        self.taken += len(entries)
        if told:
            self._alarm(None)
