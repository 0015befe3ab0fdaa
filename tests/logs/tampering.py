"""Ways to change a store: with an editor, with a hex editor, and with the keys that lie on the machine."""

import base64
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import zstandard

from tenken.logs.evidence.checkpoints import CHECKPOINTS, LINES, digest_of, read_note, signed
from tenken.logs.evidence.daykeys import DayKeys
from tenken.logs.evidence.entries import framed, unframed
from tenken.logs.evidence.merkle import Frontier, leaf_hash, root
from tenken.logs.evidence.records import RECORDS, digest, read_record


class Tampering:
    """A copy of a store, and what chance does to it. ``done`` tells what was done."""

    def __init__(self, store: Path, copy: Path, seed: str) -> None:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(store, copy)
        self.folder, self.done = copy, ""
        self.chance = Random(seed)  # noqa: S311 (chance that can be had again)

    def segments(self) -> list[Path]:
        return sorted((self.folder / "segments").rglob("*.zst"), key=lambda path: path.name)

    def evidence(self) -> list[Path]:
        """All that is evidence: keys, locks and spools are not."""
        return [
            *self.segments(),
            *(self.folder / name for name in (RECORDS, CHECKPOINTS, "origin.txt", "first-key.txt")),
        ]

    def filled(self) -> tuple[Path, list[bytes]]:
        """A segment with two events at least."""
        known = [(path, list(unframed(_unpacked(path)))) for path in self.segments()]
        return self.chance.choice([one for one in known if len(one[1]) > 1])

    def rewrite(self, path: Path, entries: list[bytes]) -> None:
        """The segment with these entries, its record with what fits them; nothing is signed anew."""
        content = zstandard.ZstdCompressor(level=3).compress(framed(entries))
        path.write_bytes(content)
        lines = (self.folder / RECORDS).read_bytes().splitlines()
        record = read_record(lines[int(path.stem)])
        found = replace(record, sha256=digest(content), root=root([leaf_hash(e) for e in entries]).hex(),
                        octets=sum(map(len, entries)), events={"ehr": len(entries)} if entries else {})  # fmt: skip
        lines[int(path.stem)] = found.line()
        (self.folder / RECORDS).write_bytes(b"".join(line + b"\n" for line in lines))

    def sign_anew(self, since: int) -> None:
        """All checkpoints from this segment on, with the keys that lie on the machine."""
        blocks = _blocks((self.folder / CHECKPOINTS).read_bytes())
        lines, tree = (self.folder / RECORDS).read_bytes().splitlines(), Frontier()
        known = sorted(int(path.stem) for path in (self.folder / "keys").glob("*.key"))
        keys = DayKeys(self.folder / "keys")
        for place, line in enumerate(lines):
            tree.add(leaf_hash(line))
            if place >= since:
                old, _signature = read_note(blocks[place])
                before = digest_of(blocks[place - 1]) if place else "0" * 64
                new = replace(old, root=tree.root(), before=before)
                blocks[place] = signed(new, keys.private(old.key if old.key in known else known[0]))
        self.write_notes(blocks[: len(lines)])

    def write_notes(self, blocks: list[bytes]) -> None:
        (self.folder / CHECKPOINTS).write_bytes(b"".join(block + b"\n" for block in blocks))


def _flip(it: Tampering) -> None:
    path = it.chance.choice([path for path in it.evidence() if path.stat().st_size])
    content = bytearray(path.read_bytes())
    place, bit = it.chance.randrange(len(content)), it.chance.randrange(8)
    content[place] ^= 1 << bit
    path.write_bytes(content)
    it.done = f"bit {bit} of octet {place} of {path}"


def _drop(it: Tampering) -> None:
    path, entries = it.filled()
    place = it.chance.randrange(len(entries))
    it.rewrite(path, entries[:place] + entries[place + 1 :])
    it.done = f"event {place} of {path}"


