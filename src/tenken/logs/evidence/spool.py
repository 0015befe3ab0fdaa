"""受付簿: the segment in the making. What was committed here survives the end of the process and of the machine.

What was added together is one frame: its length, its CRC-32, and the entries each behind its length. A frame that a
crash tore is not believed: nobody was told that it was kept.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from struct import Struct
from zlib import crc32

from tenken.logs.evidence.entries import LENGTH, framed, unframed
from tenken.logs.evidence.locks import lock
from tenken.text import Complaint, _

_FRAME = Struct(">II")
WRITER = 8
"""Letters that name a writer, at the end of the names of its spools."""
RESERVE = 0.05
"""The part of the disk that stays free: below it nothing more is taken in, and nothing is deleted to make room."""


class SpoolError(Complaint):
    """Nothing can be written: make room, or give back the right to write."""

    kind = "cannot"


class Spool:
    """One writer's own file, locked as long as the writer lives. ``size`` is the octets of its entries."""

    def __init__(self, path: Path) -> None:
        self.path, self.size, self.count = path, 0, 0
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise _unwritable(path, error) from error
        try:
            lock(self._file, wait=False)
        except BlockingIOError:
            os.close(self._file)
            raise
        self._end, self._torn = os.fstat(self._file).st_size, False
        self._safe = (self._end, 0, 0)

    def add(self, entries: list[bytes]) -> None:
        """Written, not yet safe: ``commit`` makes it so. Raises SpoolError; then nothing of these was taken."""
        if not entries:
            return
        content = framed(entries)
        head = _FRAME.pack(len(content), crc32(content))
        try:
            self._cut()
            _refuse_full(self.path)
            _write_all(self._file, head)
            _write_all(self._file, content)
        except OSError as error:
            self._torn = True
            raise _unwritable(self.path, error) from error
        self._end += len(head) + len(content)
        self.size += len(content) - LENGTH * len(entries)
        self.count += len(entries)

    def commit(self) -> None:
        """After this an answer may be given. Raises SpoolError; then nothing since the last one was taken: the system
        may have thrown away what it could not write."""
        try:
            os.fsync(self._file)
        except OSError as error:
            self._end, self.size, self.count = self._safe
            self._torn = True
            raise _unwritable(self.path, error) from error
        self._safe = (self._end, self.size, self.count)

    def _cut(self) -> None:
        """Half of what could not be written must not stand before what is."""
        if self._torn:
            os.ftruncate(self._file, self._end)
            self._torn = False

    def entries(self) -> list[bytes]:
        """All whole entries, in the order in which they were added."""
        return entries_in(self.path)

    def close(self) -> None:
        os.close(self._file)

    def remove(self) -> None:
        """Its entries stand in a sealed segment."""
        self.path.unlink()
        self.close()


def entries_in(path: Path) -> list[bytes]:
    return list(_whole(path.read_bytes()))


def left_behind(folder: Path) -> Iterator[Spool]:
    """The spools of writers that are no more, in the order in which they were begun, locked for whoever seals them.

    A writer that is being killed lets go of one after the other, in any order: it is gone when it holds none.
    """
    free, living = [], set()
    for path in sorted(folder.glob("*.spool")):
        try:
            free.append(Spool(path))
        except BlockingIOError:
            living.add(_writer_of(path))
    for spool in free:
        if _writer_of(spool.path) in living:
            spool.close()
        else:
            yield spool


def spool_name(begun: datetime, writer: str) -> str:
    """Names sort as their spools were begun; a writer has eight letters of its own."""
    return f"{int(begun.timestamp() * 1e6):014x}{secrets.token_hex(2)}{writer}"


def _writer_of(path: Path) -> str:
    return path.stem[-WRITER:]


def _whole(content: bytes) -> Iterator[bytes]:
    """A length that cannot be, or a frame whose sum does not fit, is where the crash was."""
    place = 0
    while place + _FRAME.size <= len(content):
        length, sum_ = _FRAME.unpack_from(content, place)
        place += _FRAME.size
        frame = content[place : place + length]
        if not length or len(frame) < length or crc32(frame) != sum_:
            return
        yield from unframed(frame)
        place += length


def _write_all(file: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]


def _refuse_full(path: Path) -> None:
    room = shutil.disk_usage(path.parent)
    if room.free < room.total * RESERVE:
        free = str(100 * room.free // max(room.total, 1))
        raise SpoolError(_("{path}: only {free} % of the disk is free; no more is taken in"), path=str(path), free=free)


def _unwritable(path: Path, error: OSError) -> SpoolError:
    return SpoolError(_("{path} cannot be written: {why}"), path=str(path), why=str(error.strerror))
