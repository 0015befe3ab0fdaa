"""One association, one C-ECHO, one release: is this AE there? Nothing is tried twice, and nothing else is asked."""

import contextlib
import socket
import struct
import time

import msgspec

from tenken.collectors.dicom import pdu
from tenken.collectors.dicom.answer import Echo
from tenken.collectors.dicom.pdu import Kind, Pdu
from tenken.collectors.model import Refused, Target, Unreachable, Unreadable
from tenken.text import _

ALL_S = 15
_LONGEST_PDU = 64 * 1024
_BY_USER, _CALLING, _CALLED = 1, 3, 7
"""Source and reasons of a rejection: the AE titles are not known there (PS3.8, table 9-21)."""


def fetch(target: Target, all_s: float = ALL_S) -> bytes:
    ends = time.monotonic() + all_s
    try:
        with socket.create_connection((target.address, target.port), timeout=all_s) as connection:
            status = _echoed(Line(connection, ends), target)
    except (socket.gaierror, UnicodeError) as error:
        raise Unreachable(_("{where} is not known by that name"), where=target.name) from error
    except OSError as error:
        why = str(error.strerror or error)[:120]
        raise Unreachable(_("{where} does not answer ({why})"), where=target.name, why=why) from error
    if status != pdu.ACCEPTED:
        raise Refused(_("{where} answered the C-ECHO with the status {status}"), where=target.name, status=hex(status))
    return msgspec.json.encode(Echo(ae_title=target.user, address=target.address, port=target.port, status=status))


def _echoed(line: "Line", target: Target) -> int:
    """The status of the C-ECHO."""
    line.say(pdu.associate(target.user))
    _associated(line.hear(), target)
    line.say(pdu.echo())
    answer = line.hear()
    if answer.kind != Kind.DATA:
        raise Unreadable(_("{where} broke the association off before it answered"), where=target.name)
    status = pdu.echo_status(answer.body)
    with contextlib.suppress(OSError, Unreadable):  # it answered; how it takes leave is its own affair
        line.say(pdu.release())
        line.hear()
    return status


def _associated(answer: Pdu, target: Target) -> None:
    where = {"where": target.name}
    if answer.kind == Kind.ASSOCIATE_RJ:
        raise _rejected(pdu.rejection(answer.body), target)
    if answer.kind == Kind.ABORT:
        raise Refused(_("{where} broke the association off"), **where)
    if answer.kind != Kind.ASSOCIATE_AC:
        raise pdu.damaged()
    if not pdu.verification_accepted(answer.body):
        raise Refused(_("{where} speaks DICOM, but does not take a C-ECHO"), **where)


def _rejected(why: tuple[int, int, int], target: Target) -> Refused:
    _result, source, reason = why
    if (source, reason) == (_BY_USER, _CALLED):
        return Refused(_("{where} does not go by this AE title"), where=target.name)
    if (source, reason) == (_BY_USER, _CALLING):
        words = _("{where} does not know the AE title {title}; ask its vendor to register it")
        return Refused(words, where=target.name, title=pdu.CALLING)
    return Refused(_("{where} rejected the association ({why})"), where=target.name, why=".".join(map(str, why)))


class Line:
    """A connection on which whole messages come and go until its time is over."""

    def __init__(self, connection: socket.socket, ends: float) -> None:
        self._connection, self._ends = connection, ends

    def say(self, message: bytes) -> None:
        self._connection.sendall(message)

    def hear(self) -> Pdu:
        kind, length = struct.unpack(">BxI", self._exactly(6))
        if length > _LONGEST_PDU:
            raise pdu.damaged()
        return Pdu(kind, self._exactly(length))

    def _exactly(self, size: int) -> bytes:
        heard = bytearray()
        while len(heard) < size:
            left = self._ends - time.monotonic()
            if left <= 0:
                raise TimeoutError("timed out")
            self._connection.settimeout(left)
            block = self._connection.recv(size - len(heard))
            if not block:
                raise ConnectionError("the connection was closed")
            heard += block
        return bytes(heard)
