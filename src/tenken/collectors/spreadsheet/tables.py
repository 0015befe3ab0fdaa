"""Excel workbooks to tables of texts. What may be hostile is read by a process of its own (``worksheets.py``)."""

import subprocess
import sys
from pathlib import Path
from typing import TypeVar

import msgspec

from tenken.collectors.model import Unreadable
from tenken.collectors.spreadsheet import worksheets
from tenken.collectors.spreadsheet.model import MAX_COLUMNS, MAX_ROWS, Line, Table
from tenken.collectors.spreadsheet.text import read_text
from tenken.forms.zips import ZipError, open_zip, read_member
from tenken.text import _

XLSX, XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_WORKBOOK_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_SHEETS = 50
MAX_MERGED = 2_000
_TIME_LIMIT_S = 60
T = TypeVar("T")


class _Cells(msgspec.Struct):
    name: str
    left: int
    rows: list[tuple[int, list[str]]]
    merged: list[tuple[int, int, int, int]]


def tables_of(raw: bytes, encoding: str = "") -> tuple[Table, ...]:
    """Every visible sheet of a workbook, or the one table of a text file. Raises Unreadable."""
    if raw.startswith((XLSX, XLS)):
        _check_container(raw)
        return tuple(_table(sheet) for sheet in _sheets(raw))
    return (read_text(raw, encoding),)


def _check_container(raw: bytes) -> None:
    """Sizes, members and check sums, before anything reads what is inside."""
    if len(raw) > MAX_WORKBOOK_BYTES:
        raise Unreadable(_("{n} bytes; a list of machines has at most {most}"), n=len(raw), most=MAX_WORKBOOK_BYTES)
    if raw.startswith(XLS):
        return
    try:
        archive = open_zip(raw, max_bytes=MAX_WORKBOOK_BYTES, max_unpacked=MAX_UNPACKED_BYTES)
        names = archive.namelist()
        for name in names:
            read_member(archive, name)
    except ZipError as error:
        raise Unreadable(_("the workbook cannot be read: {why}"), why=error.reason) from error
    if "xl/workbook.xml" not in names:
        raise Unreadable(_("this is no Excel workbook; open it and save it as .xlsx"))


def _sheets(raw: bytes) -> list[_Cells]:
    status, out = _run(raw)
    if status == worksheets.PASSWORD:
        raise Unreadable(_("the workbook is locked with a password; save it without one"))
    if status == worksheets.REFUSED:
        raise Unreadable(_("the workbook cannot be read: {why}"), why=_decoded(out, str))
    if status:
        raise Unreadable(_("the workbook is damaged, or reaches further than a list of machines; save it as CSV UTF-8"))
    return _decoded(out, list[_Cells])[:MAX_SHEETS]


def _run(raw: bytes) -> tuple[int, bytes]:
    program = [sys.executable, "-I", "-X", "utf8", str(Path(worksheets.__file__)), str(MAX_ROWS + 1)]
    try:
        done = subprocess.run(program, input=raw, capture_output=True, timeout=_TIME_LIMIT_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(_("reading the workbook took more than {n} seconds"), n=_TIME_LIMIT_S) from error
    return done.returncode, done.stdout


def _decoded(out: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(out, type=kind)
    except msgspec.MsgspecError as error:
        raise Unreadable(_("the workbook cannot be read: {why}"), why=str(error)[:120]) from error


def _table(sheet: _Cells) -> Table:
    if len(sheet.rows) > MAX_ROWS:
        raise Unreadable(_("more than {most} rows; divide the list"), most=MAX_ROWS)
    width = sheet.left + max((len(row) for _number, row in sheet.rows), default=0)
    if width > MAX_COLUMNS:
        raise Unreadable(_("{n} columns; a list of machines has at most {most}"), n=width, most=MAX_COLUMNS)
    before = ("",) * sheet.left
    lines = {number + 1: [*before, *row] for number, row in sheet.rows}
    merged = tuple((top + 1, left, bottom + 1, right) for top, left, bottom, right in sheet.merged[:MAX_MERGED])
    for range_ in merged:
        _fill_down(lines, range_)
    return Table(tuple(Line(n, tuple(cells)) for n, cells in lines.items()), name=sheet.name, merged=merged)


def _fill_down(lines: dict[int, list[str]], merged: tuple[int, int, int, int]) -> None:
    """What is merged over several rows is said of each of them."""
    top, left, bottom, _right = merged
    if top not in lines or left >= len(lines[top]) or bottom - top > MAX_MERGED:
        return
    for number in range(top + 1, bottom + 1):
        if number in lines and left < len(lines[number]):
            lines[number][left] = lines[number][left] or lines[top][left]
