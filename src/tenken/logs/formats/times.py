"""Times as logs write them, brought to UTC."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, tzinfo

from tenken.dates import read_day

_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_CLOCK = re.compile(
    r"(?P<day>.*?)[ T]*(?P<hour>\d{1,2})(?::|時)(?P<minute>\d{2})"
    r"(?:(?::|分)(?P<second>\d{2})(?:[.,](?P<part>\d{1,6}))?秒?|分)?(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})[ T]?(\d{2})(\d{2})(\d{2})?")
_AHEAD = timedelta(days=2)


def moment(text: str, zone: tzinfo) -> datetime:
    """ISO 8601, as XML Schema and FHIR write it; ``zone`` where the text names none. Raises ValueError."""
    found = datetime.fromisoformat(text.strip())
    return in_utc(found if found.tzinfo else found.replace(tzinfo=zone))


def in_utc(found: datetime) -> datetime:
    """Raises ValueError for what lies outside of the years 1 to 9999 there."""
    try:
        return found.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(str(found)) from error


def without_year(month: str, day: int, clock: str, received: datetime, zone: tzinfo) -> datetime:
    """A time of RFC 3164, which has no year: the latest that was not later than it was received. Raises ValueError."""
    hour, minute, second = (int(part) for part in clock.split(":"))
    for year in (received.year + 1, received.year, received.year - 1, received.year - 2, received.year - 3):
        try:
            found = datetime(year, MONTHS[month], day, hour, minute, second, tzinfo=zone)
        except ValueError:
            continue  # 29 February
        if found <= received + _AHEAD:
            return found.astimezone(UTC)
    raise ValueError(f"{month} {day}")


def written(text: str, zone: tzinfo) -> datetime:
    """A day and a time as people's programs write them: 2026/4/1 8:30, 令和8年4月1日 8時30分, 20260401083000.

    In any width. 24:10 is ten past midnight of the day after, as shifts are written; so up to 29:59. Raises ValueError.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if compact := _COMPACT.fullmatch(plain):
        year, month, day, hour, minute, second = (int(part or 0) for part in compact.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=zone)
    found = _CLOCK.fullmatch(plain)
    if found is None or int(found["hour"]) > 29 or int(found["minute"]) > 59:
        raise ValueError(text)
    whole = timedelta(
        hours=int(found["hour"]),
        minutes=int(found["minute"]),
        seconds=int(found["second"] or 0),
        microseconds=int((found["part"] or "0").ljust(6, "0")),
    )
    named = datetime.fromisoformat(f"2000-01-01T00:00{found['zone']}").tzinfo if found["zone"] else zone
    start = datetime.combine(read_day(found["day"]), datetime.min.time(), named)
    try:
        return start + whole
    except OverflowError as error:
        raise ValueError(text) from error
