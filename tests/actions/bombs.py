"""Hostile workbooks: small files that would unpack to many gigabytes, or that say less of themselves than they hold."""

import os
import struct
import zlib
from dataclasses import dataclass

MEBIBYTE = 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Member:
    """A member of a zip as its directory describes it, whatever ``packed`` unpacks to."""

    name: str
    packed: bytes
    said_bytes: int


def packed_blanks(mebibytes: int, noise: bytes = b"") -> bytes:
    """So many mebibytes of blanks, deflated. A flushed block hangs on nothing before it, so one serves for all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(noise + b" " * (MEBIBYTE - len(noise))) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * mebibytes + packer.flush(zlib.Z_FINISH)


def zip_of(*members: Member) -> bytes:
    """A zip of these members. Checksums are left nought: nobody is to get as far as to look at them."""
    body, directory = b"", b""
    for member in members:
        name = member.name.encode()
        head = struct.pack("<HHHHHIII", 20, 0, 8, 0, 0x21, 0, len(member.packed), member.said_bytes)
        lengths = struct.pack("<HH", len(name), 0)
        directory += b"PK\x01\x02\x14\x00" + head + lengths + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + head + lengths + name + member.packed
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def honest_bomb() -> bytes:
    """Nine gigabytes of blanks in nine megabytes, and the directory says so."""
    packed = packed_blanks(3 * 1024)
    return zip_of(*(Member(f"xl/worksheets/sheet{n}.xml", packed, 3 * 1024 * MEBIBYTE) for n in (1, 2, 3)))


def slow_bomb() -> bytes:
    """A sheet of 300 megabytes that is packed no tighter than sheets are; read as XML it would take gigabytes."""
    return zip_of(Member("xl/workbook.xml", packed_blanks(300, os.urandom(8192)), 300 * MEBIBYTE))


def lying_bomb() -> bytes:
    """The same blanks under a directory that speaks of a thousand bytes."""
    packed = packed_blanks(3 * 1024)
    return zip_of(Member("xl/workbook.xml", packed, 1000), Member(SHEET, packed, 1000))
