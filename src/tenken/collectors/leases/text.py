"""Bytes of a list to lines, and lines that hold a table told on a terminal to words."""

import re
from dataclasses import dataclass
from functools import cached_property

from tenken.collectors.model import Unreadable
from tenken.collectors.sightings import address_of, mac_of
from tenken.collectors.spreadsheet.encodings import decode
from tenken.text import _

MAX_BYTES = 32 * 1024 * 1024
_SCREEN = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|[\x07\x08]")
_PAGER = re.compile(r"-{2,3} ?(?:more|つづく) ?-{2,3}", re.IGNORECASE)
_PROMPT = re.compile(r"\s*([A-Za-z0-9][\w.-]{0,62})(?:\([\w-]*\))?\s?[>#]\s*(?:do )?sh\w* ")
_PORT = re.compile(r"[A-Za-z][A-Za-z-]*[0-9][\w./:()-]*")
_LONGEST_LINE = 400
_CARD_LENGTHS = (12, 14, 17)
_LIKE_ADDRESS = re.compile(r"\(?(?:[0-9]{1,3}\.[0-9]{1,3}\.|[0-9A-Fa-f]{0,4}:)")
"""What is worth a second look; most words of a table are not."""


def text_of(raw: bytes) -> str:
    """Raises Unreadable."""
    if len(raw) > MAX_BYTES:
        raise Unreadable(_("the file has {n} MB; at most {most} are read"), n=len(raw) >> 20, most=MAX_BYTES >> 20)
    clean = raw if b"\x00" in raw else _SCREEN.sub(b"", raw)
    return decode(clean)[0].replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True)
class Row:
    """A line of a table. ``whole`` is False for a last line without an end: its last word may be cut off."""

    words: tuple[str, ...]
    whole: bool = True

    @cached_property
    def macs(self) -> tuple[int, ...]:
        """Where cards stand."""
        return tuple(n for n, word in enumerate(self.words) if len(word) in _CARD_LENGTHS and mac_of(word))

    @cached_property
    def addresses(self) -> tuple[int, ...]:
        """Where addresses stand."""
        return tuple(
            n for n, word in enumerate(self.words) if _LIKE_ADDRESS.match(word) and address_of(word.strip("()"))
        )

    @property
    def lower(self) -> frozenset[str]:
        return frozenset(word.lower() for word in self.words)

    @property
    def ports(self) -> tuple[str, ...]:
        """Words that look like ports or interfaces, such as Gi1/0/1, port1.0.9, Vlan10."""
        sure = self.words if self.whole else self.words[:-1]
        return tuple(word for word in sure if _PORT.fullmatch(word) and not mac_of(word) and not address_of(word))


def rows_of(text: str) -> list[Row]:
    lines = without_pager(text).split("\n")
    return [Row(tuple(line.split()), n < len(lines) - 1) for n, line in enumerate(lines) if len(line) <= _LONGEST_LINE]


def without_pager(text: str) -> str:
    return _PAGER.sub("", text)


def told_by(text: str) -> str:
    """The name of the device on whose terminal the table was shown, if its prompt is there."""
    for line in text.split("\n"):
        match = _PROMPT.match(line[:_LONGEST_LINE])
        if match:
            return match[1]
    return ""
