"""One cell to one value: MAC addresses in any notation, dates in any calendar, numbers that a program has rounded."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from ipaddress import ip_address
from uuid import UUID

from tenken.collectors.spreadsheet.words import is_no_address, one_line
from tenken.dates import DateError, read_day
from tenken.text import Complaint, _


class CellError(Complaint):
    """A cell does not hold what its column is for."""


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or a month or year of which the day was not written: its first and its last."""

    first: date
    last: date


_MAC = re.compile(
    r"(?<![0-9a-f:.-])(?:(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}|(?:[0-9a-f]{4}[.-]){2}[0-9a-f]{4}|[0-9a-f]{12})(?![:.-]?[0-9a-f])"
)
_HEX = re.compile(r"[0-9a-f]{4}|[0-9a-f]{2}[:-]")
_HOST = re.compile(r"[^\s/\\:*?\"<>|,;@]{1,253}")
_PLAIN_HOST = re.compile(r"(?=.*[0-9-])[a-z][a-z0-9-]{1,62}", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;、，・/]+")
_ROUNDED = re.compile(r"[0-9](\.[0-9]+)?E\+[0-9]{2,3}")
_SERIAL_DAY = re.compile(r"([2-6][0-9]{4})(\.[0-9]+)?")
_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_PACKED = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_PERIOD = re.compile(
    r"(令和|平成|昭和|[RHS]|(?:19|20)(?=\d{2}(?!\d)))\.?(元|\d{1,2})(?:年度?)?(?:[-/.]?(\d{1,2})月?)?", re.IGNORECASE
)
_FULL_YEAR = {"19": 1900, "20": 2000}
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_EXCEL_BEGINS = date(1899, 12, 30)


def narrow(text: str) -> str:
    """Full-width digits and letters as ordinary ones, in one line."""
    return one_line(unicodedata.normalize("NFKC", text))


def number_mark(text: str) -> str:
    """A serial or asset number. Raises CellError where a spreadsheet program has rounded it."""
    value = narrow(text)
    if _ROUNDED.fullmatch(value):
        raise CellError(
            _("the spreadsheet program has rounded this number; format the column as text and type it anew")
        )
    return value


def macs(text: str) -> tuple[str, ...]:
    """Every MAC address in the cell, as ``aa:bb:cc:dd:ee:ff``."""
    plain = narrow(text).lower().replace("‐", "-").replace("−", "-")
    found = [re.sub(r"[^0-9a-f]", "", match[0]) for match in _MAC.finditer(plain)]
    if not found or _HEX.search(_MAC.sub(" ", plain)):
        raise CellError(_("is no MAC address; write it as AA-BB-CC-DD-EE-FF"))
    return tuple(dict.fromkeys(":".join(value[at : at + 2] for at in range(0, 12, 2)) for value in found))


def uuids(text: str) -> tuple[str, ...]:
    try:
        return tuple(str(UUID(part)) for part in _BETWEEN.split(narrow(text)) if part)
    except ValueError as error:
        raise CellError(_("is no UUID")) from error


def host(text: str) -> str:
    """A host name, with or without its domain."""
    value = narrow(text).rstrip(".")
    if not _HOST.fullmatch(value):
        raise CellError(_("is no host name: it has blanks or signs that none has"))
    return value


def is_plain_host(text: str) -> bool:
    """Whether a name of a machine is written as host names are: ``PC-001``."""
    return _PLAIN_HOST.fullmatch(narrow(text)) is not None


def addresses(text: str) -> tuple[str, ...]:
    """Every IP address in the cell; none where it says that it changes."""
    if is_no_address(text):
        return ()
    return tuple(dict.fromkeys(_address(part) for part in _BETWEEN.split(_without_masks(narrow(text))) if part))


def _without_masks(text: str) -> str:
    return re.sub(r"/\d{1,3}(?=\s|$)", "", text)


def _address(text: str) -> str:
    try:
        return str(ip_address(re.sub(r"(?<![\d:a-fA-F])0+(?=\d)", "", text) if "." in text else text))
    except ValueError as error:
        raise CellError(_("is no IP address")) from error


def days(text: str) -> Days:
    """A date as people and Excel write it; also a month or a year alone."""
    plain = _CLOCK.sub("", narrow(text))
    if serial := _SERIAL_DAY.fullmatch(plain):
        return _one(_EXCEL_BEGINS + timedelta(days=int(serial[1])))
    if packed := _PACKED.fullmatch(plain):
        plain = "-".join(packed.groups())
    try:
        return _one(read_day(plain))
    except DateError as error:
        period = _period(plain.replace(" ", ""))
        if period is None:
            raise CellError(error.reason) from error
        return period


def _one(day: date) -> Days:
    return Days(day, day)


def _period(text: str) -> Days | None:
    """``令和元年``, ``R5.4``, ``2023年4月``, ``平成30年度``: a fiscal year begins in April."""
    match = _PERIOD.fullmatch(text)
    if not match:
        return None
    era, number, month = match[1].upper(), match[2], match[3]
    count = 1 if number == "元" else int(number)
    year = _FULL_YEAR[era] + count if era in _FULL_YEAR else _ERAS[era] + count
    if month:
        return _month(year, int(month))
    if "年度" in text:
        return Days(date(year, 4, 1), date(year + 1, 3, 31))
    return Days(date(year, 1, 1), date(year, 12, 31))


def _month(year: int, month: int) -> Days | None:
    if not 1 <= month <= 12:
        return None
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
