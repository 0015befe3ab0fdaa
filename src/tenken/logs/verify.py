"""Check a store of access logs, and say where it does not hold: `python verify.py STORE [--anchor NOTE]`.

It imports nothing of the program that wrote the store: whoever doubts that program reads these rules by themselves and
runs them elsewhere. It needs the packages zstandard and cryptography.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any, NamedTuple

import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_FIELDS = {"segment", "spool", "root", "sha256", "octets", "sealed", "first", "last", "events", "taken", "recovered"}
_LINES = 11


@dataclass(frozen=True)
class Fault:
    """``segment`` is None where it is about the store as a whole; ``file`` lies below the store."""

    file: str
    segment: int | None
    what: str

    def __str__(self) -> str:
        return f"{self.file}{'' if self.segment is None else f' (segment {self.segment})'}: {self.what}"


class Outcome(NamedTuple):
    segments: int
    events: int
    root: str
    faults: tuple[Fault, ...]


_Records = Sequence[Mapping[str, Any]]
Snapshot = tuple[Sequence[bytes], Sequence[bytes], Set[str]]


def snapshot(store: Path) -> Snapshot:
    """Records, checkpoints, files. While others write, they fit together only where the store's lock is held."""
    files = {path.relative_to(store).as_posix() for path in (store / "segments").rglob("*") if path.is_file()}
    paths = (store / "segments.jsonl", store / "checkpoints.txt")
    lines, notes = (path.read_bytes().splitlines(keepends=True) if path.exists() else [] for path in paths)
    return lines, notes, files


def verify(store: Path, anchors: Iterable[bytes] = (), first_key: str = "", jobs: int = 1, seen: Any = None) -> Outcome:
    """``anchors`` were kept elsewhere (``_anchored``); ``first_key`` printed at installation; ``seen``: a snapshot."""
    found, signed, files = seen or snapshot(store)
    lines, records, faults = _recorded(found)
    notes, more = _notes(signed)
    roots, agreed = _roots(lines), _agreed(store, records)
    faults += more + _signed(store, roots, notes, first_key or _text(store / "first-key.txt"))
    checked = _segments(store, records, agreed, jobs)
    faults += [fault for _events, fault in checked if fault] + _strangers(files, records, agreed)
    faults += _anchored(notes, anchors)
    root = roots[-1].hex() if roots else ""
    return Outcome(len(lines), sum(events for events, _fault in checked), root, tuple(sorted(faults, key=str)))


def _recorded(lines: Sequence[bytes]) -> tuple[list[bytes], _Records, list[Fault]]:
    """The lines, and the record of each segment; a line that is none stands for one without files."""
    known = [_record(line[:-1], n) if line.endswith(b"\n") else None for n, line in enumerate(lines)]
    faults = [Fault("segments.jsonl", n, "the line is no record of this segment") for n, r in enumerate(known) if not r]
    return [line.removesuffix(b"\n") for line in lines], [record for record in known if record], faults


def _record(line: bytes, number: int) -> Mapping[str, Any] | None:
    try:
        values = json.loads(line)
        again = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        whole = isinstance(values, dict) and set(values) == _FIELDS and again == line
        fits = whole and values["segment"] == number and str(values["sealed"])[:10].replace("-", "").isdigit()
        return values if fits and isinstance(values["events"], dict) else None
    except (ValueError, KeyError, TypeError):
        return None


def _notes(lines: Sequence[bytes]) -> tuple[list[bytes], list[Fault]]:
    blocks = [lines[start : start + _LINES] for start in range(0, len(lines), _LINES)]
    torn = [n for n, block in enumerate(blocks) if len(block) < _LINES or block[-1] != b"\n"]
    faults = [Fault("checkpoints.txt", n, "the checkpoint is cut off or run into the next") for n in torn]
    return [b"".join(block[:-1]) for block in blocks], faults


