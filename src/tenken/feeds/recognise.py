"""Which list a file is, told by what stands in it."""

from dataclasses import dataclass
from datetime import date

from tenken.facts.feeds import Feed
from tenken.feeds import endoflife, kev, msrc
from tenken.feeds.model import FeedError, json_of, unpacked
from tenken.text import _


@dataclass(frozen=True)
class Source:
    """A publisher's file, and what a person says of it: the day where it bears none, and how it was called."""

    content: bytes
    dated: date | None = None
    called: str = ""


def read_source(source: Source) -> tuple[Feed, ...]:
    """The lists in a file: one, or one for each product. Raises FeedError."""
    raw = unpacked(source.content)
    if endoflife.is_page(raw):
        return endoflife.read_page(raw, source.dated)
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        raise FeedError(_UNKNOWN)
    document = json_of(raw)
    if kev.is_document(document):
        return (kev.read(document),)
    if endoflife.is_document(document):
        return endoflife.read(document, source.dated, source.called.partition(".")[0])
    if msrc.is_document(document):
        return (msrc.read(document, source.dated),)
    raise FeedError(_UNKNOWN)


_UNKNOWN = _("this is no list that Tenken knows: updates of Windows, ends of support, exploited vulnerabilities")
