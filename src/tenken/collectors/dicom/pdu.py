"""The few messages of DICOM that one C-ECHO takes, byte by byte (PS3.8, 9.3; PS3.7, 9.3.5; implicit VR)."""

import struct
from dataclasses import dataclass
from enum import IntEnum

from tenken.collectors.model import Unreadable
from tenken.text import _

CALLING = "TENKEN"
"""The AE title by which Tenken names itself; a device may know only those that its vendor registered."""
_APPLICATION = b"1.2.840.10008.3.1.1.1"
_VERIFICATION = b"1.2.840.10008.1.1"
_IMPLICIT_LITTLE_ENDIAN = b"1.2.840.10008.1.2"
_IMPLEMENTATION = b"2.25.302907115256676592234860789805450350173"
_VERSION_NAME = b"TENKEN"
_CONTEXT, _MESSAGE = 1, 1
_LARGEST_PDU = 16_384
_ECHO_REQUEST, _ECHO_RESPONSE, _NO_DATA_SET = 0x0030, 0x8030, 0x0101
_WHOLE_COMMAND = 3
"""Message control header: a command, and its last part."""
ACCEPTED = 0


class Kind(IntEnum):
    ASSOCIATE_RQ = 1
    ASSOCIATE_AC = 2
    ASSOCIATE_RJ = 3
    DATA = 4
    RELEASE_RQ = 5
    RELEASE_RP = 6
    ABORT = 7


@dataclass(frozen=True, slots=True)
class Pdu:
    kind: int
    body: bytes


def _pdu(kind: Kind, body: bytes) -> bytes:
    return struct.pack(">BxI", kind, len(body)) + body


def _item(kind: int, body: bytes) -> bytes:
    return struct.pack(">BxH", kind, len(body)) + body


def associate(called: str) -> bytes:
    """Ask for one association that offers Verification and nothing else."""
    context = struct.pack(">Bxxx", _CONTEXT) + _item(0x30, _VERIFICATION) + _item(0x40, _IMPLICIT_LITTLE_ENDIAN)
    user = _item(0x51, struct.pack(">I", _LARGEST_PDU)) + _item(0x52, _IMPLEMENTATION) + _item(0x55, _VERSION_NAME)
    names = called.encode("ascii").ljust(16) + CALLING.encode("ascii").ljust(16)
    items = _item(0x10, _APPLICATION) + _item(0x20, context) + _item(0x50, user)
    return _pdu(Kind.ASSOCIATE_RQ, struct.pack(">Hxx", 1) + names + bytes(32) + items)


def echo() -> bytes:
    """C-ECHO-RQ."""
    elements = _element(0x0002, _VERIFICATION + b"\x00") + _element(0x0100, struct.pack("<H", _ECHO_REQUEST))
    elements += _element(0x0110, struct.pack("<H", _MESSAGE)) + _element(0x0800, struct.pack("<H", _NO_DATA_SET))
    command = _element(0x0000, struct.pack("<I", len(elements))) + elements
    return _pdu(Kind.DATA, struct.pack(">IBB", len(command) + 2, _CONTEXT, _WHOLE_COMMAND) + command)


def release() -> bytes:
    return _pdu(Kind.RELEASE_RQ, bytes(4))


def _element(number: int, value: bytes) -> bytes:
    """An element of the command, of group 0000."""
    return struct.pack("<HHI", 0, number, len(value)) + value


def verification_accepted(body: bytes) -> bool:
    """Whether an A-ASSOCIATE-AC takes the one context that was offered. Raises Unreadable."""
    at = 68
    while at + 4 <= len(body):
        kind, length = struct.unpack_from(">BxH", body, at)
        if kind == 0x21 and length >= 4 and at + 8 <= len(body):
            return body[at + 4] == _CONTEXT and body[at + 6] == ACCEPTED
        at += 4 + length
    raise damaged()


def rejection(body: bytes) -> tuple[int, int, int]:
    """Result, source and reason of an A-ASSOCIATE-RJ. Raises Unreadable."""
    if len(body) < 4:
        raise damaged()
    return body[1], body[2], body[3]


def echo_status(body: bytes) -> int:
    """The status in a C-ECHO-RSP. Raises Unreadable."""
    if len(body) < 6 or body[4] != _CONTEXT or body[5] != _WHOLE_COMMAND:
        raise damaged()
    (length,) = struct.unpack_from(">I", body)
    if length + 4 != len(body):
        raise damaged()
    command = _elements(body[6:])
    if command.get(0x0100) != _ECHO_RESPONSE or command.get(0x0120) != _MESSAGE or 0x0900 not in command:
        raise damaged()
    return command[0x0900]


def _elements(command: bytes) -> dict[int, int]:
    """Those of two bytes, by their number. Raises Unreadable."""
    found, at = dict[int, int](), 0
    while at < len(command):
        if at + 8 > len(command):
            raise damaged()
        group, number, length = struct.unpack_from("<HHI", command, at)
        if group or at + 8 + length > len(command):
            raise damaged()
        if length == 2:
            (found[number],) = struct.unpack_from("<H", command, at + 8)
        at += 8 + length
    return found


def damaged() -> Unreadable:
    return Unreadable(_("what came is no DICOM, or it is damaged"))
