"""Dates as Japan writes them: fiscal days in Japan's time, 和暦, full-width digits."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone

from tenken.text import Complaint, _

JST = timezone(timedelta(hours=9), "JST")
"""Japan has one time zone and no summer time."""


class DateError(Complaint, ValueError):
    """A text is no date that a calendar has."""


_ERAS = (("令和", "R", date(2019, 5, 1)), ("平成", "H", date(1989, 1, 8)), ("昭和", "S", date(1926, 12, 25)))
_FOLDED = str.maketrans("‐ー−年月日元", "---//\x001")
_WEEKDAY = re.compile(r"\([月火水木金土日]\)$")
_WESTERN = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_JAPANESE = re.compile(r"(令和|平成|昭和|[RHS])\.?(0?[1-9]|[1-9]\d)[-/.](\d{1,2})[-/.](\d{1,2})")


_SPACES = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
"""Also full-width ones; between two digits they are no mere layout."""


def local_day(moment: datetime) -> date:
    """The calendar day in Japan."""
    return moment.astimezone(JST).date()


def end_of(day: date) -> datetime:
    """The last moment of a day in Japan: what "as of that day" means."""
    return datetime.combine(day, time.max, JST).astimezone(UTC)


def start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, JST).astimezone(UTC)


def read_day(text: str) -> date:
    """A date in any usual spelling: 2025-11-23, 2025/11/23, 令和7年11月23日, R7.11.23. DateError else."""
    plain = _WEEKDAY.sub("", _SPACES.sub("", unicodedata.normalize("NFKC", text)).upper())
    folded = plain.translate(_FOLDED).replace("\x00", "").rstrip("/")
    try:
        return _read(folded)
    except ValueError as error:
        raise DateError(_("“{text}” is no date; write 2025-11-23 or 令和7年11月23日"), text=text[:40]) from error


def _read(folded: str) -> date:
    if western := _WESTERN.fullmatch(folded):
        return date(*(int(part) for part in western.groups()))
    if japanese := _JAPANESE.fullmatch(folded):
        era, year, month, day = japanese.groups()
        first = next(start for name, short, start in _ERAS if era in (name, short))
        return date(first.year + int(year) - 1, int(month), int(day))
    raise ValueError(folded)


def in_wareki(day: date) -> str:
    """令和7年11月23日."""
    for name, _short, start in _ERAS:
        if day >= start:
            year = day.year - start.year + 1
            return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"
