"""Open a zip that may be hostile: bounded in size, in members and in what it swells to."""

import zipfile
import zlib
from io import BytesIO

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
MAX_MEMBERS = 20_000
MAX_RATIO = 200


class ZipError(Exception):
    """Not a zip that we open; the message says what was found."""


def open_zip(data: bytes, *, max_bytes: int = MAX_BYTES, max_unpacked: int = MAX_UNPACKED) -> zipfile.ZipFile:
    """The archive, after looking at its directory only. Raises ZipError."""
    if len(data) > max_bytes:
        raise ZipError(f"{len(data)} bytes; at most {max_bytes} are taken")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ZipError(f"this is no zip archive, or it is cut off ({error})") from error
    _check_directory(archive, max_unpacked)
    return archive


def _check_directory(archive: zipfile.ZipFile, max_unpacked: int) -> None:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise ZipError(f"{len(members)} members; at most {MAX_MEMBERS} are taken")
    unpacked = sum(member.file_size for member in members)
    if unpacked > max_unpacked:
        raise ZipError(f"would unpack to {unpacked} bytes; at most {max_unpacked} are taken")
    for member in members:
        if member.file_size > 1_000_000 and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise ZipError(f"{member.filename} would swell {member.file_size // max(member.compress_size, 1)} times")
        if member.flag_bits & 0x1:
            raise ZipError(f"{member.filename} is locked with a password; save it without one")


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """One member's bytes, never more than its directory entry promised. Raises ZipError."""
    try:
        with archive.open(name) as stream:
            promised = archive.getinfo(name).file_size
            data = stream.read(promised + 1)
    except (KeyError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error) as error:
        raise ZipError(f"{name} cannot be read ({error})") from error
    if len(data) > promised:
        raise ZipError(f"{name} is longer than its directory entry says")
    return data
