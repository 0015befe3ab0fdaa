"""区画の記録: one line for each sealed segment. The lines are the leaves of the tree that checkpoints sign."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

RECORDS = "segments.jsonl"


@dataclass(frozen=True)
class Taken:
    """How far a file was taken in: its first ``octets`` have this digest, and stand in segments up to this one.

    ``events`` are those of the file since the ``Taken`` before it, also of what had come in another file and was not
    taken again; headings are entries and no events.
    """

    source: str
    name: str
    octets: int
    sha256: str
    events: int


@dataclass(frozen=True)
class Record:
    """``spool`` names what it was made of. ``root`` is that of the tree of its entries, ``sha256`` the digest of the
    compressed file; both in hex. ``octets`` is the length of the entries, uncompressed and without their lengths.
    ``first`` and ``last`` are times of receipt, ``sealed`` that of sealing, all ISO 8601 in UTC. ``events`` counts by
    source. ``recovered`` says that the writer had ended without sealing.
    """

    segment: int
    spool: str
    root: str
    sha256: str
    octets: int
    sealed: str
    first: str = ""
    last: str = ""
    events: Mapping[str, int] = field(default_factory=dict)
    taken: Taken | None = None
    recovered: bool = False

    @property
    def count(self) -> int:
        return sum(self.events.values())

    @property
    def path(self) -> Path:
        """Of the compressed entries, below the store: one folder a day."""
        return Path("segments", self.sealed[:10], f"{self.segment:09}.zst")

    def line(self) -> bytes:
        """The leaf's content: JSON with sorted keys and without spaces; no newline."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_record(line: bytes) -> Record:
    """Raises ValueError for a line that was not written so."""
    try:
        values = json.loads(line)
        taken = values.pop("taken")
        found = Record(**values, taken=Taken(**taken) if taken else None)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(str(error)) from error
    if found.line() != line:
        raise ValueError("the line is not as it was written")
    return found


def records(store: Path, holding: bytes = b"") -> Iterator[Record]:
    """In order; only those whose line holds these octets. A line without its end was being written when the writer
    ended; it was never signed."""
    return (record for record, _end in records_from(store, 0, holding))


def records_from(store: Path, octets: int, holding: bytes = b"") -> Iterator[tuple[Record, int]]:
    """Those after so many octets of the file, which stand for whole lines, each with the octets up to its own end."""
    path = store / RECORDS
    if path.exists():
        with path.open("rb") as lines:
            lines.seek(octets)
            for line in lines:
                if line.endswith(b"\n"):
                    octets += len(line)
                    if holding in line:
                        yield read_record(line[:-1]), octets


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
