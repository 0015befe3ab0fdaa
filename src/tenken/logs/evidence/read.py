"""Read the evidence: the entries of a segment, and the proof that one of them stands in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import zstandard

from tenken.logs.evidence import merkle
from tenken.logs.evidence.checkpoints import notes
from tenken.logs.evidence.entries import Event, decoded, unframed
from tenken.logs.evidence.records import Record, digest, records
from tenken.text import Complaint, _


class EvidenceError(Complaint):
    """The evidence that was asked for is not there, or not what was sealed; the message says where."""


@dataclass(frozen=True)
class Proof:
    """From an event to a signed checkpoint: all that is needed to check it by hand.

    ``path`` are the hashes of RFC 9162 §2.1.3 from the event's leaf to ``record.root``. ``record`` is the leaf of
    the tree that ``note`` signs; ``record_path`` leads from it to the root in the note.
    """

    event: Event
    entry: bytes
    record: Record
    index: int
    path: tuple[bytes, ...]
    record_path: tuple[bytes, ...]
    note: bytes


def leaves_path(record: Record) -> Path:
    """Where the leaf hashes of a segment lie whose events were removed."""
    return record.path.with_suffix(".leaves")


def is_removed(store: Path, record: Record) -> bool:
    return (store / leaves_path(record)).exists() and not (store / record.path).exists()


def entries_of(store: Path, record: Record) -> list[bytes]:
    """In order of arrival. Raises EvidenceError."""
    return list(unframed(content_of(store, record)))


def content_of(store: Path, record: Record) -> bytes:
    """The entries as they are framed in the segment. Raises EvidenceError."""
    path = store / record.path
    if is_removed(store, record):
        words = _("the events of {path} are past their time and were removed on agreement; their leaf hashes are kept")
        raise EvidenceError(words, path=str(record.path))
    if not path.exists():
        raise EvidenceError(_("{path} is no longer there"), path=str(record.path))
    content = path.read_bytes()
    if digest(content) != record.sha256:
        raise EvidenceError(_("{path} is not the file that was sealed"), path=str(record.path))
    return zstandard.ZstdDecompressor().decompress(content)


def events_of(store: Path, record: Record) -> Iterator[Event]:
    return (decoded(entry) for entry in entries_of(store, record))


def prove(store: Path, segment: int, index: int) -> Proof:
    """Raises EvidenceError where there is no such event, or where what is kept does not come to the signed roots."""
    return next(prove_each(store, [(segment, index)]))


def prove_each(store: Path, places: Iterable[tuple[int, int]]) -> Iterator[Proof]:
    """The same of each (segment, index), those of a segment one after another. Raises EvidenceError."""
    known, signed = list(records(store)), list(notes(store))
    lines = [merkle.leaf_hash(one.line()) for one in known]
    for segment, some in groupby(places, itemgetter(0)):
        if not known:
            raise EvidenceError(_("there are no access logs yet"))
        if not 0 <= segment < len(known):
            raise EvidenceError(_("there is no segment {n}; the last is {last}"), n=segment, last=len(known) - 1)
        upper = merkle.inclusion_proof(lines[: segment + 1], segment)
        yield from _of_segment(store, known[segment], [index for _segment, index in some], upper, signed[segment])


def _of_segment(
    store: Path, record: Record, indexes: Iterable[int], upper: tuple[bytes, ...], note: bytes
) -> Iterator[Proof]:
    entries = entries_of(store, record)
    leaves = [merkle.leaf_hash(entry) for entry in entries]
    for index in indexes:
        if not 0 <= index < len(entries):
            raise EvidenceError(_("segment {n} has {count} events"), n=record.segment, count=len(entries))
        path = merkle.inclusion_proof(leaves, index)
        if merkle.root_by_inclusion(leaves[index], index, len(leaves), path) != bytes.fromhex(record.root):
            raise EvidenceError(_("{path} is not the file that was sealed"), path=str(record.path))
        yield Proof(decoded(entries[index]), entries[index], record, index, path, upper, note)
