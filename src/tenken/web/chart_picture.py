"""連絡体制図 as a drawing: four columns of boxes from left to right, measured in units of the picture."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenken.actions.contact_chart import Chart, Entry
from tenken.facts.contacts import LANE_NAMES, Lane

WIDTH, LANE, GAP, HEAD, PAD = 1180, 274, 28, 44, 12
_LINE, _PHONE, _BETWEEN = 19, 30, 12
_NAME_SIGNS, _SMALL_SIGNS = 30, 40
"""Half-width signs that fit a line of a name, and of small type."""


@dataclass(frozen=True)
class Text:
    """``look`` is the name of its class in the style sheet."""

    x: int
    y: int
    words: str
    look: str


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    height: int
    texts: tuple[Text, ...]
    old: bool


@dataclass(frozen=True)
class Column:
    lane: Lane
    name: str
    x: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Picture:
    columns: tuple[Column, ...]
    height: int
    arrows: tuple[int, ...]
    width: int = WIDTH


def picture(chart: Chart) -> Picture:
    columns = tuple(
        Column(lane, LANE_NAMES[lane], number * (LANE + GAP), tuple(_boxes(entries, number * (LANE + GAP))))
        for number, (lane, entries) in enumerate(chart.lanes)
    )
    lowest = max((box.y + box.height for column in columns for box in column.boxes), default=HEAD + 60)
    return Picture(columns, lowest + 4, tuple(column.x + LANE for column in columns[:-1]))


def _boxes(entries: Sequence[Entry], x: int) -> Iterator[Box]:
    y = HEAD + _BETWEEN
    for entry in entries:
        texts, height = _texts(entry, x + PAD, y)
        yield Box(x, y, height, texts, entry.old)
        y += height + _BETWEEN


def _texts(entry: Entry, x: int, top: int) -> tuple[tuple[Text, ...], int]:
    says, y, texts = entry.says, top + 6, list[Text]()
    small = [(line, "cc-small") for words in (entry.of,) for line in _broken(words, _SMALL_SIGNS, 1)]
    names = [(line, "cc-name") for line in _broken(says.whom, _NAME_SIGNS, 2)]
    duty = [(line, "cc-small") for line in _broken(says.duty, _SMALL_SIGNS, 1)]
    for words, look in (*small, *names, *duty):
        y += _LINE
        texts.append(Text(x, y, words, look))
    y += _PHONE
    texts.append(Text(x, y, says.phone or "－", "cc-phone" if says.phone else "cc-none"))
    if says.night_phone:
        y += _LINE + 4
        texts.append(Text(x, y, says.night_phone, "cc-night"))
    for line in _broken(says.occasion, _SMALL_SIGNS, 2):
        y += _LINE
        texts.append(Text(x, y, line, "cc-small"))
    return tuple(texts), y + PAD - top


def _broken(words: str, signs: int, most: int) -> list[str]:
    """The words in lines of so many half-width signs; what fits no line is told by the list below the picture."""
    lines, line, width = [], "", 0
    for sign in words:
        wide = 2 if unicodedata.east_asian_width(sign) in "WFA" else 1
        if width + wide > signs:
            lines.append(line)
            line, width = "", 0
        line, width = line + sign, width + wide
    lines += [line] if line else []
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-1] + "…"]
