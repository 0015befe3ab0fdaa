"""Open a zip that may be hostile: bounded in size, in members and in what it swells to."""

import lzma
import zipfile
import zlib
from io import BytesIO

from tenken.text import Blanks, Complaint, _

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
MAX_MEMBERS = 20_000
MAX_RATIO = 200

_DAMAGED = (
    KeyError,
    zipfile.BadZipFile,
    OSError,
    ValueError,
    NotImplementedError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
)
"""All that zipfile lets through when a member is not what its directory entry says."""


class ZipError(Complaint):
    """Not a zip that we open; the message says what was found."""


def open_zip(data: bytes, *, max_bytes: int = MAX_BYTES, max_unpacked: int = MAX_UNPACKED) -> zipfile.ZipFile:
    """The archive, after looking at its directory only. Raises ZipError."""
    if len(data) > max_bytes:
        raise ZipError(_("{n} bytes; at most {most} are taken"), n=len(data), most=max_bytes)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ZipError(_("this is no zip archive, or it is cut off ({why})"), why=str(error)) from error
    _check_directory(archive, max_unpacked)
    return archive


def _check_directory(archive: zipfile.ZipFile, max_unpacked: int) -> None:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise ZipError(_("{n} files inside; at most {most} are taken"), n=len(members), most=MAX_MEMBERS)
    unpacked = sum(member.file_size for member in members)
    if unpacked > max_unpacked:
        raise ZipError(_("would unpack to {n} bytes; at most {most} are taken"), n=unpacked, most=max_unpacked)
    for member in members:
        if member.file_size > 1_000_000 and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            blanks: Blanks = {"file": member.filename, "n": member.file_size // max(member.compress_size, 1)}
            raise ZipError(_("{file} would swell {n} times"), **blanks)
        if member.flag_bits & 0x1:
            raise ZipError(_("{file} is locked with a password; save it without one"), file=member.filename)


def read_member(archive: zipfile.ZipFile, name: str, max_bytes: int | None = None) -> bytes:
    """One member's bytes, never more than its directory entry promised. Raises ZipError."""
    try:
        with archive.open(name) as stream:
            promised = archive.getinfo(name).file_size
            if max_bytes and promised > max_bytes:
                raise ZipError(_("would unpack to {n} bytes; at most {most} are taken"), n=promised, most=max_bytes)
            data = stream.read(promised + 1)
    except _DAMAGED as error:
        raise ZipError(_("{file} cannot be read ({why})"), file=name, why=str(error)) from error
    if len(data) > promised:
        raise ZipError(_("{file} is longer than its directory entry says"), file=name)
    return data
