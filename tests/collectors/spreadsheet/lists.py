"""Lists as facilities keep them, made by hand for these tests. What lies in ``samples`` was saved by LibreOffice 7.4
from a list of the same kind, or written by our own export and then changed by hand as an officer would (``own``)."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path

import xlsxwriter

from tenken.collectors.spreadsheet.model import LedgerRow, Line, Problem, Table
from tenken.collectors.spreadsheet.read import Sheet, read_rows

SAMPLES = Path(__file__).parent / "samples"
HEAD = ("管理番号", "機器名", "区分", "設置場所", "製造番号", "MACアドレス", "購入日", "備考")
PC = ("PC-001", "受付端末", "ノートPC", "本館1階", "SN-001", "AA-BB-CC-00-00-01", "令和5年4月1日", "予備機あり")
SERVER = ("SV-001", "電子カルテサーバ", "サーバー", "サーバ室", "SN-901", "AABBCC001001", "2023/4/1", "")
LIST = (HEAD, PC, SERVER)


def text(lines: Sequence[Sequence[str]] = LIST, separator: str = ",", *, quoted: bool = False) -> str:
    out = StringIO(newline="")
    csv.writer(
        out, delimiter=separator, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL, lineterminator="\r\n"
    ).writerows(lines)
    return out.getvalue()


def workbook(*sheets: tuple[str, Sequence[Sequence[str]]]) -> bytes:
    """A workbook of texts."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, lines in sheets:
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(lines):
                for column, cell in enumerate(cells):
                    sheet.write_string(number, column, cell)
    return out.getvalue()


def table(*lines: Sequence[str], name: str = "") -> Table:
    return Table(tuple(Line(number, tuple(cells)) for number, cells in enumerate(lines, 1)), name=name)


def sheet_of(*pairs: tuple[str, str], more: Sequence[str] = ()) -> Sheet:
    """A list of one machine that has a number and a name, and these (head, cell) beside them."""
    heads, cells = ("管理番号", "機器名", "備考"), ("PC-001", "受付端末", "")
    told = dict(zip(heads, cells, strict=True)) | dict(pairs)
    return read_rows(text([list(told), list(told.values()), *([more] if more else [])]).encode())


def row_of(*pairs: tuple[str, str]) -> LedgerRow:
    (row,) = sheet_of(*pairs).rows
    return row


def problem_of(*pairs: tuple[str, str]) -> Problem:
    (problem,) = sheet_of(*pairs).problems
    return problem
