"""Which list a file is, told by what stands in it."""

from dataclasses import dataclass, replace
from datetime import date

from tenken.facts.feeds import Feed
from tenken.facts.indexes import SecurityIndex
from tenken.feeds import catalogue, debian, endoflife, kev, msrc, updateinfo
from tenken.feeds.model import FeedError, json_of, unpacked
from tenken.text import _


class NeedsRelease(FeedError):
    """Only together with what vouches for it can the file be relied on."""


@dataclass(frozen=True)
class Source:
    """A publisher's file; the day where it bears none; its name; and what else the publisher says of it.

    ``beside`` is the Release, InRelease or repomd.xml that vouches for the file; ``signature`` names the key whose
    signature on that was verified.
    """

    content: bytes
    dated: date | None = None
    called: str = ""
    beside: bytes = b""
    signature: str = ""


def read_source(source: Source) -> tuple[Feed, ...]:
    """The lists in a file: one, or one for each product. Raises FeedError."""
    raw = unpacked(source.content)
    if debian.is_packages(raw):
        return (replace(_packages(source), signature=source.signature),)
    if updateinfo.is_notices(raw):
        return (replace(updateinfo.read(source.content, source.beside), signature=source.signature),)
    if endoflife.is_page(raw):
        return endoflife.read_page(raw, source.dated)
    if catalogue.is_catalogue(raw):
        return (catalogue.read(raw, source.dated),)
    return _of_json(raw, source)


def _of_json(raw: bytes, source: Source) -> tuple[Feed, ...]:
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


_UNKNOWN = _("this is no list that Tenken knows; the manual tells which files of which publishers are read")


def _packages(source: Source) -> SecurityIndex:
    if not source.beside:
        raise NeedsRelease(_("a list of packages is read together with the InRelease of its suite; carry both over"))
    return debian.read(source.content, source.beside)
