"""証跡の保管庫: writers take events in, seal them into segments, and sign the tree after each.

Several writers may be at work (one receives, another takes in a file): each has a spool of its own, and only sealing
is one at a time. Order of a seal: compressed file, record, checkpoint, then the spool goes. Whatever a crash leaves,
the next writer brings to its end from the spool, or cuts off as never written.
"""

import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tenken.logs.evidence.clock import UNKNOWN, Clock, Seen
from tenken.logs.evidence.daykeys import DayKeys
from tenken.logs.evidence.locks import alone
from tenken.logs.evidence.making import Made, made
from tenken.logs.evidence.records import Record, Taken, records
from tenken.logs.evidence.spool import WRITER, Spool, left_behind, spool_name
from tenken.logs.evidence.tree import Tree

ORIGIN, FIRST_KEY = "origin.txt", "first-key.txt"
LARGEST = 64 * 1024 * 1024
"""Octets of entries after which a segment is sealed, though its five minutes are not over."""
PART = ".part"
"""Of a file that is not yet whole."""
_OF_FILE, REMOVAL = "file-", "removal-"
"""How spools are called of which nothing is sealed that their writer did not seal itself."""


class Store:
    """``now`` and ``clock`` (its state, for the checkpoint) are asked at every seal. Without a clock, as where ``now``
    is made up, checkpoints say that its state is not known."""

    def __init__(self, folder: Path, now: Callable[[], datetime], clock: Clock | None = None) -> None:
        """Make what is missing, and bring to its end what a writer left that is no more. Raises SpoolError."""
        self.folder, self.clock, self._now = folder, clock, now
        self._writer = secrets.token_hex(WRITER // 2)
        for name in ("spool", "segments", "keys"):
            (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone(folder / "lock"):
            self._tree = Tree(folder, _origin(folder))
            self._bring_to_its_end()

    def spool(self, *, of_file: bool = False, removal: bool = False) -> Spool:
        """A new one, for one writer and one segment. What comes of a file can be had again: it is thrown away, as is
        an agreement to a removal (``removal.py``) that was not sealed."""
        kind = REMOVAL if removal else _OF_FILE if of_file else ""
        name = f"{kind}{spool_name(self._now(), self._writer)}"
        with alone(self.folder / "lock"):  # else another writer might take it for one that was left, and remove it
            begun = Spool(self.folder / "spool" / f"{name}.spool")
        _sync_folder(self.folder / "spool")
        return begun

    def seal(self, spool: Spool, taken: Taken | None = None, make: Callable[[Spool], Made] = made) -> Record:
        """A segment of what was added to the spool, also of nothing at all. The spool is gone afterwards.

        Other writers may seal while this one is made. What failed may be tried again. Raises OSError, SpoolError.
        """
        segment = make(spool)
        with alone(self.folder / "lock"):
            self._bring_to_its_end()
            return self._sealed(spool, segment, taken)

    def _bring_to_its_end(self) -> None:
        self._tree.read_on()
        self._remove_unrecorded()
        self._sign_rest()
        for spool in left_behind(self.folder / "spool"):
            again = spool.path.name.startswith((_OF_FILE, REMOVAL))
            if again or self._tree.holds(spool.path.stem) or not spool.entries():
                spool.remove()
            else:
                self._sealed(spool, made(spool), None, recovered=True)

    def _remove_unrecorded(self) -> None:
        """What bears the next segment's number was left by a seal that did not get as far as its record; the seal that
        follows would write over it on the same day only."""
        for suffix in (PART, ".zst"):
            for path in self.folder.glob(f"segments/*/{self._tree.size:09}{suffix}"):
                path.unlink()

    def _sealed(self, spool: Spool, segment: Made, taken: Taken | None, *, recovered: bool = False) -> Record:
        name = spool.path.stem
        if self._tree.holds(name):  # it was recorded before, and what had to follow failed
            spool.remove()
            return next(record for record in records(self.folder) if record.spool == name)
        record = Record(
            segment=self._tree.size, spool=name, root=segment.root, sha256=segment.sha256, octets=segment.octets,
            sealed=_text(self._now()), events=segment.events, first=_text(segment.first), last=_text(segment.last),
            taken=taken, recovered=recovered,
        )  # fmt: skip
        write_safely(self.folder / record.path, segment.content)
        self._tree.add(record)
        self._sign_rest()
        spool.remove()
        return record

    def _sign_rest(self) -> None:
        """What is seen of the clock is told once it is signed: a seal that fails must not swallow a step."""
        seen = self.clock.seen() if self.clock else Seen(UNKNOWN, 0)
        if self._tree.sign_rest(_text(self._now()), seen.word) and self.clock:
            self.clock.signed(seen)


def write_safely(path: Path, content: bytes) -> None:
    """Whole or not at all, also when the machine loses its power."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(PART)
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there; NTFS writes down renames by itself
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _origin(folder: Path) -> str:
    """The name of this store; given once, together with its first key."""
    if not (folder / ORIGIN).exists():
        write_safely(folder / FIRST_KEY, f"{DayKeys(folder / 'keys').public(0).hex()}\n".encode())
        write_safely(folder / ORIGIN, f"tenken-logs/{secrets.token_hex(8)}\n".encode())
    return (folder / ORIGIN).read_text(encoding="ascii").strip()


def _text(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
