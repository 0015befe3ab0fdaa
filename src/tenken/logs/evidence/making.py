"""What is long about a seal: an event is hashed, all are compressed. It changes nothing, and may run in any process."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import zstandard

from tenken.logs.evidence import merkle
from tenken.logs.evidence.entries import decoded, framed, source_of
from tenken.logs.evidence.records import digest
from tenken.logs.evidence.spool import Spool, SpoolError
from tenken.text import _

_LEVEL = 3


@dataclass(frozen=True)
class Made:
    """A segment before it has its number. ``first`` and ``last`` are times of receipt; none where it is empty."""

    content: bytes
    root: str
    sha256: str
    octets: int
    events: Mapping[str, int]
    first: datetime | None
    last: datetime | None


def made(spool: Spool) -> Made:
    """Raises SpoolError where less is read of it than was added."""
    entries = spool.entries()
    if len(entries) < spool.count:
        words = _("{path}: of {n} events only {found} can be read; it is left as it is")
        raise SpoolError(words, path=str(spool.path), n=spool.count, found=len(entries))
    return made_of(entries)


def made_of(entries: list[bytes]) -> Made:
    content = zstandard.ZstdCompressor(level=_LEVEL).compress(framed(entries))
    return Made(
        content=content,
        root=merkle.root([merkle.leaf_hash(entry) for entry in entries]).hex(),
        sha256=digest(content),
        octets=sum(map(len, entries)),
        events={name.decode(): count for name, count in sorted(Counter(map(source_of, entries)).items())},
        first=decoded(entries[0]).received if entries else None,
        last=decoded(entries[-1]).received if entries else None,
    )
