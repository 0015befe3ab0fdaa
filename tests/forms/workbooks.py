"""Workbooks for tests: shipped ones, ones of other makers, and ones with a member exchanged."""

import hashlib
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import xlsxwriter

from tenken.forms.cells import Cells, RoundCells, RowCells
from tenken.forms.workbook import Entry, Mark, Workbook, fill, load_workbook
from tenken.standard.load import EDITIONS, edition_folder, load

FORMS = tuple((name, form.id) for name in EDITIONS for form in load(name).forms)
"""Every shipped edition and form."""

SHEET = "確認用"


def shipped(edition: str = "r7", form: str = "hospital") -> Workbook:
    return load_workbook(edition_folder(edition), form)


def opened(data: bytes) -> Any:
    """The workbook as another program sees it."""
    return openpyxl.load_workbook(BytesIO(data))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def exchanged(data: bytes, name: str, edit: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one member edited."""
    return zipped({member: edit(content) if member == name else content for member, content in members(data).items()})


def made(*, date_1904: bool = False) -> bytes:
    """A workbook of another maker: two sheets, a formula, rich text, a merged range, a picture drawn, a chart."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": date_1904})
    sheet, other = book.add_worksheet(SHEET), book.add_worksheet("集計")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy/mm/dd"})
    sheet.write_row("A1", ["番号", "確認日", "回答", "目標日"])
    sheet.write_string("A2", "2-①")
    sheet.write_string("A3", "2-②")
    sheet.write_blank("B2", None, day)
    sheet.write_rich_string("F1", "注: ", bold, "太字", "のあと")
    sheet.write_formula("F2", '=COUNTIF(C2:C3,"はい")', value=0)
    sheet.merge_range("A5:F5", "備考欄", bold)
    sheet.insert_textbox("H1", "記入例")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=集計!$A$1:$A$2"})
    sheet.insert_chart("H8", chart)
    other.write_column("A1", [1, 2])
    book.close()
    return out.getvalue()


def mapped(data: bytes, dates: str = "serial") -> Workbook:
    """The made workbook with a map of its two rows, the second of which takes marks instead of words."""
    rows = {
        "2-1": RowCells("A2", RoundCells(answer="C2", on="B2"), target="D2"),
        "2-2": RowCells("A3", RoundCells(yes="C3", no="E3", on="B3"), target="D3"),
    }
    digest = hashlib.sha256(data).hexdigest()
    return Workbook(data, Cells(SHEET, digest, dates, "はい", "いいえ", "○", {"医療機関名": "G1"}, rows))


R7 = shipped()
SOME = {
    "1-1": Entry(Mark(yes=True, on=date(2025, 11, 20))),
    "2-1": Entry(Mark(yes=False, on=date(2025, 11, 20)), date(2026, 3, 31), Mark(yes=True, on=date(2026, 2, 1))),
    "3-3": Entry(Mark(yes=True)),
}
FILLED = fill(R7, SOME, {"医療機関名": "みなと病院"})
"""The hospital's form of R7 with some of its rows filled in."""
