"""巡回: where, when and for how long the network may be asked who is there, and what must never be sent anything."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from ipaddress import IPv4Network, ip_network
from typing import ClassVar

from tenken.dates import JST, local_day
from tenken.facts.documents import Declared
from tenken.facts.model import Statement
from tenken.text import _

WEEKDAYS = "月火水木金土日"
LARGEST_PREFIX = 22
"""No subnet wider than this is swept: 1022 addresses."""
_HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)-(?:([01]?\d|2[0-3]):([0-5]\d)|(24):00)")
_A_DAY = timedelta(days=1)


def network_of(text: str) -> IPv4Network | None:
    """The subnet, as ``10.77.0.0/24``; None where the text is none, or names an address inside one."""
    try:
        found = ip_network(text.strip())
    except ValueError:
        return None
    return found if isinstance(found, IPv4Network) else None


def hours_of(text: str) -> tuple[timedelta, timedelta] | None:
    """Begin and end of ``22:00-05:00``, counted from the begin's midnight; None where the text is none."""
    match = _HOURS.fullmatch(text.strip())
    if not match:
        return None
    begin = timedelta(hours=int(match[1]), minutes=int(match[2]))
    end = _A_DAY if match[5] else timedelta(hours=int(match[3]), minutes=int(match[4]))
    return begin, end if end > begin else end + _A_DAY


@dataclass(frozen=True)
class SweepConsent(Declared):
    """巡回の承認: this subnet may be swept in these ``hours`` of these ``weekdays``, until that day.

    A window that goes past midnight belongs to the day on which it begins. No ``weekdays`` means every day.
    ``medical`` says that medical devices stand in the subnet.
    """

    kind: ClassVar[str] = "sweep-consent"
    name: ClassVar[str] = _("consent to a sweep")
    subnet: str
    hours: str
    until: date
    medical: bool
    reason: str
    weekdays: tuple[str, ...] = ()
    weekly: bool = False

    @property
    def item(self) -> str:
        return self.subnet

    @property
    def good_until(self) -> date:
        return min(self.until, self.next_review or self.until)

    def covers(self, subnet: IPv4Network) -> bool:
        own = network_of(self.subnet)
        return own is not None and subnet.subnet_of(own)

    def holds_on(self, day: date) -> bool:
        return self.confirmed_on <= day <= self.good_until

    def window(self, moment: datetime) -> datetime | None:
        """When the agreed hours that contain this moment end; None outside of them."""
        hours, today = hours_of(self.hours), local_day(moment)
        if hours is None:
            return None
        for day in (today, today - _A_DAY):
            midnight = datetime.combine(day, time.min, JST)
            if self._on(day) and midnight + hours[0] <= moment < midnight + hours[1]:
                return midnight + hours[1]
        return None

    def _on(self, day: date) -> bool:
        return self.holds_on(day) and (not self.weekdays or WEEKDAYS[day.weekday()] in self.weekdays)


class NoTouchBy(StrEnum):
    """By what it is told that something must not be touched."""

    ADDRESS = "address"
    CARD = "card"
    AE_TITLE = "ae-title"
    MACHINE = "machine"
    MACHINE_CLASS = "class"
    NOTHING = "nothing"


NO_TOUCH_NAMES: Mapping[NoTouchBy, str] = {
    NoTouchBy.ADDRESS: _("by address or subnet"),
    NoTouchBy.CARD: _("by MAC address or its first three parts"),
    NoTouchBy.AE_TITLE: _("by AE title"),
    NoTouchBy.MACHINE: _("by entry of the ledger"),
    NoTouchBy.MACHINE_CLASS: _("by class of machines"),
    NoTouchBy.NOTHING: _("nothing beside the medical devices of the ledger"),
}


@dataclass(frozen=True)
class NoTouch(Declared):
    """触れない機器: nothing is sent to what is named here. It stays in force when its review is due.

    ``which`` is an address or subnet, a card or its maker's part, an AE title, a machine's SubjectId or a class;
    empty with ``nothing``, by which a person says that the list was thought of and is empty.
    """

    kind: ClassVar[str] = "no-touch"
    name: ClassVar[str] = _("entry of the no-touch list")
    by_what: NoTouchBy
    which: str = ""
    reason: str = ""

    @property
    def item(self) -> str:
        return f"{self.by_what}/{self.which}"


@dataclass(frozen=True)
class Swept(Statement):
    """A sweep of a subnet that ran to its end: how many answered, and to whom nothing was sent."""

    kind: ClassVar[str] = "swept"
    name: ClassVar[str] = _("sweep of a subnet")
    by_itself: ClassVar[bool] = True
    subnet: str
    asked: tuple[str, ...]
    answered: int
    left_out: tuple[str, ...]

    @property
    def item(self) -> str:
        return self.subnet
