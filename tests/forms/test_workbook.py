"""The ministry's own workbook is filled in, and nothing else in it is touched; a filled copy is read back."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tenken.forms.sheets import Sheets, WorkbookError
from tenken.forms.workbook import Entry, Filled, Mark, Workbook, fill, load_workbook, read
from tenken.standard.load import edition_folder, load
from tenken.standard.model import fold_number
from tests.forms.workbooks import FILLED, FORMS, R7, SHEET, SOME, made, mapped, members, opened, shipped

EVERY_FORM = pytest.mark.parametrize(("edition", "form"), FORMS)
DATES = st.dates(date(1990, 1, 1), date(2090, 12, 31))
MARKS = st.builds(Mark, st.booleans(), st.none() | DATES)
ENTRIES = st.builds(Entry, st.none() | MARKS, st.none() | DATES, st.none() | MARKS).filter(lambda one: one != Entry())
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"))).map(str.strip).filter(bool)


def sheet_cells(data: bytes, part: str = "xl/worksheets/sheet1.xml") -> dict[str, bytes]:
    root = etree.fromstring(members(data)[part])
    return {cell.get("r", ""): etree.tostring(cell, method="c14n") for cell in root.iter("{*}c")}


def around_the_cells(data: bytes, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    root = etree.fromstring(members(data)[part])
    for row in root.iter("{*}row"):
        row[:] = []
    return etree.tostring(root, method="c14n")


@EVERY_FORM
@settings(max_examples=8)
@given(data=st.data())
def test_reading_a_filled_form_gives_the_entries_back(edition: str, form: str, data: st.DataObject) -> None:
    workbook = shipped(edition, form)
    entries = data.draw(st.dictionaries(st.sampled_from(list(workbook.cells.rows)), ENTRIES))
    heads = data.draw(st.dictionaries(st.sampled_from(list(workbook.cells.heads)), TEXTS))
    assert read(workbook, fill(workbook, entries, heads)) == Filled(heads, entries)


@pytest.mark.parametrize("dates", ["serial", "wareki", "iso"])
@pytest.mark.parametrize("date_1904", [False, True])
@settings(max_examples=8)
@given(entries=st.dictionaries(st.sampled_from(["2-1", "2-2"]), ENTRIES.filter(lambda one: one.second is None)))
def test_so_does_a_form_of_another_maker(dates: str, date_1904: bool, entries: dict[str, Entry]) -> None:
    workbook = mapped(made(date_1904=date_1904), dates=dates)
    assert read(workbook, fill(workbook, entries, {})).entries == entries


@EVERY_FORM
def test_the_cell_map_has_every_row_of_the_form_and_no_other(edition: str, form: str) -> None:
    assert list(shipped(edition, form).cells.rows) == [row.id for row in load(edition).form(form).rows]


@EVERY_FORM
def test_the_cell_map_has_every_head_of_the_form_and_no_other(edition: str, form: str) -> None:
    assert list(shipped(edition, form).cells.heads) == list(load(edition).form(form).heads)


@EVERY_FORM
def test_the_mapped_row_bears_the_number_of_the_standard(edition: str, form: str) -> None:
    workbook = shipped(edition, form)
    printed = Sheets(workbook.blank).cells(workbook.cells.sheet)
    numbers = {row.id: row.number for row in load(edition).form(form).rows}
    assert {row: fold_number(str(printed[at.number])) for row, at in workbook.cells.rows.items()} == numbers


@EVERY_FORM
def test_every_cell_of_the_map_is_empty_in_the_blank_form(edition: str, form: str) -> None:
    workbook = shipped(edition, form)
    assert read(workbook, workbook.blank) == Filled({}, {})


@EVERY_FORM
def test_no_cell_serves_two_purposes(edition: str, form: str) -> None:
    cells = shipped(edition, form).cells
    of_rows = [
        a for r in cells.rows.values() for a in (r.target, r.first.answer, r.first.on, r.second.answer, r.second.on)
    ]
    used = [address for address in (*of_rows, *cells.heads.values()) if address]
    assert len(set(used)) == len(used)


@pytest.mark.parametrize(("workbook", "entries"), [(R7, SOME), (mapped(made()), {"2-1": SOME["2-1"]})])
def test_every_other_part_of_the_file_is_byte_for_byte_as_it_was(workbook: Workbook, entries: dict[str, Entry]) -> None:
    blank, filled = members(workbook.blank), members(fill(workbook, entries, {}))
    assert [name for name in blank if filled[name] != blank[name]] == ["xl/worksheets/sheet1.xml"]


def test_the_parts_keep_their_order_in_the_file() -> None:
    assert list(members(FILLED)) == list(members(R7.blank))


def test_in_the_sheet_only_the_mapped_cells_differ() -> None:
    blank, filled = sheet_cells(R7.blank), sheet_cells(FILLED)
    changed = {address for address in filled if filled[address] != blank.get(address)}
    assert changed == {"C4", "C13", "D13", "C16", "D16", "E16", "F16", "G16", "D36"}


def test_around_the_cells_nothing_differs() -> None:
    assert around_the_cells(FILLED) == around_the_cells(R7.blank)


def test_formulas_merged_ranges_and_drawings_of_the_sheet_stay() -> None:
    workbook = mapped(made())
    filled = fill(workbook, {"2-1": SOME["2-1"]}, {})
    changed = {a for a, cell in sheet_cells(filled).items() if cell != sheet_cells(workbook.blank).get(a)}
    assert (changed, around_the_cells(filled)) == ({"B2", "C2", "D2"}, around_the_cells(workbook.blank))


@pytest.mark.parametrize(("dates", "text"), [("wareki", "令和7年11月20日"), ("iso", "2025-11-20")])
def test_a_date_is_written_as_the_map_says(dates: str, text: str) -> None:
    filled = fill(mapped(made(), dates=dates), {"2-1": Entry(Mark(yes=True, on=date(2025, 11, 20)))}, {})
    assert opened(filled)[SHEET]["B2"].value == text


def test_a_filled_cell_keeps_its_style() -> None:
    blank, filled = opened(R7.blank).active, opened(FILLED).active
    assert [filled[a].style_id for a in ("C16", "D16", "E16")] == [blank[a].style_id for a in ("C16", "D16", "E16")]


def test_the_same_entries_give_the_same_bytes() -> None:
    assert fill(R7, dict(reversed(SOME.items())), {"医療機関名": "みなと病院"}) == FILLED


def test_filling_leaves_the_blank_form_as_it_was() -> None:
    assert shipped().blank == R7.blank


def test_another_program_opens_the_filled_form_and_sees_the_answers() -> None:
    sheet = opened(FILLED)["医療機関確認用"]
    seen = [sheet[address].value for address in ("C4", "C16", "D16", "E16", "F16", "G16", "D36", "C36")]
    day, target, second = datetime(2025, 11, 20), datetime(2026, 3, 31), datetime(2026, 2, 1)  # noqa: DTZ001
    assert seen == ["みなと病院", day, "いいえ", target, second, "はい", "はい", None]


def test_another_program_sees_the_same_date_in_a_workbook_that_counts_from_1904() -> None:
    filled = fill(mapped(made(date_1904=True)), {"2-1": Entry(Mark(yes=True, on=date(2025, 11, 20)))}, {})
    assert opened(filled)[SHEET]["B2"].value == datetime(2025, 11, 20)  # noqa: DTZ001


@pytest.mark.parametrize("text", ['=HYPERLINK("http://example.jp")', "+1", "-1", "@sum", "=1+1"])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    cell = opened(fill(R7, {}, {"医療機関名": text})).active["C4"]
    assert (cell.value, b"<f>" in members(fill(R7, {}, {"医療機関名": text}))["xl/worksheets/sheet1.xml"]) == (
        text,
        False,
    )


def test_control_characters_are_left_out_of_a_text() -> None:
    assert read(R7, fill(R7, {}, {"医療機関名": "みな\x00と\x0b\ud800病院\uffff"})).heads == {
        "医療機関名": "みなと病院"
    }


def test_a_cell_that_holds_a_formula_is_not_overwritten() -> None:
    workbook = mapped(made())
    other_map = replace(workbook.cells, heads={"集計": "F2"})
    with pytest.raises(WorkbookError, match="cell F2 holds a formula"):
        fill(Workbook(workbook.blank, other_map), {}, {"集計": "0"})


@pytest.mark.parametrize(("entries", "heads"), [({"9-9": Entry()}, {}), ({}, {"電話番号": "03"})])
def test_a_row_or_a_head_without_cells_is_an_error(entries: dict[str, Entry], heads: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        fill(R7, entries, heads)


def test_a_mark_stands_in_the_box_of_yes_or_in_that_of_no() -> None:
    workbook = mapped(made())
    filled = opened(fill(workbook, {"2-2": Entry(Mark(yes=False))}, {}))[SHEET]
    assert (filled["C3"].value, filled["E3"].value) == (None, "○")


def test_a_mark_in_the_other_box_is_taken_away() -> None:
    workbook = mapped(made())
    no = replace(workbook, blank=fill(workbook, {"2-2": Entry(Mark(yes=False))}, {}))
    assert read(workbook, fill(no, {"2-2": Entry(Mark(yes=True))}, {})).entries == {"2-2": Entry(Mark(yes=True))}


def test_a_workbook_that_its_map_was_not_made_for_is_refused(tmp_path: Path) -> None:
    folder = edition_folder("r7")
    (tmp_path / "hospital.cells.toml").write_bytes((folder / "hospital.cells.toml").read_bytes())
    (tmp_path / "hospital.xlsx").write_bytes((folder / "vendor.xlsx").read_bytes())
    with pytest.raises(WorkbookError, match=r"hospital\.xlsx is not the workbook that its cell map was made for"):
        load_workbook(tmp_path, "hospital")


def test_a_missing_workbook_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "hospital.cells.toml").write_bytes((edition_folder("r7") / "hospital.cells.toml").read_bytes())
    with pytest.raises(WorkbookError, match=r"hospital\.xlsx: .*import the edition again"):
        load_workbook(tmp_path, "hospital")
