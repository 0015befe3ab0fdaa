"""Receive at all doors until told to end: the sockets and the committer put together."""

import asyncio
import signal
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakSet

from tenken.logs.receive.answers import Answers
from tenken.logs.receive.commit import Committer
from tenken.logs.receive.counted import Counted
from tenken.logs.receive.datagrams import Datagrams
from tenken.logs.receive.http import Post
from tenken.logs.receive.server import cannot_listen, listen
from tenken.logs.receive.state import EVERY, Door
from tenken.logs.receive.stream import Stream
from tenken.text import Message, _

Address = tuple[str, int]
_QUIET, _LONGEST_DRAIN = 0.3, 3.0


@dataclass(frozen=True)
class Doors:
    """Where to listen; with ``tls`` and ``http`` comes their context."""

    tls: Address | None = None
    http: Address | None = None
    context: ssl.SSLContext | None = None
    tcp: Address | None = None
    udp: Address | None = None

    def listed(self) -> tuple[Door, ...]:
        wanted = (("tls", self.tls), ("http", self.http), ("tcp", self.tcp), ("udp", self.udp))
        return tuple(Door(kind, *address) for kind, address in wanted if address)


class Receiver:
    """``tell`` is told of senders that are not let in, of each once for the same reason."""

    def __init__(
        self,
        committer: Committer,
        doors: Doors,
        counted: Counted,
        now: Callable[[], datetime],
        tell: Callable[[Message], None],
    ) -> None:
        self.committer, self.counted, self._doors, self._now, self._tell = committer, counted, doors, now, tell
        self._answers = Answers(committer)
        self._servers: list[asyncio.Server] = []
        self._datagrams: Datagrams | None = None
        self._streams: WeakSet[Stream] = WeakSet()
        self._told: set[tuple[str, str]] = set()
        self.lost: int | None = 0
        """Datagrams that the kernel dropped, None where it does not tell."""

    async def serve(self, ready: Callable[[], None], look: Callable[[bool], None]) -> None:
        """Until SIGTERM or SIGINT; what came is sealed then. ``look`` is called every five seconds, and with False at
        the end. Raises ReceiveError."""
        ending, loop = asyncio.Event(), asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_args: loop.call_soon_threadsafe(ending.set))
        await self._open()
        self.committer.start(lambda batch: loop.call_soon_threadsafe(self._answers.written, batch))
        ready()
        while not ending.is_set():
            self._look()
            look(True)
            with suppress(TimeoutError):
                await asyncio.wait_for(ending.wait(), EVERY.total_seconds())
        await self._close()
        look(False)

    def _look(self) -> None:
        self._answers.look()
        if self._datagrams:
            self.lost = self._datagrams.lost
        for key in self.counted.refusals.keys() - self._told:
            one = self.counted.refusals[key]
            self._tell(Message(_("{address} is not let in: {why}"), {"address": one.address, "why": one.why}))
        self._told |= self.counted.refusals.keys()

    async def _open(self) -> None:
        doors, context = self._doors, self._doors.context
        for address, hear, secured in (
            (doors.tls, self._stream, context), (doors.http, self._post, context), (doors.tcp, self._stream, None),
        ):  # fmt: skip
            if address:
                server = await listen(hear, self.counted, self._now, address=address, context=secured)
                self._servers.append(server)
        if doors.udp:
            try:
                self._datagrams = Datagrams(self.committer, doors.udp)
            except OSError as error:
                raise cannot_listen(doors.udp, error) from error
            self._datagrams.start()

    def _stream(self) -> Stream:
        made = Stream(self.committer, self.counted)
        self._streams.add(made)
        return made

    def _post(self) -> Post:
        return Post(self.committer, self.counted, self._answers)

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        await self._drained()
        for stream in tuple(self._streams):
            stream.break_off()
        self._answers.hang_up()
        if self.counted.open:
            await asyncio.sleep(_QUIET)  # they tell of their end, and nothing is read that would not be written
        if self._datagrams:
            self.lost = await asyncio.to_thread(self._datagrams.stop)
            self._datagrams = None
        self._look()  # before the last seal, after which what was told is written down
        await asyncio.to_thread(self.committer.stop)

    async def _drained(self) -> None:
        """Until what senders sent before has been read: none is left, or for a while nothing came; three seconds."""
        for _look in range(int(_LONGEST_DRAIN / _QUIET)):
            before = self.counted.octets
            await asyncio.sleep(_QUIET)
            if not self.counted.open or (self.counted.octets == before and not self.committer.waiting):
                return
