"""One connection of syslog: over TLS or TCP, whole messages out of what comes."""

import asyncio
from typing import cast

from tenken.logs.receive.commit import Committer
from tenken.logs.receive.counted import Counted
from tenken.logs.receive.framing import Framer, FramingError

_RESUME = 0.01


class Stream(asyncio.Protocol):
    """One sender. Its source is the name in its certificate; without one its address."""

    def __init__(self, committer: Committer, counted: Counted) -> None:
        self._committer, self._counted, self._framer = committer, counted, Framer()
        self._source = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._source = name_of(transport)
        self._counted.open += 1

    def data_received(self, data: bytes) -> None:
        messages: list[bytes] = []
        self._counted.octets += len(data)
        try:
            messages.extend(self._framer.feed(data))
        except FramingError as error:
            messages.append(error.rest)
            self._counted.misframed += 1
            self._transport.close()
        self._take(messages)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 (asyncio's own form)
        """The beginning of a message that never ended is kept as it came."""
        self._counted.open -= 1
        if self._framer.rest:
            self._counted.cut_off += 1
            self._take([self._framer.rest])

    def break_off(self) -> None:
        """Its sender is told that not all was taken."""
        if not self._transport.is_closing():
            self._transport.abort()

    def _take(self, messages: list[bytes]) -> None:
        if not messages:
            return
        self._committer.add(self._source, messages)
        if self._committer.full and not self._transport.is_closing():
            self._transport.pause_reading()
            asyncio.get_running_loop().call_later(_RESUME, self._resume)

    def _resume(self) -> None:
        if self._transport.is_closing():
            return
        if self._committer.full:
            asyncio.get_running_loop().call_later(_RESUME, self._resume)
        else:
            self._transport.resume_reading()


def name_of(transport: asyncio.BaseTransport) -> str:
    certificate = transport.get_extra_info("peercert") or {}
    names = [value for part in certificate.get("subject", ()) for key, value in part if key == "commonName"]
    return str(names[0] if names else address_of(transport))[:80]


def address_of(transport: asyncio.BaseTransport) -> str:
    peer = transport.get_extra_info("peername")
    return str(peer[0]) if peer else "unknown"