def _signed(store: Path, roots: Sequence[bytes], notes: Sequence[bytes], first: str) -> list[Fault]:
    """Each checkpoint is signed by the key of its day, names the one before, and its root is that of the records."""
    faults, name, origin = [], "checkpoints.txt", _text(store / "origin.txt")
    key, number, follows, before, day = first, 0, "", "0" * 64, ""
    for place, note in enumerate(notes):
        try:
            found = _Note.read(note)
            if found.day > day and place:
                key, number = follows, number + 1
            wrong = found.wrong_with(origin, place + 1, roots, before, number) or found.forged(bytes.fromhex(key))
            follows, before, day = found.follows, hashlib.sha256(note).hexdigest(), max(day, found.day)
        except ValueError as error:
            wrong = f"it cannot be read: {error}"
        if wrong:
            faults.append(Fault(name, place, wrong))
    if len(notes) < len(roots):
        faults.append(Fault(name, len(notes), "from this segment on nothing is signed"))
    return faults


class _Note(NamedTuple):
    text: bytes
    origin: str
    size: int
    root: bytes
    before: str
    day: str
    number: int
    follows: str
    signature: bytes

    @classmethod
    def read(cls, note: bytes) -> "_Note":
        text, _empty, last = note.partition(b"\n\n")
        lines = text.decode().split("\n")
        words = [line.partition(" ") for line in lines[3:]]
        if [name for name, _space, _value in words] != ["before", "at", "clock", "key", "next"]:
            raise ValueError("other lines than a checkpoint has")
        values = [value for _name, _space, value in words]
        mark, named, signature = last.decode().removesuffix("\n").split(" ")
        root, follows = (base64.b64decode(value, validate=True) for value in (lines[2], values[4]))
        raw = base64.b64decode(signature, validate=True)
        made = f"{text.decode()}\n\n{mark} {named} {base64.b64encode(raw).decode()}\n".encode()
        if made != note or (mark, named) != ("—", lines[0]):
            raise ValueError("it is written in another way")
        size, day, key = int(lines[1]), values[1][:10], int(values[3])
        return cls(text + b"\n", lines[0], size, root, values[0], day, key, follows.hex(), raw)

    def wrong_with(self, origin: str, size: int, roots: Sequence[bytes], before: str, number: int) -> str:
        asked = (
            (self.origin == origin, "it is of another store"),
            (self.size == size, f"it is of size {self.size}, not {size}"),
            (roots[size - 1 : size] == [self.root], "its root is not that of the records"),
            (self.before == before, "it does not name the checkpoint before it"),
            (self.number == number, "it is signed with the key of another day"),
        )
        return next((wrong for holds, wrong in asked if not holds), "")

    def forged(self, key: bytes) -> str:
        mark = hashlib.sha256(self.origin.encode() + b"\n\x01" + key).digest()[:4]
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(self.signature[4:], self.text)
        except InvalidSignature:
            return "its signature is not that of the key of its day"
        return "" if self.signature[:4] == mark else "its signature names another key"


def _anchored(notes: Sequence[bytes], anchors: Iterable[bytes]) -> list[Fault]:
    """Every anchor is of this store: a checkpoint, a copy of many, or a line whose last word is the SHA-256 of one."""
    known = {hashlib.sha256(note).hexdigest() for note in notes}
    strange = [n for n, anchor in enumerate(anchors, 1) if _digests(anchor) - known]
    return [Fault("checkpoints.txt", None, f"anchor {n} is no checkpoint of this store") for n in strange]


def _digests(anchor: bytes) -> set[str]:
    if named := re.fullmatch(rb".*?([0-9a-f]{64})", anchor.strip()):
        return {named[1].decode()}
    lines = (anchor.strip() + b"\n\n").splitlines(keepends=True)
    blocks = (lines[start : start + _LINES - 1] for start in range(0, len(lines), _LINES))
    return {hashlib.sha256(b"".join(block)).hexdigest() for block in blocks}


def _agreed(store: Path, records: _Records) -> Mapping[int, str]:
    """Segment → root, where a later event of the store itself, which no sender can write, agrees to the removal."""
    found = {}
    for record in (one for one in records if str(one["spool"]).startswith("removal-")):
        with suppress(OSError, ValueError, KeyError, TypeError, IndexError, zstandard.ZstdError):
            for entry in _unpacked((store / _path(record)).read_bytes()):
                removed = json.loads(entry[9 + entry[8] :])["removed"]
                found.update({n: root for n, root in removed if n < record["segment"]})
    return found


def _segments(store: Path, records: _Records, agreed: Mapping[int, str], jobs: int) -> list[tuple[int, Fault | None]]:
    removed = [agreed.get(record["segment"]) == record["root"] for record in records]
    if jobs == 1:
        return list(map(_segment, [store] * len(records), records, removed))
    with ProcessPoolExecutor(jobs) as processes:
        return list(processes.map(_segment, [store] * len(records), records, removed, chunksize=16))


