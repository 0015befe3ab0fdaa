"""A returned 事業者確認用 is recognised as that of its edition and gives the vendor's answers."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken.collectors.model import Claim, Unreadable
from tenken.collectors.vendor_form.read import read, recognise
from tenken.facts.model import Mark as Sign
from tenken.facts.model import MarkKind
from tenken.facts.vendors import VendorAnswer
from tenken.forms.sheets import Sheets
from tenken.forms.workbook import Entry, Mark, fill
from tenken.standard.load import EDITIONS, SHIPPED
from tests.forms.workbooks import FILLED as HOSPITAL_FORM
from tests.forms.workbooks import made, opened, shipped

ON, LATER, TARGET = date(2025, 11, 1), date(2026, 2, 1), date(2026, 3, 31)
NAMED = {"事業者名": "北斗システム"}
ROWS = {"2-2": Entry(Mark(True, ON)), "2-3": Entry(Mark(False, ON), TARGET)}
RETURNED = fill(shipped("r7", "vendor"), ROWS, NAMED)
EVERY_EDITION = pytest.mark.parametrize("edition", EDITIONS)


def returned(entries: dict[str, Entry], edition: str = "r7", heads: dict[str, str] | None = None) -> bytes:
    return fill(shipped(edition, "vendor"), entries, NAMED if heads is None else heads)


def answers(raw: bytes) -> dict[str, VendorAnswer]:
    return {claim.says.row: claim.says for claim in read(raw) if isinstance(claim.says, VendorAnswer)}


def unreadable(raw: bytes, imported: Path | None = None) -> str:
    with pytest.raises(Unreadable) as caught:
        list(read(raw, imported))
    return str(caught.value)


def read_or_none(raw: bytes) -> list[Claim] | None:
    try:
        return list(read(raw))
    except Unreadable:
        return None


def saved(book: object) -> bytes:
    out = BytesIO()
    book.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


@EVERY_EDITION
def test_the_form_of_every_shipped_edition_is_recognised_and_gives_its_answers(edition: str) -> None:
    found = answers(returned(ROWS, edition))
    assert {row: (a.edition, a.yes, a.confirmed_on, a.target, a.round) for row, a in found.items()} == {
        "2-2": (edition, True, ON, None, 1),
        "2-3": (edition, False, ON, TARGET, 1),
    }


@EVERY_EDITION
def test_an_answer_bears_the_lineage_of_its_row(edition: str) -> None:
    assert {row: a.lineage for row, a in answers(returned(ROWS, edition)).items()} == {
        "2-2": "remote-maintenance",
        "2-3": "mds-sds",
    }


@EVERY_EDITION
def test_the_form_says_whose_it_is(edition: str) -> None:
    assert recognise(returned(ROWS, edition)).vendor == "北斗システム"


def test_every_claim_is_about_the_vendor_that_the_form_names() -> None:
    assert {claim.about for claim in read(RETURNED)} == {(Sign(MarkKind.VENDOR_NAME, "北斗システム"),)}


def test_a_form_that_another_program_saved_again_gives_the_same() -> None:
    assert list(read(saved(opened(RETURNED)))) == list(read(RETURNED))


def test_a_form_without_a_name_is_read_all_the_same() -> None:
    assert recognise(returned(ROWS, heads={})).vendor == ""


def test_the_second_round_counts() -> None:
    found = answers(returned({"2-3": Entry(Mark(False, ON), TARGET, Mark(True, LATER))}))["2-3"]
    assert (found.yes, found.confirmed_on, found.round) == (True, LATER, 2)


def test_an_answer_without_a_day_is_kept_without_one() -> None:
    assert answers(returned({"2-2": Entry(Mark(True))}))["2-2"].confirmed_on is None


def test_a_row_with_nothing_but_a_target_date_is_no_answer() -> None:
    assert set(answers(returned({**ROWS, "2-4": Entry(None, TARGET)}))) == set(ROWS)


def test_a_row_that_cannot_be_taken_is_left_out_and_told() -> None:
    sheets = Sheets(RETURNED)
    at = shipped("r7", "vendor").cells.rows["2-2"].first.answer
    sheets.put(sheets.names[0], {at: "一部"})
    found = recognise(sheets.save())
    assert (set(found.filled.entries), [p.row for p in found.filled.problems]) == ({"2-3"}, ["2-2"])


@EVERY_EDITION
def test_an_empty_form_has_no_answer(edition: str) -> None:
    assert unreadable(shipped(edition, "vendor").blank) == "the form has no answer on it"


def test_a_workbook_of_something_else_is_no_known_form() -> None:
    assert unreadable(made()) == "this is no form of an edition that Tenken knows; its title is on no sheet"


def test_the_hospitals_own_form_is_not_the_vendors() -> None:
    assert unreadable(HOSPITAL_FORM).startswith("this is not the vendor form of 令和7年度版 ")


def test_a_form_whose_rows_were_moved_is_refused_and_the_first_wrong_cell_is_named() -> None:
    book = opened(RETURNED)
    book.active.delete_rows(int(shipped("r7", "vendor").cells.rows["2-3"].number[1:]))
    assert "should hold the number of row 2-3" in unreadable(saved(book))


@pytest.mark.parametrize("raw", [b"", b"PK", b"no workbook", b"%PDF-1.7"])
def test_what_is_no_workbook_says_so(raw: bytes) -> None:
    assert unreadable(raw).startswith("the workbook cannot be read: ")


def test_an_imported_edition_without_a_vendor_form_takes_none(tmp_path: Path) -> None:
    text = (SHIPPED / "r7" / "edition.toml").read_text(encoding="utf-8")
    (tmp_path / "r7").mkdir()
    (tmp_path / "r7" / "edition.toml").write_text(text.replace('id = "vendor"', 'id = "other"'), encoding="utf-8")
    assert "no form of an edition that Tenken knows" in unreadable(RETURNED, tmp_path)


@settings(max_examples=60)
@given(st.integers(0, len(RETURNED)))
def test_a_form_cut_off_at_any_byte_is_unreadable_or_the_whole(length: int) -> None:
    assert read_or_none(RETURNED[:length]) in (None, list(read(RETURNED)))


@settings(max_examples=60)
@given(st.integers(0, len(RETURNED) - 1), st.integers(1, 255))
def test_a_form_with_any_byte_damaged_is_unreadable_or_the_whole(at: int, bits: int) -> None:
    damaged = RETURNED[:at] + bytes([RETURNED[at] ^ bits]) + RETURNED[at + 1 :]
    assert read_or_none(damaged) in (None, list(read(RETURNED)))
