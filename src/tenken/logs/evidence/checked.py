"""Check a proof: from the octets of an event up to the first key of its store, every step computed anew."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from tenken.logs.evidence import merkle
from tenken.logs.evidence.checkpoints import Checkpoint, is_signed_by, notes, read_note
from tenken.logs.evidence.read import Proof
from tenken.text import Blanks, Message, _

_FIRST_KEY = "first-key.txt"
_KEY_LINE = 6


@dataclass(frozen=True)
class Step:
    """``holds`` is what came out when it was computed."""

    what: Message
    holds: bool


def check(store: Path, proof: Proof) -> tuple[Step, ...]:
    """An event is proved where all of them hold. The first key is taken on trust: it was printed at installation."""
    record, (checkpoint, _signature) = proof.record, read_note(proof.note)
    up = merkle.root_by_inclusion(merkle.leaf_hash(proof.entry), proof.index, record.count, proof.path)
    leaf = merkle.leaf_hash(record.line())
    top = merkle.root_by_inclusion(leaf, record.segment, checkpoint.size, proof.record_path)
    key, named = _key(store, checkpoint)
    blanks: Blanks = {"n": record.segment, "size": checkpoint.size, "day": checkpoint.at[:10], "keys": checkpoint.key}
    return (
        Step(Message(_("the event stands in segment {n}: its hashes lead to the segment's root"), blanks),
             up is not None and up.hex() == record.root),
        Step(Message(_("the segment is one of {size}: its hashes lead to the root that was signed"), blanks),
             top == checkpoint.root),
        Step(Message(_("the checkpoint is signed with the key of its day, {day}"), blanks),
             bool(key) and is_signed_by(proof.note, checkpoint.origin, key)),
        Step(Message(_("each key was named by the one before, {keys} times back to the first key"), blanks), named),
    )  # fmt: skip


def in_full(proof: Proof) -> Mapping[str, Any]:
    """All that is needed to follow it by hand (RFC 9162 §2.1.3): hashes in hex, octets in base64."""
    return {
        "segment": proof.record.segment, "index": proof.index, "source": proof.event.source,
        "received": proof.event.received.astimezone(UTC).isoformat(),
        "event": base64.b64encode(proof.event.raw).decode(), "entry": base64.b64encode(proof.entry).decode(),
        "leaf": merkle.leaf_hash(proof.entry).hex(), "path": [step.hex() for step in proof.path],
        "root": proof.record.root, "count": proof.record.count, "record": proof.record.line().decode(),
        "record_path": [step.hex() for step in proof.record_path], "checkpoint": proof.note.decode(),
    }  # fmt: skip


def _key(store: Path, checkpoint: Checkpoint) -> tuple[bytes, bool]:
    """The public key of its number, and whether signatures lead to it from the first one."""
    path = store / _FIRST_KEY
    key = bytes.fromhex(path.read_text(encoding="ascii").strip()) if path.exists() else b""
    named = bool(key)
    for note in _first_of_each(notes(store), checkpoint.key):
        before, _signature = read_note(note)
        named = named and is_signed_by(note, checkpoint.origin, key)
        key = before.next_key
    return key, named


def _first_of_each(every: Iterator[bytes], number: int) -> Sequence[bytes]:
    """The first note that each key before this one signed; what lies between is not parsed."""
    found: list[bytes] = []
    for note in every:
        if len(found) == number:
            break
        if note.split(b"\n", _KEY_LINE + 1)[_KEY_LINE] == b"key %d" % len(found):
            found.append(note)
    return found