def _insert(it: Tampering) -> None:
    path, entries = it.filled()
    place = it.chance.randrange(len(entries) + 1)
    it.rewrite(path, [*entries[:place], entries[0][:-1] + b"!", *entries[place:]])
    it.done = f"before event {place} of {path}"


def _swap(it: Tampering) -> None:
    path, entries = it.filled()
    one, other = it.chance.sample(range(len(entries)), 2)
    entries[one], entries[other] = entries[other], entries[one]
    it.rewrite(path, entries)
    it.done = f"events {one} and {other} of {path}"


def _swap_segments(it: Tampering) -> None:
    one, other = it.chance.sample([path for path in it.segments() if path.stat().st_size > 9], 2)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    it.done = f"{one} and {other}"


def _remove(it: Tampering) -> None:
    path = it.chance.choice(it.evidence())
    path.unlink()
    it.done = f"{path}"


def _cut(it: Tampering) -> None:
    path = it.chance.choice([path for path in it.evidence() if path.stat().st_size])
    kept = it.chance.randrange(path.stat().st_size)
    path.write_bytes(path.read_bytes()[:kept])
    it.done = f"{path} after {kept}"


def _cut_the_tail(it: Tampering) -> None:
    """The last segments are gone from every file, as if they had never been."""
    kept = it.chance.randrange(8)
    for path in it.segments()[kept:]:
        path.unlink()
    lines = (it.folder / RECORDS).read_bytes().splitlines(keepends=True)
    (it.folder / RECORDS).write_bytes(b"".join(lines[:kept]))
    it.write_notes(_blocks((it.folder / CHECKPOINTS).read_bytes())[:kept])
    it.done = f"after {kept} segments"


def _roll_back(it: Tampering) -> None:
    """An older state of the store, and other events after it, sealed with the keys of today."""
    _cut_the_tail(it)
    lines = (it.folder / RECORDS).read_bytes().splitlines()
    kept = it.done
    if lines:
        it.sign_anew(it.chance.randrange(len(lines)))
    it.done = f"{kept}, signed anew"


def _sign_anew(it: Tampering) -> None:
    """An event is changed, and all that follows from it: record, roots, checkpoints."""
    path, entries = it.filled()
    it.rewrite(path, [*entries[:-1], entries[-1][:-1] + b"!"])
    it.sign_anew(int(path.stem))
    it.done = f"the last event of {path}, signed anew"


def _stranger(it: Tampering) -> None:
    path = it.chance.choice(it.segments())
    added = path.with_name(f"{it.chance.randrange(8, 10**8):09}.zst")
    shutil.copy(path, added)
    it.done = f"{added} put there"


def _other_record(it: Tampering) -> None:
    """A field of a record says something else."""
    lines = (it.folder / RECORDS).read_bytes().splitlines()
    place = it.chance.randrange(len(lines))
    values = json.loads(lines[place])
    name = it.chance.choice(sorted(values))
    values[name] = base64.b64encode(it.chance.randbytes(6)).decode()
    lines[place] = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    (it.folder / RECORDS).write_bytes(b"".join(line + b"\n" for line in lines))
    it.done = f"{name} of record {place}"


WAYS: Mapping[str, Callable[[Tampering], None]] = {
    "flip a bit": _flip,
    "drop an event": _drop,
    "insert an event": _insert,
    "swap events": _swap,
    "swap segments": _swap_segments,
    "remove a file": _remove,
    "cut a file": _cut,
    "cut the tail": _cut_the_tail,
    "roll back": _roll_back,
    "sign anew with today's key": _sign_anew,
    "add a file": _stranger,
    "change a record": _other_record,
}


def _unpacked(path: Path) -> bytes:
    return zstandard.ZstdDecompressor().decompress(path.read_bytes())


def _blocks(content: bytes) -> list[bytes]:
    lines = content.splitlines(keepends=True)
    return [b"".join(lines[start : start + LINES - 1]) for start in range(0, len(lines), LINES)]
