"""The answer of collect.ps1: one JSON object of sections, each with how it ended, and their number at the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from tenken.collectors.model import Unreadable, Withheld
from tenken.collectors.records import Record, decoded, each, parse_json, plain, word
from tenken.dates import local_day
from tenken.facts.model import Statement
from tenken.text import Message, _

SCRIPT = Path(__file__).with_name("collect.ps1")
VERSION = 1
"""Which script's answers are understood here."""

_OK, _REFUSED, _LATE = "ok", "refused", "late"
_WHY = {
    _REFUSED: _("the account may not look there; the script must run as administrator"),
    _LATE: _("the script had no time left for it"),
    "": _("the script did not speak of it"),
}
_FAILED = _("Windows answered with an error: {words}")
_LARGEST = 2**63 - 1
_LONGEST_ERROR = 160


@dataclass(frozen=True, slots=True)
class Section:
    """``data`` is whatever the script read; of a section that was not read it is None."""

    status: str
    data: Any = None
    error: str = ""

    @property
    def seen(self) -> bool:
        return self.status == _OK

    @property
    def record(self) -> Record:
        return self.data if isinstance(self.data, dict) else {}

    @property
    def rows(self) -> list[Record]:
        """PowerShell 5.1 may write a list with one line as that line, and any list as value and Count."""
        if isinstance(self.data, dict) and set(self.data) == {"value", "Count"}:
            return each(self.data["value"])
        return each(self.data)

    def part(self, name: str) -> Record:
        value = self.record.get(name)
        return value if isinstance(value, dict) else {}


@dataclass(frozen=True)
class Answer:
    collected_at: datetime
    elevated: bool
    sections: Mapping[str, Section]

    def __getitem__(self, name: str) -> Section:
        return self.sections.get(name, Section(""))


@lru_cache(maxsize=1)
def parse_answer(raw: bytes) -> Answer:
    """Unreadable unless it is an answer of the script, whole to its last section. Age and claims ask in turn."""
    whole = parse_json(decoded(raw))
    if not isinstance(whole, dict) or whole.get("tenken") != "windows" or not isinstance(whole.get("sections"), dict):
        raise Unreadable(_("this is not what the Windows script writes"))
    if number(whole, "version") != VERSION:
        raise Unreadable(_("the answer is of another version of the script; bring the script of this Tenken there"))
    sections = {str(name): _section(told) for name, told in whole["sections"].items()}
    if number(whole, "end") != len(sections):
        raise Unreadable(_("the answer was cut off after {n} parts"), n=len(sections))
    collected_at = moment(whole, "collected_at")
    if collected_at is None:
        raise Unreadable(_("the answer does not say when it was collected"))
    return Answer(collected_at, whole.get("elevated") is True, sections)


def _section(told: object) -> Section:
    if not isinstance(told, dict):
        return Section("")
    status = plain(told.get("status"))
    return Section(status, told.get("data") if status == _OK else None, plain(told.get("error"), _LONGEST_ERROR))


def withheld(kind: type[Statement], *sections: Section) -> Withheld | None:
    """Why a kind could not be seen, where one of the sections it rests on was not."""
    missing = next((section for section in sections if not section.seen), None)
    if missing is None:
        return None
    if missing.status in _WHY:
        return Withheld(kind, Message(_WHY[missing.status]))
    return Withheld(kind, Message(_FAILED, {"words": missing.error or "－"}))


def number(record: Record, name: str) -> int | None:
    """A whole number, also where the registry keeps it as text."""
    value = record.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST else None


def moment(record: Record, name: str) -> datetime | None:
    """``2026-11-20T00:12:45Z``; None for anything else."""
    try:
        return datetime.strptime(word(record, name), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def day(record: Record, name: str) -> date | None:
    """The day, in Japan."""
    found = moment(record, name)
    return local_day(found) if found else None
