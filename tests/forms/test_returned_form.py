"""A form comes back as somebody filled it in: what can be taken is taken, and what cannot is named by its cell."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tenken.forms.sheets import Sheets, Value, WorkbookError
from tenken.forms.workbook import Entry, Filled, Mark, Problem, Workbook, read
from tenken.text import Message
from tests.forms.workbooks import FILLED, R7, SOME, exchanged, made, mapped, opened

AT = R7.cells.rows["2-1"]
FORMULA = (("f", 'IF(A16="","","はい")'), ("v", "はい"))


def returned(values: dict[str, Value | None], workbook: Workbook = R7) -> Filled:
    """What is read when somebody wrote these values into the blank form."""
    sheets = Sheets(workbook.blank)
    sheets.put(workbook.cells.sheet, values)
    return read(workbook, sheets.save())


def read_or_refused(data: bytes, workbook: Workbook = R7) -> Filled | None:
    try:
        return read(workbook, data)
    except WorkbookError:
        return None


def as_formula(sheet: bytes) -> bytes:
    """The sheet with the answer of D16 worked out by a formula, as Excel stores it."""
    root = etree.fromstring(sheet)
    cell = next(one for one in root.iter("{*}c") if one.get("r") == "D16")
    cell[:] = [etree.fromstring(f'<{tag} xmlns="{root.nsmap[None]}">{text}</{tag}>') for tag, text in FORMULA]
    cell.set("t", "str")
    return etree.tostring(root, encoding="UTF-8")


def test_a_form_that_another_program_saved_again_is_read_alike() -> None:
    out = BytesIO()
    opened(FILLED).save(out)
    assert read(R7, out.getvalue()) == Filled({"医療機関名": "みなと病院"}, SOME)


def test_marks_in_both_boxes_are_a_problem() -> None:
    assert returned({"C3": "○", "E3": "○"}, mapped(made())).problems == (
        Problem("C3", "2-2", "○ / ○", Message("not clear whether はい or いいえ is marked")),
    )


@pytest.mark.parametrize("text", ["はい", " はい ", "○", "〇", "◯", "✓", "レ", "Yes", "Y"])
def test_yes_is_read_in_its_usual_spellings(text: str) -> None:
    assert returned({AT.first.answer: text}).entries == {"2-1": Entry(Mark(yes=True))}


@pytest.mark.parametrize("text", ["いいえ", "×", "✕", "NO", "n"])
def test_no_is_read_in_its_usual_spellings(text: str) -> None:
    assert returned({AT.first.answer: text}).entries == {"2-1": Entry(Mark(yes=False))}


@pytest.mark.parametrize("text", ["", "  ", "はい・いいえ"])
def test_a_cell_where_nothing_was_chosen_is_no_answer(text: str) -> None:
    assert returned({AT.first.answer: text}) == Filled({}, {})


@pytest.mark.parametrize("wrong", ["一部", "はい(一部)", 1.0, True])
def test_another_answer_is_a_problem_and_its_row_is_left_out(wrong: Value) -> None:
    found = returned({AT.first.answer: wrong, AT.target: "2026/3/31"})
    assert ([(p.cell, p.row, str(p.why)) for p in found.problems], found.entries) == (
        [("D16", "2-1", "neither はい nor いいえ")],
        {},
    )


@pytest.mark.parametrize("text", ["2025-11-23", "2025/11/23", "令和7年11月23日", "R7.11.23", "令和　７年１１月２３日"])
def test_a_date_is_read_in_its_usual_spellings(text: str) -> None:
    found = returned({AT.first.answer: "はい", AT.first.on: text})
    assert found.entries == {"2-1": Entry(Mark(yes=True, on=date(2025, 11, 23)))}


@pytest.mark.parametrize("wrong", ["来年度", "2025/2/30", "11/23", 20251123.0, 1e300, True])
def test_a_wrong_date_is_a_problem_and_its_row_is_left_out(wrong: Value) -> None:
    found = returned({AT.first.answer: "はい", AT.first.on: wrong})
    assert ([(p.cell, str(p.why)) for p in found.problems], found.entries) == (
        [("C16", "no date; write it as 2025/11/23")],
        {},
    )


def test_one_wrong_row_takes_nothing_from_the_others() -> None:
    found = returned({AT.first.answer: "一部", R7.cells.rows["2-2"].first.answer: "はい"})
    assert (set(found.entries), len(found.problems)) == ({"2-2"}, 1)


def test_the_value_that_a_formula_showed_is_read() -> None:
    returned_form = exchanged(FILLED, "xl/worksheets/sheet1.xml", as_formula)
    assert read(R7, returned_form).entries["2-1"].first == Mark(yes=True, on=date(2025, 11, 20))


def test_a_copy_with_a_row_deleted_is_refused_and_the_first_wrong_cell_is_named() -> None:
    book = opened(FILLED)
    book.active.delete_rows(17)
    out = BytesIO()
    book.save(out)
    with pytest.raises(WorkbookError, match=r"cell A17 should hold .* row 2-2 \(.2-②.\) and holds .2-③."):
        read(R7, out.getvalue())


def test_the_form_of_another_maker_is_refused_for_its_sheet() -> None:
    with pytest.raises(WorkbookError, match=r"there is no sheet .医療機関確認用.; found 確認用, 集計"):
        read(R7, made())


@settings(max_examples=150)
@given(st.integers(0, len(FILLED) - 1))
def test_a_file_cut_off_at_any_byte_is_refused_or_read_as_the_whole(length: int) -> None:
    assert read_or_refused(FILLED[:length]) in (None, read(R7, FILLED))


@settings(max_examples=150)
@given(st.integers(0, len(FILLED) - 1), st.integers(1, 255))
def test_a_file_with_any_byte_damaged_is_refused_or_read_as_the_whole(at: int, bits: int) -> None:
    damaged = FILLED[:at] + bytes([FILLED[at] ^ bits]) + FILLED[at + 1 :]
    assert read_or_refused(damaged) in (None, read(R7, FILLED))


@given(st.binary(max_size=200))
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(WorkbookError, match=r"no Excel workbook \(\.xlsx\)"):
        read(R7, data)
