"""The head is found below titles and among merged group heads, by the words that a profile knows."""

import pytest

from tenken.collectors.spreadsheet.heads import fitted, likely_head, repeats
from tenken.collectors.spreadsheet.model import Table
from tenken.collectors.spreadsheet.profiles import SHIPPED
from tenken.collectors.spreadsheet.tables import tables_of
from tests.collectors.spreadsheet.lists import HEAD, LIST, PC, SAMPLES, table

GENERAL = SHIPPED["generic-ja"]
TITLES = (("情報機器管理台帳", "", "", ""), ("", "", "", "作成日: 令和7年4月1日"))


def head_in(one: Table) -> tuple[int, tuple[str, ...]]:
    found = fitted(one, GENERAL)
    assert found is not None
    return found.head.line, found.head.words


def test_the_head_is_the_first_line_of_a_plain_list() -> None:
    assert head_in(table(*LIST)) == (1, HEAD)


def test_titles_above_the_head_are_passed_over() -> None:
    assert head_in(table(*TITLES, *LIST)) == (3, HEAD)


@pytest.mark.parametrize("kind", ["xls", "xlsx"])
def test_merged_group_heads_over_two_lines_are_read(kind: str) -> None:
    one = tables_of((SAMPLES / f"libreoffice-7.4-merged-heads.{kind}").read_bytes())[1]
    assert set(head_in(one)[1]) >= {"管理番号", "名称", "製造番号", "IPアドレス", "設置場所", "備考"}


def test_group_heads_in_a_text_file_are_read_where_the_lower_line_says_more() -> None:
    lines = (("管理番号", "機器", "", "設置場所"), ("", "名称", "型番", ""), ("PC-1", "受付端末", "X1", "受付"))
    assert head_in(table(*lines)) == (1, ("管理番号", "名称", "型番", "設置場所"))


def test_two_lines_make_one_word_where_neither_is_known_alone() -> None:
    lines = (("管理番号", "名称", "購入", ""), ("", "", "日付", "金額"), ("PC-1", "受付端末", "2023/4/1", "10"))
    found = fitted(table(*lines), GENERAL)
    assert found is not None
    assert found.columns["purchased_on"] == (2,)


def test_a_head_with_words_in_brackets_is_known_and_others_are_listed() -> None:
    found = fitted(table(("管理番号（必須）", "機器名※", "シリアルNo.", "償却年数"), ("1", "2", "3", "4")), GENERAL)
    assert found is not None
    assert (set(found.columns), found.unmapped) == ({"asset_tag", "title", "serial"}, ("償却年数",))


@pytest.mark.parametrize("lines", [(), (("a", "b"),), (("管理番号", "x", "y"), ("1", "2", "3")), (("",),)])
def test_a_list_without_known_heads_fits_nothing(lines: tuple[tuple[str, ...], ...]) -> None:
    assert fitted(table(*lines), GENERAL) is None


def test_a_head_that_no_profile_knows_is_told_by_its_shape() -> None:
    lines = (("施設一覧", "", ""), ("No.", "コード", "呼び名", "場所"), ("1", "A-1", "受付", "1F"))
    found = likely_head(table(*lines))
    assert found is not None
    assert found.line == 2


def test_lines_of_numbers_are_no_head() -> None:
    assert likely_head(table(("1", "2", "3"), ("4", "5", "6"))) is None


def test_the_head_of_a_second_printed_page_is_known_again() -> None:
    found = fitted(table(*LIST), GENERAL)
    assert found is not None
    assert (repeats(HEAD, found.head), repeats(PC, found.head)) == (True, False)
