"""What the address of the access logs asks for: read from the query, in any spelling of the house."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import QueryDict

from tenken.dates import JST, DateError, local_day, read_day, start_of
from tenken.logs.formats.times import written
from tenken.logs.search.question import FIELDS, Question
from tenken.text import Message, _

_NAMES = (*FIELDS, "text", "since", "until")
_LONGEST, _DAY = 200, timedelta(days=1)
_BEGINNING = datetime(1990, 1, 1, tzinfo=JST)
USUAL = timedelta(days=29)


@dataclass(frozen=True)
class Typed:
    """``question`` is None while nothing was asked, or where ``problem`` says what is wrong with it."""

    values: Mapping[str, str]
    question: Question | None
    problem: Message | None = None

    def address(self, **changes: str) -> str:
        """The query of the same page with these changes; an empty value is left out."""
        return "?" + urlencode({name: value for name, value in {**self.values, **changes}.items() if value})


def typed(query: QueryDict, now: datetime) -> Typed:
    asked = {name: plain_typed(query.get(name, "")) for name in _NAMES}
    asked["unparsed"] = "yes" if query.get("unparsed") else ""
    if not any(name in query for name in (*_NAMES, "unparsed")):
        day = local_day(now)
        return Typed({"since": str(day - USUAL), "until": str(day)}, None)
    values = {name: value for name, value in asked.items() if value}
    try:
        since = read_moment(asked["since"], end=False) if asked["since"] else _BEGINNING
        until = read_moment(asked["until"], end=True) if asked["until"] else now + 2 * _DAY
    except DateError as error:
        return Typed(values, None, error.reason)
    if since >= until:
        return Typed(values, None, Message(_("the beginning is not before the end")))
    fields = {name: asked[name] for name in (*FIELDS, "text")}
    return Typed(values, Question(since=since, until=until, unparsed=bool(asked["unparsed"]), **fields))


def read_moment(text: str, *, end: bool) -> datetime:
    """A day, or a day and a time, in Japan's time; a day stands for its beginning or, at the end, for all of it.

    Raises DateError.
    """
    try:
        return start_of(read_day(text)) + (_DAY if end else timedelta())
    except DateError as error:
        try:
            return written(text, JST)
        except ValueError:
            raise error from None


def plain_typed(text: str) -> str:
    """In one width, without the spaces around it."""
    return unicodedata.normalize("NFKC", text).strip()[:_LONGEST]
