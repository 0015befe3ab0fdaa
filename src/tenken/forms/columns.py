"""Which columns of a form's table take the answer, its date and the target date, told by the heads above them."""

import re
from dataclasses import dataclass, field

from tenken.forms.cells import RoundCells, RowCells
from tenken.forms.grid import Grid, address_of

_HEAD_ROWS = 6
_SECOND = re.compile(r"[2２二②]\s*回目|第[2２二]回|再確認")


@dataclass
class Columns:
    """Column numbers by role; ``first`` and ``second`` map answer, yes, no and on to columns."""

    first: dict[str, int] = field(default_factory=dict)
    second: dict[str, int] = field(default_factory=dict)
    target: int = 0

    def cells(self, grid: Grid, row: int, number: str) -> RowCells:
        def at(column: int) -> str:
            return address_of(grid.home((row, column))) if column else ""

        first = RoundCells(**{role: at(column) for role, column in self.first.items()})
        second = RoundCells(**{role: at(column) for role, column in self.second.items()})
        return RowCells(number, first, at(self.target), second)


def find_columns(grid: Grid, first_row: int, wording_column: int) -> Columns:
    """Roles of the columns right of the wording. A column whose head says nothing has none."""
    columns = Columns()
    for column in range(wording_column + 1, grid.width + 1):
        if grid.home((first_row, column))[1] != column:
            continue
        head = _head(grid, first_row, column)
        _give_role(columns, column, head, grid.text((first_row, column)))
    return columns


def _head(grid: Grid, first_row: int, column: int) -> str:
    """All words above a column, down to the first row of the table; rows that span it all say nothing of it."""
    words = []
    for row in range(max(1, first_row - _HEAD_ROWS), first_row):
        text = grid.text((row, column))
        if text and grid.home((row, column))[1] > 1 and text not in words:
            words.append(text)
    return " ".join(words)


def _give_role(columns: Columns, column: int, head: str, inside: str) -> None:
    rounds = columns.second if _SECOND.search(head) else columns.first
    yes, no = "はい" in head + inside, "いいえ" in head + inside
    if "備考" in head or "理由" in head:
        return
    if "目標" in head:
        columns.target = columns.target or column
    elif yes and no:
        rounds.setdefault("answer", column)
    elif yes or no:
        rounds.setdefault("yes" if yes else "no", column)
    elif "日" in head:
        rounds.setdefault("on", column)
    elif re.search(r"回答|結果|チェック|確認", head):
        rounds.setdefault("answer", column)
