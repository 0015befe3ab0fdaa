"""A maker's list as it was carried in. Where the file bears no date, a person's word on it stands before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from tenken.collectors.model import Claim, Unreadable
from tenken.facts.feeds import WindowsReleases
from tenken.facts.model import FACILITY, Mark, MarkKind
from tenken.feeds import msrc

_DATED = b"dated: "


@dataclass(frozen=True)
class Carried:
    """A file, and the day of its publication where a person had to say it."""

    content: bytes
    dated: date | None = None

    @property
    def sha256(self) -> str:
        """Of the maker's own file, to be compared with what the maker states."""
        return sha256(self.content).hexdigest()

    def written(self) -> bytes:
        """The bytes that are kept; ``carried`` reads them back."""
        if self.dated is None:
            return self.content
        return b"%s%s\n%s" % (_DATED, self.dated.isoformat().encode(), self.content)


def carried(raw: bytes) -> Carried:
    """Raises FeedError where what was said is no day."""
    if not raw.startswith(_DATED):
        return Carried(raw)
    line, _newline, content = raw.partition(b"\n")
    try:
        return Carried(content, date.fromisoformat(line.removeprefix(_DATED).decode()))
    except ValueError as error:
        raise msrc.unreadable(error) from error


def read_feed(file: Carried) -> WindowsReleases:
    """Raises FeedError."""
    return msrc.read(file.content, file.dated)


def read(raw: bytes) -> Iterator[Claim]:
    try:
        yield Claim((Mark(MarkKind.SUBJECT, FACILITY),), read_feed(carried(raw)))
    except msrc.FeedError as error:
        raise Unreadable(error.reason) from error
