"""封印: a thread that seals full spools one after the other, so that nothing that comes waits for it."""

import queue
import threading
from collections.abc import Callable
from functools import cache

from tenken.logs.evidence.records import Record
from tenken.logs.evidence.spool import Spool
from tenken.logs.evidence.store import Store
from tenken.logs.receive.making import Maker
from tenken.text import Complaint, Message, _, reason_of

_MOST = 16
"""Spools that may wait to be sealed."""
_WAIT = 1.0


class Sealing:
    """``tell`` is told in words when no seal is possible, and when it is again; ``sealed`` each segment."""

    def __init__(
        self,
        store: Store,
        ending: threading.Event,
        *,
        tell: Callable[[Message], None],
        sealed: Callable[[Record], None],
    ) -> None:
        self._store, self._ending, self._tell, self._sealed = store, ending, tell, sealed
        self._spools: queue.Queue[Spool | None] = queue.Queue(_MOST)
        self._maker = Maker()
        self._thread = threading.Thread(target=self._run, name="sealing")
        self.alarm: Message | None = None

    def start(self) -> None:
        self._thread.start()

    def take(self, spool: Spool) -> None:
        """Waits where too many wait already."""
        self._spools.put(spool)

    @property
    def is_behind(self) -> bool:
        return self._spools.full()

    def stop(self) -> None:
        """When all are sealed that can be; the others the next writer seals."""
        self._spools.put(None)
        self._thread.join()
        self._maker.close()

    def _run(self) -> None:
        for spool in iter(self._spools.get, None):
            self._seal(spool)

    def _seal(self, spool: Spool) -> None:
        make = cache(self._maker)  # once, however often the rest is tried
        while True:
            try:
                record = self._store.seal(spool, make=make)
                break
            except (OSError, ValueError, Complaint) as error:
                self._alarmed(Message(_("nothing is sealed: {why}"), {"why": reason_of(error)}))
                if self._ending.wait(_WAIT):
                    spool.close()
                    return
        self._alarmed(None)
        self._sealed(record)

    def _alarmed(self, why: Message | None) -> None:
        if why is None and self.alarm:
            self._tell(Message(_("sealing again")))
        if why and self.alarm is None:
            self._tell(why)
        self.alarm = why
