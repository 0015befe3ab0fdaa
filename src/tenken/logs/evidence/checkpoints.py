"""検査点: after every segment the size and the root of the tree so far, signed with the key of the day.

The text is a signed note as C2SP describes it (signed-note, tlog-checkpoint): origin, size, root; then our own lines:
digest of the checkpoint before, time, state of the clock, number of the key, and the public key that follows it.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

CHECKPOINTS = "checkpoints.txt"
LINES = 11
"""Of a checkpoint in its file: eight of text, an empty one, the signature, an empty one."""
_ED25519, _SIGNED = b"\x01", "— ".encode()
_TAIL, _DAY = 8192, 256 * 1024
"""Octets at the end of the file: more than one checkpoint, and more than those of a usual day."""


@dataclass(frozen=True)
class Checkpoint:
    """``root`` of the tree over the records of ``size`` segments. ``clock`` is what was known of the clock's state."""

    origin: str
    size: int
    root: bytes
    before: str
    at: str
    clock: str
    key: int
    next_key: bytes

    def text(self) -> bytes:
        lines = (
            self.origin,
            str(self.size),
            base64.b64encode(self.root).decode(),
            f"before {self.before}",
            f"at {self.at}",
            f"clock {self.clock}",
            f"key {self.key}",
            f"next {base64.b64encode(self.next_key).decode()}",
        )
        return "".join(f"{line}\n" for line in lines).encode()


def signed(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> bytes:
    """The note: text, an empty line, the signature."""
    text = checkpoint.text()
    public = key.public_key().public_bytes_raw()
    marked = base64.b64encode(_key_id(checkpoint.origin, public) + key.sign(text)).decode()
    return text + f"\n— {checkpoint.origin} {marked}\n".encode()


def digest_of(note: bytes) -> str:
    return hashlib.sha256(note).hexdigest()


def read_note(note: bytes) -> tuple[Checkpoint, bytes]:
    """The checkpoint, and its signature. Raises ValueError for a text that was not written so."""
    text, _empty, last = note.partition(b"\n\n")
    lines = text.decode().split("\n")
    mark, origin, signature = last.decode().removesuffix("\n").split(" ")
    words = [line.partition(" ") for line in lines[3:]]
    if [name for name, _space, _value in words] != ["before", "at", "clock", "key", "next"]:
        raise ValueError("the lines of a checkpoint are others")
    before, at, clock, key, next_key = (value for _name, _space, value in words)
    found = Checkpoint(
        lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True), before, at, clock, int(key),
        base64.b64decode(next_key, validate=True),
    )  # fmt: skip
    if (mark, origin) != ("—", found.origin) or found.text() + b"\n" + last != note:
        raise ValueError("the text is not as it was written")
    return found, base64.b64decode(signature, validate=True)


def is_signed_by(note: bytes, origin: str, public: bytes) -> bool:
    """Whether the owner of this public key signed it. Raises ValueError for what is no note."""
    checkpoint, signature = read_note(note)
    if signature[:4] != _key_id(origin, public):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature[4:], checkpoint.text())
    except InvalidSignature:
        return False
    return True


def notes(store: Path) -> Iterator[bytes]:
    """The signed checkpoints in order. A last one that was being written is left out."""
    path = store / CHECKPOINTS
    if path.exists():
        with path.open("rb") as lines:
            while True:
                block = list(islice(lines, LINES))
                if len(block) < LINES or not block[-1].endswith(b"\n"):
                    return
                yield b"".join(block[:-1])


def newest(store: Path) -> bytes | None:
    """The last signed checkpoint, without reading those before it. None where there is none."""
    return newest_in(store / CHECKPOINTS)


def newest_in(path: Path) -> bytes | None:
    """The same of any file that is written so."""
    return next(iter(_at_the_end(path, _TAIL)[-1:]), None)


def lately(store: Path) -> Sequence[bytes]:
    """The last signed checkpoints in order: of a day, where not very much is taken in."""
    return _at_the_end(store / CHECKPOINTS, _DAY)


def clock_in(note: bytes) -> tuple[str, str]:
    """When a checkpoint was signed, and what it says of the clock; nothing else of it is looked at."""
    at, clock = (line.decode(errors="replace").partition(" ")[2] for line in note.split(b"\n")[4:6])
    return at, clock


def _at_the_end(path: Path, octets: int) -> Sequence[bytes]:
    if not path.exists():
        return ()
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - octets))
        lines = file.read().splitlines(keepends=True)
    ends = [n for n in range(LINES - 1, len(lines)) if lines[n] == b"\n" and lines[n - 1].startswith(_SIGNED)]
    return [b"".join(lines[end - LINES + 1 : end]) for end in ends]


def _key_id(origin: str, public: bytes) -> bytes:
    """C2SP signed-note: the first four octets of SHA-256 over name, newline, kind of key, key."""
    return hashlib.sha256(origin.encode() + b"\n" + _ED25519 + public).digest()[:4]
