"""時点: the moment that a request looks at. Now, unless the visitor asked for a past day or is held to a frozen one.

``?as_of=2026-03-31`` on any page looks back from then on, on every page that can; an empty one returns to now.
A page that can takes its moment from here and stands in ``PAGES``; what it shows of the past cannot be changed.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import BadRequest
from django.http import HttpRequest

from tenken.dates import DateError, end_of, local_day, read_day
from tenken.text import Complaint, _

PAGES = frozenset(
    {"home", "checklist", "row", "machine", "answer", "one", "one-row", "one-finished", "drill-csv", "drill-xlsx"}
)
"""Names of the pages that show a past moment. The others always show the present, and say so meanwhile."""

_ASKED, _FROZEN = "as_of", "frozen_at"


class Past(Complaint):
    """Something was to be changed while a past moment was looked at."""

    kind = "refused"

    def __init__(self) -> None:
        super().__init__(_("You are looking at the past, which cannot be changed. Return to the present first."))


@dataclass(frozen=True, slots=True)
class Moment:
    """``as_of``: only what was known by then counts. ``past`` where that is not now; ``frozen`` may not be left."""

    as_of: datetime
    past: bool = False
    frozen: bool = False

    @property
    def day(self) -> date:
        return local_day(self.as_of)


def moment_of(request: HttpRequest, now: datetime) -> Moment:
    """The moment of this request. Raises BadRequest for a day that there is not."""
    session = request.session
    if frozen := session.get(_FROZEN):
        return Moment(datetime.fromisoformat(frozen), past=True, frozen=True)
    if _ASKED in request.GET:
        _ask(request, request.GET[_ASKED].strip(), now)
    day = session.get(_ASKED)
    return Moment(end_of(date.fromisoformat(day)), past=True) if day else Moment(now)


def freeze(request: HttpRequest, at: datetime) -> None:
    """Hold this session to a moment, whatever its addresses ask."""
    request.session[_FROZEN] = at.isoformat()


def thaw(request: HttpRequest) -> None:
    request.session.pop(_FROZEN, None)


def refuse_in_the_past(moment: Moment) -> None:
    """For whatever changes something that the past shows. Raises Past."""
    if moment.past:
        raise Past


def shows_it(page: str) -> bool:
    return page in PAGES


def _ask(request: HttpRequest, text: str, now: datetime) -> None:
    """Remember the day; today and what is still to come are the present."""
    try:
        day = read_day(text) if text else local_day(now)
    except DateError as error:
        raise BadRequest(str(error)) from error
    if day < local_day(now):
        request.session[_ASKED] = day.isoformat()
    else:
        request.session.pop(_ASKED, None)
