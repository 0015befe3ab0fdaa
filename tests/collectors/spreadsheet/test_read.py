"""The facility's own list is read as it stands: every row, every problem, and nothing but Unreadable escapes."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken.collectors.model import Unreadable
from tenken.collectors.spreadsheet import COLLECTOR
from tenken.collectors.spreadsheet.profiles import SHIPPED
from tenken.collectors.spreadsheet.read import read_rows
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import MachineClass, Mark, MarkKind
from tests.collectors.spreadsheet.lists import HEAD, LIST, PC, SAMPLES, SERVER, sheet_of, text, workbook

SYSTEMWALKER = (
    ("資産管理番号", "モデル名", "シリアル番号", "メーカ名", "分類"),
    ("PC001", "LB-100", "SN1", "北斗電機", "ノートPC"),
)
ISM = (("クライアントID", "ハードウェア名", "シリアル番号"), ("0" * 31 + "a", "受付端末", "SN1"))
CODECS = st.sampled_from(["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "utf-16-be"])
CELL = st.text(st.sampled_from("PC端末廃棄0123456789-:/.令和年月日=@'\"\n　"), max_size=12) | st.sampled_from(
    [*PC, *SERVER]
)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_list_gives_the_same_rows_in_every_encoding(codec: str) -> None:
    assert read_rows(text().encode(codec)).rows == read_rows(text().encode()).rows


def test_a_workbook_gives_the_rows_that_the_same_text_gives() -> None:
    assert read_rows(workbook(("機器一覧", LIST))).rows == read_rows(text().encode()).rows


@pytest.mark.parametrize("kind", ["xls", "xlsx"])
def test_a_workbook_with_titles_merged_heads_and_notes_is_read_whole(kind: str) -> None:
    sheet = read_rows((SAMPLES / f"libreoffice-7.4-merged-heads.{kind}").read_bytes())
    assert (sheet.name, sheet.problems, sheet.unmapped) == ("機器一覧", (), ())
    assert [row.entry.title for row in sheet.rows] == [
        "受付端末１", "受付端末２", "電子カルテサーバ", "基幹スイッチ", "薬袋プリンタ",
    ]  # fmt: skip


def test_the_sheet_that_fits_best_is_chosen() -> None:
    book = workbook(("表紙", [("情報機器管理台帳",)]), ("抜粋", [HEAD[:3], PC[:3]]), ("機器一覧", LIST))
    assert read_rows(book).name == "機器一覧"


def test_systemwalkers_shape_is_recognised() -> None:
    sheet = read_rows(text(SYSTEMWALKER, quoted=True).encode("cp932"))
    assert (sheet.profile.name, sheet.encoding) == ("systemwalker", "cp932")
    assert sheet.rows[0].entry.model == "LB-100"


def test_isms_shape_is_recognised_and_its_own_number_is_no_mark() -> None:
    sheet = read_rows(b"\xff\xfe" + text(ISM, "\t", quoted=True).encode("utf-16-le"))
    assert (sheet.profile.name, sheet.unmapped) == ("ism", ("クライアントID",))
    assert sheet.rows[0].marks == (Mark(MarkKind.SERIAL, "SN1"),)


def test_columns_without_a_field_are_listed_and_stay_out() -> None:
    assert sheet_of(("償却年数", "5")).unmapped == ("償却年数",)


def test_a_given_profile_is_used_and_no_other() -> None:
    with pytest.raises(Unreadable, match=r"no profile fits this list: .* the heads of ism"):
        read_rows(text().encode(), SHIPPED["ism"])


def test_a_list_of_something_else_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="make a profile for it"):
        read_rows(text([("氏名", "生年月日"), ("山田", "1980/1/1")]).encode())


def test_heads_with_nothing_beneath_are_unreadable_since_the_rest_may_be_cut_off() -> None:
    with pytest.raises(Unreadable, match="nothing stands beneath the heads in line 1"):
        read_rows(text([HEAD]).encode())


@pytest.mark.parametrize(
    "beside", [("※ 令和7年11月現在",), ("合計", "2台"), ("", "", "", "", "", "", "", ""), HEAD, ("以上",)]
)
def test_what_stands_around_the_list_is_no_row(beside: tuple[str, ...]) -> None:
    sheet = read_rows(text([*LIST, beside]).encode())
    assert (len(sheet.rows), sheet.problems) == (2, ())


def test_a_second_row_with_a_number_of_an_earlier_one_is_a_problem() -> None:
    sheet = sheet_of(("シリアル番号", "SN-1"), more=("PC-002", "会計端末", "", "ｓｎ－１"))
    assert ([row.line for row in sheet.rows], sheet.problems[0].column) == ([2], "シリアル番号")
    assert str(sheet.problems[0].why) == "line 2 has the same serial number"


def test_a_host_name_may_pass_to_a_successor_with_another_number() -> None:
    sheet = sheet_of(("ホスト名", "pc001"), more=("PC-002", "受付端末", "", "pc001"))
    assert (len(sheet.rows), sheet.problems) == (2, ())


def test_two_lines_that_have_only_the_same_host_name_are_a_problem() -> None:
    sheet = sheet_of(("管理番号", ""), ("ホスト名", "pc001"), more=("", "会計端末", "", "PC001"))
    assert str(sheet.problems[0].why) == "line 2 has the same host name"


def test_problems_stand_in_the_order_of_the_lines() -> None:
    lines = [HEAD, PC, PC, ("PC-003", "x", "謎", "", "", "", "", "")]
    assert [problem.row for problem in read_rows(text(lines).encode()).problems] == [3, 4]


def test_the_collector_claims_what_was_entered() -> None:
    claims = list(COLLECTOR.read(text().encode()))
    assert claims[1].about[-1] == Mark(MarkKind.ASSET_TAG, "SV-001")
    assert claims[1].says == LedgerEntry(
        "電子カルテサーバ", MachineClass.SERVER, place="サーバ室", serial="SN-901", entered=True
    )


def test_rows_with_problems_claim_nothing() -> None:
    assert list(COLLECTOR.read(text([HEAD, ("PC-1", "x", "謎", "", "", "", "", "")]).encode())) == []


@settings(max_examples=150)
@given(st.lists(st.lists(CELL, max_size=9), max_size=8), CODECS)
def test_any_lines_under_a_head_are_rows_or_problems(lines: list[list[str]], codec: str) -> None:
    with suppress(Unreadable):
        read_rows(text([HEAD, *lines]).encode(codec, "replace"))


@settings(max_examples=200)
@given(st.binary(max_size=400) | st.tuples(st.binary(max_size=40), CODECS).map(lambda p: text().encode(p[1]) + p[0]))
def test_any_bytes_are_a_sheet_or_unreadable(raw: bytes) -> None:
    with suppress(Unreadable):
        read_rows(raw)


@settings(max_examples=60)
@given(st.integers(0, 9000), st.binary(min_size=1, max_size=8))
def test_an_xls_with_any_bytes_changed_is_a_sheet_or_unreadable(at: int, new: bytes) -> None:
    raw = (SAMPLES / "libreoffice-7.4-merged-heads.xls").read_bytes()
    with suppress(Unreadable):
        read_rows(raw[:at] + new + raw[at + len(new) :])
