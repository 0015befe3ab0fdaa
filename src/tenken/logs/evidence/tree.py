"""The tree of a store as its writer holds it: what was recorded and signed so far, read on from where it was left."""

import os
from collections.abc import Iterator
from pathlib import Path

from tenken.logs.evidence import merkle
from tenken.logs.evidence.checkpoints import CHECKPOINTS, LINES, Checkpoint, digest_of, read_note, signed
from tenken.logs.evidence.daykeys import DayKeys
from tenken.logs.evidence.records import RECORDS, Record, read_record

START = "0" * 64
"""What the first checkpoint names as the one before."""


class Tree:
    """Only for whoever holds the store's lock: it cuts off what a crash left half-written at the end of a file."""

    def __init__(self, store: Path, origin: str) -> None:
        self._store, self._origin = store, origin
        self._keys = DayKeys(store / "keys")
        self._frontier = merkle.Frontier()
        self._read = {RECORDS: 0, CHECKPOINTS: 0}
        self._last: Checkpoint | None = None
        self._before, self._day = START, ""
        self._spools: set[str] = set()
        self._size_signed = 0

    @property
    def size(self) -> int:
        return self._frontier.size

    def read_on(self) -> None:
        """What other writers added since. Raises ValueError where the store was changed by other hands."""
        for line in self._lines(RECORDS, 1):
            record = read_record(line[:-1])
            self._spools.add(record.spool)
            self._frontier.add(merkle.leaf_hash(line[:-1]))
        for block in self._lines(CHECKPOINTS, LINES):
            self._follow(block[:-1])

    def holds(self, spool: str) -> bool:
        """Whether the events of this spool stand in a segment already."""
        return spool in self._spools

    def add(self, record: Record) -> None:
        _append(self._store / RECORDS, record.line() + b"\n")
        self.read_on()

    def sign_rest(self, at: str, clock: str) -> bool:
        """Sign where a segment was recorded and its checkpoint is missing; whether it was."""
        if self.size == self._size_signed:
            return False
        number = self._key_of(at[:10])
        checkpoint = Checkpoint(
            self._origin,
            self.size,
            self._frontier.root(),
            self._before,
            at,
            clock,
            number,
            self._keys.public(number + 1),
        )
        note = signed(checkpoint, self._keys.private(number))
        _append(self._store / CHECKPOINTS, note + b"\n")
        self.read_on()
        self._keys.destroy_before(number)
        return True

    def _key_of(self, day: str) -> int:
        """A day that is over does not come back, whatever the clock says."""
        if self._last is None:
            return 0
        return self._last.key + 1 if day > self._day else self._last.key

    def _follow(self, note: bytes) -> None:
        checkpoint, _signature = read_note(note)
        self._last, self._before, self._size_signed = checkpoint, digest_of(note), checkpoint.size
        self._day = max(self._day, checkpoint.at[:10])

    def _lines(self, name: str, together: int) -> Iterator[bytes]:
        """What was added to a file, in blocks of so many lines; what follows the last whole block is cut off."""
        path = self._store / name
        if not path.exists() or path.stat().st_size == self._read[name]:
            return
        with path.open("r+b") as file:
            file.seek(self._read[name])
            while True:
                block = [file.readline() for _line in range(together)]
                if not block[-1].endswith(b"\n"):
                    break
                self._read[name] = file.tell()
                yield b"".join(block)
            file.truncate(self._read[name])


def _append(path: Path, content: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(file, content)
        os.fsync(file)
    finally:
        os.close(file)