def _segment(store: Path, record: Mapping[str, Any], removed: bool) -> tuple[int, Fault | None]:
    path = _path(record)
    if removed and not (store / path).exists():
        path = path.replace(".zst", ".leaves")
    try:
        return _events(store / path, record), None
    except (FileNotFoundError, ValueError, zstandard.ZstdError) as error:
        what = "the file is gone" if isinstance(error, FileNotFoundError) else str(error)
        return 0, Fault(path, record["segment"], what)


def _events(path: Path, record: Mapping[str, Any]) -> int:
    """How many events the segment holds, or held. Raises ValueError where it is not what its record says."""
    content = path.read_bytes()
    if path.suffix == ".leaves":
        leaves = [content[place : place + 32] for place in range(0, len(content), 32)]
        if (_root(leaves).hex(), len(content)) != (record["root"], 32 * sum(record["events"].values())):
            raise ValueError("its leaf hashes are not those of its record")
        return len(leaves)
    if hashlib.sha256(content).hexdigest() != record["sha256"]:
        raise ValueError("the file is not the one that was sealed")
    entries = list(_unpacked(content))
    root = _root([hashlib.sha256(b"\x00" + entry).digest() for entry in entries]).hex()
    counted = Counter(map(_source, entries))
    if (root, sum(map(len, entries)), counted) != (record["root"], record["octets"], record["events"]):
        raise ValueError("its events are not those of its record")
    return len(entries)


def _strangers(files: Set[str], records: _Records, agreed: Mapping[int, str]) -> list[Fault]:
    """Files among the segments that no record speaks of."""
    removed = (record for record in records if record["segment"] in agreed)
    known = {*map(_path, records), *(_path(record).replace(".zst", ".leaves") for record in removed)}
    return [Fault(path, None, "no record speaks of this file") for path in sorted(files - known)]


def _path(record: Mapping[str, Any]) -> str:
    return f"segments/{record['sealed'][:10]}/{record['segment']:09}.zst"


def _unpacked(file: bytes) -> Iterator[bytes]:
    content, place = zstandard.ZstdDecompressor().decompress(file), 0
    while place < len(content):
        length = int.from_bytes(content[place : place + 4], "big")
        if place + 4 + length > len(content):
            raise ValueError(f"an entry is cut off at {place}")
        yield content[place + 4 : place + 4 + length]
        place += 4 + length


def _source(entry: bytes) -> str:
    if len(entry) < 9 or len(entry) < 9 + entry[8]:
        raise ValueError("an entry is too short")
    return entry[9 : 9 + entry[8]].decode()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _root(leaves: Sequence[bytes]) -> bytes:
    while len(leaves) > 1:
        pairs = [_node(leaves[place], leaves[place + 1]) for place in range(0, len(leaves) - 1, 2)]
        leaves = [*pairs, *leaves[len(pairs) * 2 :]]
    return leaves[0] if leaves else hashlib.sha256(b"").digest()


def _roots(lines: Iterable[bytes]) -> list[bytes]:
    """The root after each record."""
    whole, found = list[bytes](), list[bytes]()
    for size, line in enumerate(lines, 1):
        carried = hashlib.sha256(b"\x00" + line).digest()
        for _full in range((size & -size).bit_length() - 1):
            carried = _node(whole.pop(), carried)
        whole.append(carried)
        found.append(reduce(lambda right, left: _node(left, right), reversed(whole)))
    return found


def _text(path: Path) -> str:
    """The only line of a file; what is no line, or no small letters, fits nothing."""
    text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    return text[:-1] if text.endswith("\n") and text.islower() else ""


def main() -> int:
    parser = argparse.ArgumentParser(description="check a store of access logs")
    parser.add_argument("store", type=Path)
    parser.add_argument("--anchor", type=Path, action="append", default=[], help="a checkpoint kept elsewhere")
    parser.add_argument("--first-key", default="", help="the key that was printed at installation (hex)")
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    found = verify(args.store, [path.read_bytes() for path in args.anchor], args.first_key, args.jobs)
    summary = f"{found.segments} segments, {found.events} events, root {found.root}: {len(found.faults)} faults"
    print(*found.faults, summary, sep="\n")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
