"""まとめて書く: what several connections received is written and synced together, many times a second.

One thread writes. It takes the list of what came under a lock and leaves a new one, so that nothing is added to a
list that is being written. Another seals, so that nothing waits for a seal.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from tenken.logs.evidence.entries import headed
from tenken.logs.evidence.records import Record
from tenken.logs.evidence.spool import SpoolError
from tenken.logs.evidence.store import LARGEST, Store
from tenken.logs.receive.sealing import Sealing
from tenken.text import Message, _

EVERY = 0.02
"""Seconds between two commits; what a crash may take of streams that are never answered."""
SEAL_EVERY = timedelta(minutes=5)
FULL = 32 * 1024 * 1024
"""Octets that may wait; then nothing more is read until they are written."""
_LARGEST_OF_ALL = 1024 * 1024 * 1024
"""Octets of a spool while no seal is possible; then nothing more is written until one is."""
_WAIT = 1.0
_SOURCES = 1000


@dataclass(frozen=True, slots=True)
class Batch:
    """What is on the disk now: messages ``first`` up to ``last``, counted from 1 since the start. In the spool of
    this name the first of them is number ``index``."""

    spool: str
    index: int
    first: int
    last: int


class Committer:
    """``tell`` is told in words when nothing can be written, when it goes on, and when the store's clock steps;
    ``sealed`` each segment."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        *,
        tell: Callable[[Message], None],
        sealed: Callable[[Record], None],
        largest: int = LARGEST,
    ) -> None:
        self._store, self._now, self._tell, self._largest = store, now, tell, largest
        self._lock, self._more, self._hurry = threading.Lock(), threading.Event(), threading.Event()
        self._waiting: list[bytes] = []
        self._octets, self._added, self.taken = 0, 0, 0
        self.heard: dict[str, datetime] = {}
        self.stopped: Message | None = None
        self.failure: Message | None = None
        self._ending = threading.Event()
        self._spool, self._opened = store.spool(), monotonic()
        self._sealing = Sealing(store, self._ending, tell=tell, sealed=sealed)
        self._written: Callable[[Batch], object] | None = None
        self._thread = threading.Thread(target=self._run, name="committer")

    def start(self, written: Callable[[Batch], object] | None = None) -> None:
        """``written`` is called by the thread that writes, after each sync."""
        self._written = written
        self._sealing.start()
        self._thread.start()

    def add(self, source: str, messages: list[bytes], *, hurry: bool = False) -> int:
        """How many were added since the start, with these. Never blocks, never drops; somebody waits for an answer
        where there is ``hurry``."""
        received = self._now()
        entries = headed(received, source, messages)
        if source in self.heard or len(self.heard) < _SOURCES:
            self.heard[source] = received
        with self._lock:
            self._waiting += entries
            self._octets += sum(map(len, entries))
            self._added += len(entries)
            added = self._added
        self._more.set()
        if hurry:
            self._hurry.set()
        return added

    @property
    def full(self) -> bool:
        """Whether nothing more should be read for now."""
        return self._octets > FULL

    @property
    def alarm(self) -> Message | None:
        """Why nothing is taken in or nothing is sealed, now."""
        return self.stopped or self._sealing.alarm

    @property
    def waiting(self) -> int:
        """Octets that are not yet on the disk."""
        return self._octets

    def stop(self) -> None:
        """Write what came, and seal it."""
        self._ending.set()
        self._more.set()
        self._hurry.set()
        self._thread.join()
        self._sealing.stop()

    def _run(self) -> None:
        while not self._ending.is_set():
            self._more.wait(_WAIT)
            self._more.clear()
            self._tell_steps()
            self._write()
            self._hurry.wait(EVERY)
            self._hurry.clear()
        self._write()
        if self.failure is None:
            self._sealing.take(self._spool)

    def _write(self) -> None:
        with self._lock:
            taken, self._waiting = self._waiting, []
        if taken:
            self._spooled(taken)
        with self._lock:
            self._octets -= sum(map(len, taken))
        if self._spool.size >= self._largest or monotonic() - self._opened >= SEAL_EVERY.total_seconds():
            self._turn()

    def _spooled(self, entries: list[bytes]) -> None:
        """Tried until it succeeds: what was read is never thrown away."""
        index = self._spool.count
        while True:
            try:
                self._spool.add(entries)
                self._spool.commit()
                break
            except SpoolError as error:
                self._stop_for(error.reason)
                if self._ending.wait(_WAIT):
                    self.failure = error.reason
                    return
        self._go_on()
        first, self.taken = self.taken + 1, self.taken + len(entries)
        if self._written:
            self._written(Batch(self._spool.path.stem, index, first, self.taken))

    def _turn(self) -> None:
        """Begin another spool; where none can be made or too many wait to be sealed, the old one is written on."""
        if self._sealing.is_behind and self._spool.size < _LARGEST_OF_ALL:
            return
        self._opened = monotonic()
        try:
            following = self._store.spool()
        except (OSError, SpoolError):
            return
        self._sealing.take(self._spool)
        self._spool = following

    def _tell_steps(self) -> None:
        forwards = _("the clock of this machine was set {n} seconds forwards: see what set it")
        back = _("the clock of this machine was set {n} seconds back: see what set it")
        for step in self._store.clock.untold() if self._store.clock else ():
            self._tell(Message(forwards if step > 0 else back, {"n": round(abs(step))}))

    def _stop_for(self, why: Message) -> None:
        if self.stopped is None:
            self._tell(Message(_("nothing is taken in: {why}"), {"why": why}))
        self.stopped = why

    def _go_on(self) -> None:
        if self.stopped:
            self._tell(Message(_("taking in again")))
        self.stopped = None
