"""A file read as the list that a test means it to be."""

from datetime import date
from typing import TypeVar

from tenken.facts.feeds import Feed
from tenken.feeds.recognise import Source, read_source

F = TypeVar("F", bound=Feed)


def read_as(kind: type[F], raw: bytes, dated: date | None = None, called: str = "") -> F:
    found = read_source(Source(raw, dated, called))[0]
    assert isinstance(found, kind)
    return found
