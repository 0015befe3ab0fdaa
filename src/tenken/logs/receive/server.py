"""The sockets of streams: who may come in over TLS, and what is told of those who may not."""

import asyncio
import socket
import ssl
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from tenken.logs.receive.counted import Counted
from tenken.logs.receive.stream import address_of
from tenken.text import Complaint, Message, _

_HANDSHAKE = 15.0
MOST_OPEN = 500
"""Connections at a time, each with a message of 1 MiB at the most."""
_ALIVE_S = 60
_LINE_LONGEST = 200


class ReceiveError(Complaint):
    """It cannot listen: another port, other files; the message says which."""

    kind = "cannot"


class Arrival(asyncio.Protocol):
    """A connection up to the end of its handshake; from then on another protocol hears it."""

    def __init__(
        self,
        hear: Callable[[], asyncio.Protocol],
        counted: Counted,
        now: Callable[[], datetime],
        context: ssl.SSLContext | None,
    ) -> None:
        self._hear, self._counted, self._now, self._context = hear, counted, now, context
        self._early: list[bytes] = []
        self._lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        plain = cast(asyncio.Transport, transport)
        _notice_when_gone(plain)
        if self._counted.open >= MOST_OPEN:
            self._refuse(plain, Message(_("{n} connections are open already"), {"n": MOST_OPEN}))
            plain.abort()
        elif self._context is None:
            self._let_in(plain)
        else:
            self._task = asyncio.get_running_loop().create_task(self._shake_hands(plain, self._context))

    def data_received(self, data: bytes) -> None:
        self._early.append(data)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 (asyncio's own form)
        self._lost = True

    async def _shake_hands(self, plain: asyncio.Transport, context: ssl.SSLContext) -> None:
        loop = asyncio.get_running_loop()
        try:
            secured = await loop.start_tls(plain, self, context, server_side=True, ssl_handshake_timeout=_HANDSHAKE)
        except OSError as error:
            self._refuse(plain, why_not(error))
            plain.abort()
            return
        if secured:
            self._let_in(secured)

    def _let_in(self, transport: asyncio.Transport) -> None:
        heard = self._hear()
        transport.set_protocol(heard)
        heard.connection_made(transport)
        for data in self._early:
            heard.data_received(data)
        if self._lost:
            heard.connection_lost(None)

    def _refuse(self, transport: asyncio.Transport, why: Message) -> None:
        self._counted.refuse(self._now(), address_of(transport), why)


async def listen(
    hear: Callable[[], asyncio.Protocol],
    counted: Counted,
    now: Callable[[], datetime],
    *,
    address: tuple[str, int],
    context: ssl.SSLContext | None,
) -> asyncio.Server:
    """Raises ReceiveError."""
    loop = asyncio.get_running_loop()
    try:
        return await loop.create_server(lambda: Arrival(hear, counted, now, context), *address)
    except OSError as error:
        raise cannot_listen(address, error) from error


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


def cannot_listen(address: tuple[str, int], error: OSError) -> ReceiveError:
    words = _("cannot listen on {host}:{port}: {why}")
    return ReceiveError(words, host=address[0], port=address[1], why=str(error.strerror or error))


def why_not(error: OSError) -> Message:
    """Why a handshake failed, in words. The numbers are X509_V_ERR_* of OpenSSL."""
    code: Any = getattr(error, "verify_code", None)
    if code in _OF_CERTIFICATES:
        return Message(_OF_CERTIFICATES[code])
    if isinstance(error, ssl.SSLError) and error.reason == "PEER_DID_NOT_RETURN_A_CERTIFICATE":
        return Message(_("it shows no certificate"))
    if isinstance(error, ssl.SSLError):
        return Message(_("TLS fails: {why}"), {"why": str(error.reason or error)[:_LINE_LONGEST]})
    if isinstance(error, ConnectionAbortedError | TimeoutError):
        return Message(_("it says nothing for {n} seconds"), {"n": int(_HANDSHAKE)})
    return Message(_("it breaks off before TLS begins"))


_UNKNOWN = _("its certificate is of an authority that is not known here")
_OF_CERTIFICATES = {
    9: _("its certificate is not valid yet"),
    10: _("its certificate has expired"),
    18: _UNKNOWN, 19: _UNKNOWN, 20: _UNKNOWN, 21: _UNKNOWN,
    26: _("its certificate is not meant for this use"),
}  # fmt: skip


def _notice_when_gone(transport: asyncio.Transport) -> None:
    """A sender whose machine was switched off says nothing of it: the system asks for it."""
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", _ALIVE_S), ("TCP_KEEPINTVL", _ALIVE_S // 4), ("TCP_KEEPCNT", 4)):
        if hasattr(socket, name):
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
