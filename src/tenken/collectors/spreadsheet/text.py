"""CSV and its kin to lines of cells: the separator is the one that cuts the lines most evenly."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from tenken.collectors.model import Unreadable
from tenken.collectors.spreadsheet.encodings import decode
from tenken.collectors.spreadsheet.model import MAX_COLUMNS, MAX_ROWS, Line, Table
from tenken.text import _

MAX_BYTES = 32 * 1024 * 1024
SEPARATORS = {"comma": ",", "tab": "\t", "semicolon": ";"}
_SAMPLED_LINES = 60


def read_text(raw: bytes, encoding: str = "") -> Table:
    """``encoding`` is one that a person chose. Raises Unreadable."""
    if len(raw) > MAX_BYTES:
        raise Unreadable(_("{n} bytes; a list of machines has at most {most}"), n=len(raw), most=MAX_BYTES)
    text, encoding = decode(raw, encoding)
    separator = _separator(text)
    lines = tuple(_lines(text, SEPARATORS[separator]))
    _check_end(text, lines)
    return Table(lines, encoding=encoding, separator=separator)


def _separator(text: str) -> str:
    """The name of the separator by which most lines have the same number of cells, and more than one."""
    return max(SEPARATORS, key=lambda name: _evenness(text, SEPARATORS[name]))


def _evenness(text: str, separator: str) -> float:
    widths = Counter[int]()
    try:
        for line in _lines(text, separator):
            widths[len(line.cells)] += 1
            if widths.total() == _SAMPLED_LINES:
                break
    except Unreadable:
        return 0.0
    width, lines = max(((w, n) for w, n in widths.items() if w > 1), key=lambda pair: pair[::-1], default=(0, 0))
    return width * (lines / widths.total()) ** 2 if lines else 0.0


def _lines(text: str, separator: str) -> Iterator[Line]:
    """Lines that hold something, each numbered by the line of the file on which it begins."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 1
    try:
        for cells in reader:
            if any(cells):
                yield Line(number, tuple(cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells))
            _check_size(reader.line_num, len(cells))
            number = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            _("line {n}: quotes are not closed, or the file is cut off ({why}); save it anew"), n=number, why=str(error)
        ) from error


def _check_size(lines: int, cells: int) -> None:
    if lines > 4 * MAX_ROWS:
        raise Unreadable(_("more than {most} rows; divide the list"), most=MAX_ROWS)
    if cells > MAX_COLUMNS:
        raise Unreadable(_("{n} columns; a list of machines has at most {most}"), n=cells, most=MAX_COLUMNS)


def _check_end(text: str, lines: tuple[Line, ...]) -> None:
    """A last line without an end that is shorter than all others was cut off."""
    if len(lines) > MAX_ROWS:
        raise Unreadable(_("more than {most} rows; divide the list"), most=MAX_ROWS)
    if len(lines) > 1 and not text.endswith(("\n", "\r")):
        shortest = min(len(line.cells) for line in lines[:-1])
        if len(lines[-1].cells) < shortest:
            raise Unreadable(_("line {n} ends in its middle; the file is cut off"), n=lines[-1].number)
