"""A publisher's list as it was carried in. What a person had to say of the file stands before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from tenken.collectors.model import Claim, Unreadable
from tenken.facts.feeds import Feed
from tenken.facts.model import FACILITY, Mark, MarkKind
from tenken.feeds.model import FeedError, unreadable
from tenken.feeds.recognise import Source, read_source

_DATED, _CALLED = b"dated: ", b"called: "


@dataclass(frozen=True)
class Carried:
    """A file; the day of its publication where a person had to say it; its name where only that tells the product."""

    content: bytes
    dated: date | None = None
    called: str = ""

    @property
    def sha256(self) -> str:
        """Of the publisher's own file, to be compared with what the publisher states."""
        return sha256(self.content).hexdigest()

    def written(self) -> bytes:
        """The bytes that are kept; ``carried`` reads them back."""
        head = b""
        if self.dated is not None:
            head += b"%s%s\n" % (_DATED, self.dated.isoformat().encode())
        if self.called:
            head += b"%s%s\n" % (_CALLED, self.called.replace("\n", " ").encode())
        return head + self.content


def carried(raw: bytes) -> Carried:
    """Raises FeedError where what was said is no day."""
    dated, rest = _said(raw, _DATED)
    called, content = _said(rest, _CALLED)
    try:
        return Carried(content, date.fromisoformat(dated) if dated else None, called)
    except ValueError as error:
        raise unreadable(error) from error


def _said(raw: bytes, what: bytes) -> tuple[str, bytes]:
    if not raw.startswith(what):
        return "", raw
    line, _newline, rest = raw.partition(b"\n")
    return line.removeprefix(what).decode("utf-8", "replace"), rest


def read_feeds(file: Carried) -> tuple[Feed, ...]:
    """The lists in it: one, or one for each product. Raises FeedError."""
    return read_source(Source(file.content, file.dated, file.called))


def read(raw: bytes) -> Iterator[Claim]:
    try:
        for feed in read_feeds(carried(raw)):
            yield Claim((Mark(MarkKind.SUBJECT, FACILITY),), feed)
    except FeedError as error:
        raise Unreadable(error.reason) from error
