"""Who waits for an answer: given when what was sent is on the disk, or when it cannot be written."""

import asyncio
from collections import deque
from typing import Protocol

from tenken.logs.receive.commit import Batch, Committer

IDLE_S = 60.0
"""A request takes no longer to come, and a connection without one is not kept longer."""


class Waits(Protocol):
    """``number`` counts the messages since the start; ``since`` is of the loop's clock."""

    since: float
    busy: bool

    def written(self, batch: Batch, number: int) -> None: ...
    def not_written(self) -> None: ...
    def hang_up(self) -> None: ...


class Answers:
    """All of it in the thread of the loop."""

    def __init__(self, committer: Committer) -> None:
        self.committer = committer
        self.connected: set[Waits] = set()
        self._waiting: deque[tuple[int, Waits]] = deque()

    def wait(self, number: int, who: Waits) -> None:
        """Numbers are given in the order in which they come here."""
        self._waiting.append((number, who))

    def written(self, batch: Batch) -> None:
        while self._waiting and self._waiting[0][0] <= batch.last:
            number, who = self._waiting.popleft()
            who.written(batch, number)

    def hang_up(self) -> None:
        """Nothing more is asked; who waits is answered yet."""
        for one in [one for one in self.connected if not one.busy]:
            one.hang_up()

    def look(self) -> None:
        """Now and then: nobody waits for a full disk, and who says nothing holds no place."""
        while self.committer.stopped and self._waiting:
            self._waiting.popleft()[1].not_written()
        oldest = asyncio.get_running_loop().time() - IDLE_S
        for one in [one for one in self.connected if not one.busy and one.since < oldest]:
            one.hang_up()
