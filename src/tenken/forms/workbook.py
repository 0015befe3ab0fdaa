"""Fill an official workbook, and read a filled copy back."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tenken.dates import in_wareki, read_day
from tenken.forms.cells import Cells, RoundCells, load_cells
from tenken.forms.sheets import Sheets, Value, WorkbookError
from tenken.standard.model import fold_number
from tenken.text import Blanks, Message, _

_MOVED = _(
    "cell {cell} should hold the number of row {row} (“{wanted}”) and holds “{found}”: rows were moved, inserted or "
    "deleted. Ask for the form filled in without changing its rows"
)
_YES = ("はい", "○", "〇", "◯", "yes", "y", "✓", "レ")
_NO = ("いいえ", "×", "✕", "no", "n")


@dataclass(frozen=True, slots=True)
class Mark:
    """One round's answer: はい or いいえ, and the day it was confirmed."""

    yes: bool
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands on the paper for one row."""

    first: Mark | None = None
    target: date | None = None
    second: Mark | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that could not be taken: where, and what stands there."""

    cell: str
    row: str
    found: str
    why: Message


@dataclass(frozen=True)
class Filled:
    """A form as read. Rows with a problem are left out of ``entries``."""

    heads: Mapping[str, str]
    entries: Mapping[str, Entry]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """An official workbook with its cell map."""

    blank: bytes
    cells: Cells = field(repr=False)


def load_workbook(folder: Path, form: str) -> Workbook:
    """The workbook of a form out of an edition's folder. Raises WorkbookError where it is not the mapped one."""
    cells = load_cells(folder / f"{form}.cells.toml")
    try:
        blank = (folder / f"{form}.xlsx").read_bytes()
    except OSError as error:
        raise WorkbookError(
            _("{file}: {why}; import the edition again"), file=f"{form}.xlsx", why=str(error.strerror)
        ) from error
    if hashlib.sha256(blank).hexdigest() != cells.workbook_sha256:
        raise WorkbookError(
            _("{file} is not the workbook that its cell map was made for; import the edition again"),
            file=f"{form}.xlsx",
        )
    return Workbook(blank, cells)


def fill(workbook: Workbook, entries: Mapping[str, Entry], heads: Mapping[str, str]) -> bytes:
    """Write the answer cells and touch nothing else. KeyError for a row or a head without cells."""
    cells, sheets = workbook.cells, Sheets(workbook.blank)
    values: dict[str, Value | None] = {cells.heads[label]: text for label, text in heads.items()}
    for row, entry in entries.items():
        at = cells.rows[row]
        values |= dict(_round_values(cells, at.first, entry.first, sheets))
        values |= dict(_round_values(cells, at.second, entry.second, sheets))
        if entry.target and at.target:
            values[at.target] = _day(cells, entry.target, sheets)
    sheets.put(cells.sheet, values)
    return sheets.save()


def read(workbook: Workbook, data: bytes) -> Filled:
    """What a filled copy says. Raises WorkbookError where its rows no longer stand where the map says."""
    cells, sheets = workbook.cells, Sheets(data)
    found = sheets.cells(cells.sheet)
    _same_rows(workbook, found)
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for row, at in cells.rows.items():
        reader = _RowReader(row, found, sheets)
        entry = Entry(
            reader.mark(cells, at.first), reader.day(at.target) if at.target else None, reader.mark(cells, at.second)
        )
        problems += reader.problems
        if not reader.problems and entry != Entry():
            entries[row] = entry
    heads = {label: str(found[at]).strip() for label, at in cells.heads.items() if at in found}
    return Filled(heads, entries, tuple(problems))


def _round_values(
    cells: Cells, at: RoundCells, mark: Mark | None, sheets: Sheets
) -> Iterator[tuple[str, Value | None]]:
    if mark is None:
        return
    if at.answer:
        yield at.answer, cells.yes if mark.yes else cells.no
    if at.yes and at.no:
        yield at.yes, cells.mark if mark.yes else None
        yield at.no, None if mark.yes else cells.mark
    if at.on and mark.on:
        yield at.on, _day(cells, mark.on, sheets)


def _day(cells: Cells, day: date, sheets: Sheets) -> Value:
    if cells.dates == "serial":
        return sheets.serial_of(day)
    return in_wareki(day) if cells.dates == "wareki" else day.isoformat()


def _same_rows(workbook: Workbook, found: Mapping[str, Value]) -> None:
    """Returned copies sometimes have rows inserted or deleted; then every answer would be read one row off."""
    blank = Sheets(workbook.blank).cells(workbook.cells.sheet)
    for row, at in workbook.cells.rows.items():
        if not at.number:
            continue
        wanted, here = str(blank.get(at.number, "")), str(found.get(at.number, ""))
        if fold_number(wanted) != fold_number(here):
            blanks: Blanks = {"cell": at.number, "row": row, "wanted": wanted, "found": here[:40]}
            raise WorkbookError(_MOVED, **blanks)


class _RowReader:
    """Reads one row's cells and collects what it could not take."""

    def __init__(self, row: str, found: Mapping[str, Value], sheets: Sheets) -> None:
        self.row, self.found, self.sheets = row, found, sheets
        self.problems: list[Problem] = []

    def mark(self, cells: Cells, at: RoundCells) -> Mark | None:
        yes = self._answer(cells, at)
        on = self.day(at.on) if at.on else None
        return Mark(yes, on) if yes is not None else None

    def day(self, address: str) -> date | None:
        value = self.found.get(address)
        try:
            if value is None or value == "":
                return None
            return self.sheets.day_of(value) if isinstance(value, float) else read_day(str(value))
        except ValueError:
            self._problem(address, value, _("no date; write it as 2025/11/23"))
            return None

    def _answer(self, cells: Cells, at: RoundCells) -> bool | None:
        if at.yes and at.no:
            return self._marked(at)
        text = str(self.found.get(at.answer, "")).strip().lower()
        if text in ("", "はい・いいえ"):
            return None
        if text in (*_YES, cells.yes.lower()):
            return True
        if text in (*_NO, cells.no.lower()):
            return False
        self._problem(at.answer, text, _("neither はい nor いいえ"))
        return None

    def _marked(self, at: RoundCells) -> bool | None:
        yes, no = str(self.found.get(at.yes, "")).strip(), str(self.found.get(at.no, "")).strip()
        if (yes and no) or yes.lower() in _NO or no.lower() in _NO:
            self._problem(at.yes, f"{yes} / {no}", _("not clear whether はい or いいえ is marked"))
            return None
        return bool(yes) if yes or no else None

    def _problem(self, cell: str, found: object, why: str) -> None:
        self.problems.append(Problem(cell, self.row, str(found)[:60], Message(why)))
