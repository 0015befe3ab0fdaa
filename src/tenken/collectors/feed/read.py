"""A publisher's list as it was carried in. What was said of the file, and what vouches for it, stand before it."""

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256

from tenken.collectors.model import Claim, Unreadable
from tenken.facts.model import FACILITY, Mark, MarkKind
from tenken.feeds.model import FeedError, unreadable
from tenken.feeds.recognise import Source, read_source

_HEADS = ("dated", "called", "signed", "beside")
"""What may stand before the file, in this order; ``beside`` tells how many bytes follow its line."""


class Carried(Source):
    """A file with what was said of it, as one run of bytes."""

    @property
    def sha256(self) -> str:
        """Of the publisher's own file, to be compared with what the publisher states."""
        return sha256(self.content).hexdigest()

    def written(self) -> bytes:
        """The bytes that are kept; ``carried`` reads them back."""
        dated = self.dated.isoformat() if self.dated else ""
        said = (dated, self.called, self.signature, str(len(self.beside)) if self.beside else "")
        lines = (f"{name}: {' '.join(text.split())}\n" for name, text in zip(_HEADS, said, strict=True) if text)
        return "".join(lines).encode() + self.beside + self.content


def carried(raw: bytes) -> Carried:
    """Raises FeedError where what was said cannot be read."""
    said, rest = _said(raw)
    try:
        dated = date.fromisoformat(said["dated"]) if "dated" in said else None
        length = int(said.get("beside", "0"))
        if not 0 <= length <= len(rest):
            raise ValueError(length)
    except ValueError as error:
        raise unreadable(error) from error
    return Carried(rest[length:], dated, said.get("called", ""), rest[:length], said.get("signed", ""))


def _said(raw: bytes) -> tuple[Mapping[str, str], bytes]:
    said: dict[str, str] = {}
    for name in _HEADS:
        if raw.startswith(f"{name}: ".encode()):
            line, _newline, raw = raw.partition(b"\n")
            said[name] = line.partition(b": ")[2].decode("utf-8", "replace")
    return said, raw


def read(raw: bytes) -> Iterator[Claim]:
    try:
        for feed in read_source(carried(raw)):
            yield Claim((Mark(MarkKind.SUBJECT, FACILITY),), feed)
    except FeedError as error:
        raise Unreadable(error.reason) from error
