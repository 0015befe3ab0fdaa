"""What is common to all lists: how they fail, how large they may be, and how they are unpacked."""

import json
import lzma
import zlib
from datetime import date
from typing import Any

from tenken.text import Complaint, _

MAX_UNPACKED = 256 * 1024 * 1024
"""Bytes that a packed list may swell to; the largest of the distributions' have 60 MB."""
_GZIP, _XZ, _LZ4, _ZSTD = b"\x1f\x8b", b"\xfd7zXZ\x00", b"\x04\x22\x4d\x18", b"\x28\xb5\x2f\xfd"


class FeedError(Complaint):
    """A file is no list that can be read; nothing was taken."""


def unreadable(error: Exception | str) -> FeedError:
    return FeedError(_("the list cannot be read: {what}"), what=str(error)[:120])


def unpacked(raw: bytes, most: int = MAX_UNPACKED) -> bytes:
    """What is in a file of gzip or xz, or the file itself. Raises FeedError, also for one that swells beyond bounds."""
    if raw.startswith((_LZ4, _ZSTD)):
        raise FeedError(_("the list is packed as lz4 or zstd; carry the publisher's file that ends in .xz or .gz"))
    try:
        if raw.startswith(_GZIP):
            unpacker = zlib.decompressobj(wbits=31)
            content, whole = unpacker.decompress(raw, most + 1), unpacker.eof
        elif raw.startswith(_XZ):
            opener = lzma.LZMADecompressor(memlimit=most)
            content, whole = opener.decompress(raw, most + 1), opener.eof
        else:
            content, whole = raw, True
    except (zlib.error, lzma.LZMAError, EOFError) as error:
        raise unreadable(error) from error
    if len(content) > most:
        raise FeedError(_("unpacked the list has more than {most} MB; it is not read"), most=most >> 20)
    if not whole:
        raise FeedError(_("the packed list is cut off; carry it over anew"))
    return content


def json_of(raw: bytes) -> Any:
    """Raises FeedError."""
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise unreadable(error) from error


def day_of(text: Any) -> date:
    """The day in an ISO date or moment. Raises ValueError."""
    return date.fromisoformat(str(text)[:10])
