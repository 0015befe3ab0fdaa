"""取り込めなかった行: lines of a list that could not be taken, as they stand in it, with the reasons before them."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO

import xlsxwriter

from tenken.collectors.spreadsheet.columns import REASONS, cells
from tenken.collectors.spreadsheet.model import Problem, Table
from tenken.collectors.spreadsheet.rows import ESCAPE
from tenken.collectors.spreadsheet.words import is_nothing
from tenken.collectors.spreadsheet.write import FORMULA
from tenken.text import in_words


@dataclass(frozen=True)
class Refused:
    """A line with its reasons, in words."""

    number: int
    reasons: str
    cells: tuple[str, ...]


def refused(table: Table, head: tuple[str, ...], problems: Iterable[Problem], language: str) -> list[Refused]:
    """Every line that has a problem, in the order of the file."""
    why: dict[int, list[str]] = {}
    for problem in problems:
        place = f"{problem.column}「{problem.found}」: " if problem.column else ""
        why.setdefault(problem.row, []).append(place + in_words(problem.why, language))
    lines = (line for line in table.lines if line.number in why)
    return [Refused(line.number, " / ".join(why[line.number]), cells(line, len(head))) for line in lines]


def as_csv(head: tuple[str, ...], lines: Iterable[Refused]) -> bytes:
    """UTF-8 with its mark and CRLF, as Excel wants it."""
    out = StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(_rows(head, lines))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(head: tuple[str, ...], lines: Iterable[Refused]) -> bytes:
    """One sheet, every cell a text."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, text = book.add_worksheet("取り込めなかった行"), book.add_format({"num_format": "@", "text_wrap": True})
        sheet.set_column(1, 1, 48, text)
        sheet.freeze_panes(1, 2)
        for number, row in enumerate(_rows(head, lines)):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, text)
    return out.getvalue()


def _rows(head: tuple[str, ...], lines: Iterable[Refused]) -> Iterator[list[str]]:
    yield [*REASONS, *map(_harmless, head)]
    for line in lines:
        yield [str(line.number), *map(_harmless, (line.reasons, *line.cells))]


def _harmless(text: str) -> str:
    """A text that no program runs as a formula; what says nothing, as a dash, stays as it is."""
    return ESCAPE + text if text.startswith(FORMULA) and not is_nothing(text) else text
