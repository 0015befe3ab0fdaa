"""For a list that no profile knows, a mapping is proposed: by the words of its heads, then by what stands below."""

from pathlib import Path

import pytest

from tenken.collectors.spreadsheet.profiles import load_profile, written
from tenken.collectors.spreadsheet.propose import proposed
from tenken.collectors.spreadsheet.read import read_rows
from tests.collectors.spreadsheet.lists import table, text

HEAD = ("診療科端末管理番号", "呼び名", "LAN側", "宛先", "償却年数", "主な設置場所", "パソコン名称")
LINE = ("X-1", "受付", "AA-BB-CC-00-00-01", "10.20.1.5", "5", "本館", "受付端末")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("診療科端末管理番号", "asset_tag"),
        ("LAN側", "mac"),
        ("宛先", "address"),
        ("主な設置場所", "place"),
        ("パソコン名称", "title"),
    ],
)
def test_a_column_is_proposed_by_its_word_or_its_content(head: str, name: str) -> None:
    found = proposed(table(HEAD, LINE)).field_of(head)
    assert found is not None
    assert found[0] == name


def test_what_nothing_speaks_for_is_left_out() -> None:
    profile = proposed(table(HEAD, LINE))
    assert (profile.field_of("償却年数"), profile.field_of("呼び名")) == (None, None)


def test_a_list_without_a_head_gets_an_empty_proposal() -> None:
    assert proposed(table(("1", "2"), ("3", "4"))).columns == {}


def test_a_proposal_that_was_written_down_reads_its_list(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(written(proposed(table(HEAD, LINE), "ours")), encoding="utf-8")
    sheet = read_rows(text([HEAD, LINE]).encode(), load_profile(tmp_path / "ours.toml"))
    assert (sheet.rows[0].entry.title, sheet.unmapped) == ("受付端末", ("呼び名", "償却年数"))
