"""Cells are read and written in the workbook's own XML, and every other byte stays as it was."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken.forms.sheets import Sheets, Value, WorkbookError, column_number, split_address
from tests.forms.workbooks import SHEET, exchanged, made, members

MADE = made()
PART = "xl/worksheets/sheet1.xml"
ADDRESSES = st.from_regex(r"[A-Z]{1,2}[1-9][0-9]{0,3}", fullmatch=True).filter(lambda a: a != "F2")
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1),
    st.integers(-(10**12), 10**12).map(float),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 6) + 0.0),
    st.booleans(),
)


def put(values: dict[str, Value | None], data: bytes = MADE) -> bytes:
    sheets = Sheets(data)
    sheets.put(SHEET, values)
    return sheets.save()


def cells(data: bytes) -> dict[str, Value]:
    return Sheets(data).cells(SHEET)


def sheet(rows: str, data: bytes = MADE) -> bytes:
    """The made workbook with these rows in its first sheet."""

    def edit(content: bytes) -> bytes:
        start, end = content.index(b"<sheetData>") + 11, content.index(b"</sheetData>")
        return content[:start] + rows.encode() + content[end:]

    return exchanged(data, PART, edit)


def strings(items: str) -> bytes:
    """The made workbook with these shared texts, the first of which stands in A1."""
    head = b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    data = exchanged(MADE, "xl/sharedStrings.xml", lambda _old: head + items.encode() + b"</sst>")
    return sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', data)


@settings(max_examples=40)
@given(st.dictionaries(ADDRESSES, VALUES, max_size=8))
def test_what_was_put_is_read_back_and_nothing_else_changed(values: dict[str, Value]) -> None:
    assert cells(put(dict(values))) == {**cells(MADE), **values}


@settings(max_examples=40)
@given(st.dictionaries(ADDRESSES, VALUES, max_size=8))
def test_the_order_of_putting_is_of_no_account(values: dict[str, Value]) -> None:
    assert put(dict(values)) == put(dict(reversed(values.items())))


def test_putting_nothing_leaves_a_cell_empty() -> None:
    assert "A1" not in cells(put({"A1": None}))


def test_rows_and_cells_are_made_in_their_right_places() -> None:
    data = put({"C4": "はい", "AA4": "いいえ", "B4": "○"}, sheet('<row r="9"><c r="A9"><v>1</v></c></row>'))
    made_row = members(data)[PART].partition(b"<sheetData>")[2].partition(b"</row>")[0]
    assert [made_row.index(mark) for mark in (b'<row r="4"', b'"B4"', b'"C4"', b'"AA4"')] == sorted(
        made_row.index(mark) for mark in (b'<row r="4"', b'"B4"', b'"C4"', b'"AA4"')
    )


def test_a_row_is_made_behind_one_without_a_number() -> None:
    assert cells(put({"A1": "はい"}, sheet('<row/><row r="2"><c r="A2"><v>1</v></c></row>'))) == {
        "A1": "はい",
        "A2": 1.0,
    }


def test_saving_twice_gives_the_same_bytes() -> None:
    sheets = Sheets(MADE)
    sheets.put(SHEET, {"C2": "はい"})
    assert sheets.save() == sheets.save()


def test_cells_are_still_read_after_saving() -> None:
    sheets = Sheets(MADE)
    sheets.put(SHEET, {"C2": "はい"})
    sheets.save()
    assert (sheets.cells(SHEET)["C2"], sheets.cells("集計")["A1"]) == ("はい", 1.0)


def test_saving_an_unchanged_workbook_leaves_every_part_as_it_was() -> None:
    assert members(Sheets(MADE).save()) == members(MADE)


def test_spaces_at_both_ends_of_a_text_stay() -> None:
    assert cells(put({"C2": "  はい\n "}))["C2"] == "  はい\n "


def test_control_characters_and_half_characters_are_left_out() -> None:
    assert cells(put({"C2": "は\x00い\x1b\ud83d\ufffe"}))["C2"] == "はい"


def test_a_cell_with_a_formula_is_refused() -> None:
    with pytest.raises(WorkbookError, match=f"sheet {SHEET}.*cell F2 holds a formula"):
        put({"F2": 0.0})


def test_the_names_of_the_sheets_are_in_their_order() -> None:
    assert Sheets(MADE).names == (SHEET, "集計")


def test_a_sheet_that_is_not_there_is_an_error_that_names_those_that_are() -> None:
    with pytest.raises(WorkbookError, match=r"there is no sheet .様式.; found 確認用, 集計"):
        Sheets(MADE).cells("様式")


def test_merged_ranges_are_told() -> None:
    assert Sheets(MADE).merged(SHEET) == ("A5:F5",)


def test_a_text_of_several_styles_is_one_text() -> None:
    assert cells(MADE)["F1"] == "注: 太字のあと"


def test_the_readings_of_a_text_are_no_part_of_it() -> None:
    furigana = '<si><t>確認日</t><rPh sb="0" eb="3"><t>カクニンビ</t></rPh><phoneticPr fontId="1"/></si>'
    assert cells(strings(furigana)) == {"A1": "確認日"}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>45962</v></c>', 45962.0),
        ('<c r="A1" t="n"><v>1E3</v></c>', 1000.0),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="str"><f>B1</f><v>はい</v></c>', "はい"),
        ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="A1" t="d"><v>2025-11-23</v></c>', "2025-11-23"),
        ('<c r="A1" t="inlineStr"><is><r><t>は</t></r><r><t>い</t></r></is></c>', "はい"),
    ],
)
def test_a_cell_is_read_by_its_type(cell: str, value: Value) -> None:
    assert cells(sheet(f'<row r="1">{cell}</row>')) == {"A1": value}


@pytest.mark.parametrize("cell", ['<c r="A1" s="3"/>', '<c r="A1" t="inlineStr"/>', '<c r="A1" t="str"><v></v></c>'])
def test_an_empty_cell_is_not_there(cell: str) -> None:
    assert cells(sheet(f'<row r="1">{cell}</row>')) == {}


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ('<c r="A1"><v>十二</v></c>', "cell A1: .十二. is no number"),
        ('<c r="A1" t="s"><v>99</v></c>', "shared text 99 is missing"),
        ('<c r="A1" t="s"><v>x</v></c>', "shared text x is missing"),
    ],
)
def test_a_cell_that_makes_no_sense_is_an_error(cell: str, message: str) -> None:
    with pytest.raises(WorkbookError, match=message):
        cells(sheet(f'<row r="1">{cell}</row>'))


def test_a_row_without_a_number_of_a_row_is_an_error() -> None:
    with pytest.raises(WorkbookError, match=r"1:7. is no number of a row"):
        put({"A9": "x"}, sheet('<row r="1:7"/>'))


def test_a_sheet_without_any_place_for_cells_is_an_error() -> None:
    bare = exchanged(MADE, PART, lambda old: old.replace(b"sheetData", b"oldData"))
    with pytest.raises(WorkbookError, match="has no cells at all"):
        put({"A1": "x"}, bare)


def test_more_than_200000_filled_cells_are_not_read() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n * 7919}</v></c></row>' for n in range(1, 200_002))
    with pytest.raises(WorkbookError, match="more than 200000 filled cells"):
        cells(sheet(rows))


@pytest.mark.parametrize("date_1904", [False, True])
@given(day=st.dates(date(1989, 1, 8), date(2090, 12, 31)))
def test_a_date_is_found_again_from_its_count_of_days(date_1904: bool, day: date) -> None:
    sheets = BOTH_CALENDARS[date_1904]
    assert sheets.day_of(sheets.serial_of(day)) == day


def test_a_plain_number_is_no_date() -> None:
    with pytest.raises(ValueError, match="23 is no date"):
        Sheets(MADE).day_of(23.0)


BOTH_CALENDARS = {False: Sheets(MADE), True: Sheets(made(date_1904=True))}


@pytest.mark.parametrize(("date_1904", "serial"), [(False, 45984.0), (True, 44522.0)])
def test_days_are_counted_as_excel_counts_them(date_1904: bool, serial: float) -> None:
    assert BOTH_CALENDARS[date_1904].serial_of(date(2025, 11, 23)) == serial


def test_the_time_of_day_is_no_part_of_a_date() -> None:
    assert Sheets(MADE).day_of(45984.75) == date(2025, 11, 23)


@pytest.mark.parametrize("serial", [1e300, -1e9, float("inf"), float("nan")])
def test_a_count_beyond_the_calendar_is_no_date(serial: float) -> None:
    with pytest.raises(ValueError):
        Sheets(MADE).day_of(serial)


def with_doctype(content: bytes) -> bytes:
    head, _end, rest = content.partition(b"?>")
    return head + b'?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + rest


def with_bomb(content: bytes) -> bytes:
    entities = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    head, _end, rest = content.partition(b"?>")
    return head + b'?><!DOCTYPE x [<!ENTITY l0 "ha">' + entities + b"]>" + rest.replace(b"<t>", b"<t>&l11;", 1)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", PART])
def test_a_document_type_is_refused_in_every_part(part: str) -> None:
    with pytest.raises(WorkbookError, match="document type"):
        cells(exchanged(MADE, part, with_doctype))


def test_text_that_would_swell_a_billion_times_is_refused() -> None:
    with pytest.raises(WorkbookError, match=r"sharedStrings\.xml"):
        cells(exchanged(MADE, "xl/sharedStrings.xml", with_bomb))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", PART])
@pytest.mark.parametrize(
    "content", [b"", b"no xml", b"<a>", b"<a>\x01</a>", b"<a>" * 1000 + b"</a>" * 1000, b"<a>&nbsp;</a>"]
)
def test_a_part_that_is_no_sound_xml_is_an_error_that_says_what_to_do(part: str, content: bytes) -> None:
    with pytest.raises(WorkbookError, match=f"{part}: .*; open the file in Excel and save it again"):
        cells(exchanged(MADE, part, lambda _old: content))


@pytest.mark.parametrize(("address", "parts"), [("A1", ("A", 1)), ("XFD1048576", ("XFD", 1048576))])
def test_an_address_is_a_column_and_a_row(address: str, parts: tuple[str, int]) -> None:
    assert split_address(address) == parts


@pytest.mark.parametrize("address", ["", "A", "1", "A0", "a1", "A01", "AAAA1", "A1:B2", "$A$1", "A1\n"])
def test_what_is_no_address_is_an_error(address: str) -> None:
    with pytest.raises(WorkbookError, match="is no cell address"):
        split_address(address)


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("XFD", 16384)])
def test_columns_are_numbered_from_a(letters: str, number: int) -> None:
    assert column_number(letters) == number
