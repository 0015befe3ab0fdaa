"""A sheet as a person sees it: merged cells are one cell, and every cell knows the words above it."""

import re
from collections.abc import Mapping
from functools import cached_property

from tenken.forms.sheets import Sheets, column_number, split_address

_RANGE = re.compile(r"([A-Z]+\d+):([A-Z]+\d+)")
At = tuple[int, int]
"""row, column, both from 1."""


class Grid:
    def __init__(self, sheets: Sheets, sheet: str) -> None:
        self.sheet = sheet
        self.texts: Mapping[At, str] = {
            position(address): str(value).strip()
            for address, value in sheets.cells(sheet).items()
            if str(value).strip()
        }
        self._merged = [
            tuple(map(position, match.groups())) for match in map(_RANGE.fullmatch, sheets.merged(sheet)) if match
        ]

    def text(self, at: At) -> str:
        """What is shown there, also where the words stand in the first cell of a merged range."""
        return self.texts.get(self.home(at), "")

    def home(self, at: At) -> At:
        """The first cell of the merged range that a cell lies in; itself where it lies in none."""
        for (top, left), (bottom, right) in self._merged:
            if top <= at[0] <= bottom and left <= at[1] <= right:
                return top, left
        return at

    def right_of(self, at: At) -> At:
        """The next cell to the right that is not the same merged one."""
        column = at[1] + 1
        while self.home((at[0], column)) == self.home(at):
            column += 1
        return self.home((at[0], column))

    @cached_property
    def width(self) -> int:
        widest = max((column for _row, column in self.texts), default=0)
        return max([widest, *(right for _start, (_bottom, right) in self._merged)])

    def row_texts(self, row: int) -> list[tuple[int, str]]:
        """(column, text) of one row, left to right."""
        return sorted((column, text) for (r, column), text in self.texts.items() if r == row)

    def rows(self) -> list[int]:
        return sorted({row for row, _column in self.texts})


def position(address: str) -> At:
    letters, number = split_address(address)
    return number, column_number(letters)


def address_of(at: At) -> str:
    letters, column = "", at[1]
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{at[0]}"
