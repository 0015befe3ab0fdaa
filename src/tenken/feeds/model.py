"""What is common to all lists: how they fail, how large they may be, and how they are unpacked."""

import json
import lzma
import zlib
from collections.abc import Iterator
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
    content = b"".join(_members(raw, most)) if raw.startswith((_GZIP, _XZ)) else raw
    if len(content) > most:
        raise FeedError(_("unpacked the list has more than {most} MB; it is not read"), most=most >> 20)
    return content


def _members(raw: bytes, most: int) -> Iterator[bytes]:
    """A packed file may have several parts, one behind the other; the first alone would be less than the list."""
    while raw.strip(b"\x00") and most >= 0:
        opener = _opener(raw, most)
        try:
            part = opener.decompress(raw, most + 1)
        except (zlib.error, lzma.LZMAError, EOFError) as error:
            raise unreadable(error) from error
        most -= len(part)
        yield part
        if not opener.eof and most >= 0:
            raise FeedError(_("the packed list is cut off; carry it over anew"))
        raw = opener.unused_data


def _opener(raw: bytes, most: int) -> Any:
    return zlib.decompressobj(wbits=31) if raw.startswith(_GZIP) else lzma.LZMADecompressor(memlimit=most + (1 << 24))


def json_of(raw: bytes) -> Any:
    """Raises FeedError."""
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise unreadable(error) from error


def day_of(text: Any) -> date:
    """The day in an ISO date or moment. Raises ValueError."""
    return date.fromisoformat(str(text)[:10])
