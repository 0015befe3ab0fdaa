"""連絡先: whom to call when something happens, in which order, under which number."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from tenken.facts.documents import Declared
from tenken.facts.model import SubjectKind
from tenken.text import _


class Lane(StrEnum):
    """The steps of a call, in their order: 発見 → 院内の判断 → 事業者 → 外部関係機関."""

    FOUND = "found"
    DECISION = "decision"
    VENDOR = "vendor"
    OUTSIDE = "outside"


LANE_NAMES: Mapping[Lane, str] = {
    Lane.FOUND: _("whoever notices, and who is told first"),
    Lane.DECISION: _("who decides in the house"),
    Lane.VENDOR: _("vendors"),
    Lane.OUTSIDE: _("bodies outside"),
}


_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


def kana_key(reading: str) -> str:
    """By what names are sorted: katakana, hiragana, their width and spaces make no difference."""
    return "".join(unicodedata.normalize("NFKC", reading).casefold().translate(_TO_HIRAGANA).split())


@dataclass(frozen=True)
class Contact(Declared):
    """A person, a desk or a body to call. Of a vendor it is one of the vendor's, else one of the facility's chart.

    ``turn`` is its place among those of its lane, the smallest first. Who has ``left_on`` is called no more.
    """

    kind: ClassVar[str] = "contact"
    name: ClassVar[str] = _("contact to call")
    speaks_of: ClassVar[tuple[SubjectKind, ...]] = (SubjectKind.FACILITY, SubjectKind.VENDOR)
    whom: str
    lane: Lane
    phone: str = ""
    night_phone: str = ""
    reading: str = ""
    duty: str = ""
    occasion: str = ""
    turn: int = 0
    left_on: date | None = None

    @property
    def item(self) -> str:
        return self.whom

    def there(self, today: date) -> bool:
        return self.left_on is None or self.left_on > today
