"""Workbooks: values only, visible sheets only; whatever a hostile one does ends a process that is not ours."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from tenken.collectors.model import Unreadable
from tenken.collectors.spreadsheet.model import MAX_COLUMNS, MAX_ROWS
from tenken.collectors.spreadsheet.tables import MAX_WORKBOOK_BYTES, XLS, XLSX, tables_of
from tests.collectors.spreadsheet.lists import LIST, PC, SAMPLES, text, workbook

BOOK = workbook(("機器一覧", LIST))
LEDGERS = sorted(SAMPLES.glob("*merged-heads*"))


def with_sheet(old: bytes, new: bytes, part: str = "xl/worksheets/sheet1.xml", book: bytes = BOOK) -> bytes:
    """The workbook with one thing changed inside it, well packed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as opened, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in opened.namelist():
            content = opened.read(name)
            changed.writestr(name, content.replace(old, new) if name == part else content)
    return out.getvalue()


def of_values(*values: object) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, values)
        sheet.write_formula(0, len(values), '="PC-"&1', value="PC-1")
    return out.getvalue()


def test_a_workbook_gives_its_cells_as_texts() -> None:
    (table,) = tables_of(BOOK)
    assert (table.name, table.lines[1].cells) == ("機器一覧", PC)


def test_numbers_stay_as_they_are_shown_and_formulas_give_their_value() -> None:
    (table,) = tables_of(of_values(123456, 1.5, True))
    assert table.lines[0].cells == ("123456", "1.5", "TRUE", "PC-1")


@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: str(path.suffix))
def test_a_date_cell_gives_its_day(path: Path) -> None:
    assert {"2023-04-01"} <= {cell for table in tables_of(path.read_bytes()) for n in table.lines for cell in n.cells}


@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: str(path.suffix))
def test_hidden_sheets_are_left_out(path: Path) -> None:
    assert [table.name for table in tables_of(path.read_bytes())] == ["表紙", "機器一覧"]


@pytest.mark.parametrize("path", LEDGERS, ids=lambda path: str(path.suffix))
def test_what_is_merged_over_several_rows_is_said_of_each(path: Path) -> None:
    lines = tables_of(path.read_bytes())[1].lines
    assert [line.cells[7] for line in lines if line.cells[0].startswith("PC-")] == ["本館1階 受付"] * 2


def test_a_sheet_that_begins_further_in_keeps_its_rows_and_columns() -> None:
    (table,) = tables_of(workbook(("a", [(), (), ("", "", "x")])))
    assert [(line.number, line.cells) for line in table.lines] == [(3, ("", "", "x"))]


def test_a_stray_cell_in_the_last_row_of_a_sheet_costs_nothing() -> None:
    far = with_sheet(b'<row r="3"', b'<row r="1048576"', book=with_sheet(b'r="A3"', b'r="A1048576"'))
    (table,) = tables_of(far)
    assert [line.number for line in table.lines][:2] == [1, 2]


def test_a_text_file_is_one_table() -> None:
    (table,) = tables_of(text().encode("cp932"))
    assert (table.name, table.encoding, table.separator) == ("", "cp932", "comma")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (with_sheet(b'r="H3"', b'r="XFD1048576"'), "reaches further than a list of machines"),
        (with_sheet(b'r="H3"', b'r="ZZZZZZ99999999999"'), "reaches further than a list of machines"),
        (with_sheet(b"</sheetData>", b""), "cannot be read"),
        (with_sheet(b"worksheets/sheet1.xml", b"worksheets/none.xml", "xl/_rels/workbook.xml.rels"), "cannot be read"),
        (BOOK[:-40], "no zip archive, or it is cut off"),
        (XLS + bytes(2000), "cannot be read|damaged"),
        (XLSX + bytes(100), "cannot be read"),
        (workbook(("a", [["x"] * (MAX_COLUMNS + 1)])), f"{MAX_COLUMNS + 1} columns"),
        (workbook(("a", [["x"]] * (MAX_ROWS + 1))), f"more than {MAX_ROWS} rows"),
        (XLSX + bytes(MAX_WORKBOOK_BYTES), "bytes; a list of machines has at most"),
    ],
)
def test_a_hostile_workbook_is_refused_in_words(raw: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        tables_of(raw)


def test_a_zip_that_is_no_workbook_is_refused_in_words() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "x")
    with pytest.raises(Unreadable, match="no Excel workbook"):
        tables_of(out.getvalue())


def test_a_workbook_that_swells_is_refused_before_anything_reads_it() -> None:
    with pytest.raises(Unreadable, match="would swell"):
        tables_of(with_sheet(b"<sheetData>", b"<sheetData>" + b" " * 20_000_000))


def test_an_entity_is_not_resolved() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    changed = with_sheet(b"<t>PC-001</t>", b"<t>&a;&a;</t>", "xl/sharedStrings.xml")
    with pytest.raises(Unreadable):
        tables_of(
            with_sheet(
                b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', bomb, "xl/sharedStrings.xml", changed
            )
        )


def test_one_long_text_in_a_great_many_cells_is_refused() -> None:
    lines = [["x" * 30_000] * 60] * 40
    with pytest.raises(Unreadable, match="further than a list of machines"):
        tables_of(workbook(("a", lines)))


@pytest.mark.parametrize("length", [512, 1024, 4096, 8000])
def test_an_xls_that_was_cut_is_unreadable(length: int) -> None:
    with pytest.raises(Unreadable):
        tables_of((SAMPLES / "libreoffice-7.4-merged-heads.xls").read_bytes()[:length])
