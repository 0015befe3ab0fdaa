"""The sockets: TLS with client certificates, TCP, and UDP whose losses are counted."""

import asyncio
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from tenken.logs.receive.commit import Committer
from tenken.logs.receive.framing import Framer, FramingError
from tenken.text import Complaint, _

_RESUME = 0.01
_HANDSHAKE = 15.0
_QUIET, _LONGEST_DRAIN = 0.3, 10.0
_UDP_BUFFER = 8 * 1024 * 1024


class ReceiveError(Complaint):
    """It cannot listen: another port, other files; the message says which."""

    kind = "cannot"


@dataclass
class Counted:
    """What came and what went wrong since the start."""

    octets: int = 0
    open: int = 0
    misframed: int = 0
    cut_off: int = 0


class Stream(asyncio.Protocol):
    """One sender. Its source is the name in its certificate; without one its address."""

    def __init__(self, committer: Committer, counted: Counted) -> None:
        self._committer, self._counted, self._framer = committer, counted, Framer()
        self._source = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._source = _name(transport)
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

    def _take(self, messages: list[bytes]) -> None:
        if not messages:
            return
        if not self._committer.add(self._source, messages) and not self._transport.is_closing():
            self._transport.pause_reading()
            asyncio.get_running_loop().call_later(_RESUME, self._resume)

    def _resume(self) -> None:
        if self._transport.is_closing():
            return
        if self._committer.waits:
            asyncio.get_running_loop().call_later(_RESUME, self._resume)
        else:
            self._transport.resume_reading()


class Datagrams(asyncio.DatagramProtocol):
    """RFC 5426: each datagram is a message. What the kernel dropped is counted by ``dropped``."""

    def __init__(self, committer: Committer) -> None:
        self._committer = committer

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        self._committer.add(str(addr[0]), [data])


def tls_context(cert: Path, key: Path, ca: Path) -> ssl.SSLContext:
    """TLS 1.2 or later; who comes without a certificate of this authority is not heard. Raises ReceiveError."""
    try:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(ca))
        context.load_cert_chain(cert, key, password="")
    except (OSError, ssl.SSLError) as error:
        words = _("{cert}, {key} and {ca} are no PEM files that can be used: {why}")
        raise ReceiveError(words, cert=str(cert), key=str(key), ca=str(ca), why=str(error)) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_mode = ssl.CERT_REQUIRED
    # A sender that closes without having read our tickets resets the connection, and what it sent last is thrown away.
    context.num_tickets = 0
    return context


async def listen(
    committer: Committer, counted: Counted, *, address: tuple[str, int], context: ssl.SSLContext | None
) -> asyncio.Server:
    """Raises ReceiveError."""
    loop = asyncio.get_running_loop()
    patience = _HANDSHAKE if context else None
    try:
        return await loop.create_server(
            lambda: Stream(committer, counted), address[0], address[1], ssl=context, ssl_handshake_timeout=patience
        )
    except OSError as error:
        raise _taken(address, error) from error


async def drained(counted: Counted, committer: Committer) -> None:
    """Until what senders sent before has been read: none is left, or for a while nothing came. Ten seconds at most."""
    for _look in range(int(_LONGEST_DRAIN / _QUIET)):
        before = counted.octets
        await asyncio.sleep(_QUIET)
        if not counted.open or (counted.octets == before and not committer.waits):
            return


async def listen_udp(committer: Committer, *, address: tuple[str, int]) -> asyncio.DatagramTransport:
    """Raises ReceiveError."""
    loop = asyncio.get_running_loop()
    try:
        transport, _protocol = await loop.create_datagram_endpoint(lambda: Datagrams(committer), address)
    except OSError as error:
        raise _taken(address, error) from error
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _UDP_BUFFER)
    return transport


def dropped(port: int, tables: tuple[Path, ...] = (Path("/proc/net/udp"), Path("/proc/net/udp6"))) -> int | None:
    """Datagrams that the kernel had no room for, on this port; None where the system does not tell."""
    lines = [line.split() for table in tables if table.exists() for line in table.read_text().splitlines()[1:]]
    mine = [line for line in lines if line[1].rpartition(":")[2] == f"{port:04X}"]
    return sum(int(line[-1]) for line in mine) if lines or any(table.exists() for table in tables) else None


def _name(transport: asyncio.BaseTransport) -> str:
    certificate = transport.get_extra_info("peercert") or {}
    names = [value for part in certificate.get("subject", ()) for key, value in part if key == "commonName"]
    peer = transport.get_extra_info("peername")
    return str(names[0] if names else peer[0] if peer else "unknown")[:80]


def _taken(address: tuple[str, int], error: OSError) -> ReceiveError:
    words = _("cannot listen on {host}:{port}: {why}")
    return ReceiveError(words, host=address[0], port=address[1], why=str(error.strerror or error))
