"""版の違い: what a newer edition changed, word by word, with the earlier answers carried beside it."""

from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tenken.actions.answer import answer
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.standard.diff import diff
from tenken.standard.load import load
from tenken.web.frame import now
from tenken.web.reworded import marked, nearest
from tests.web.pages import Page, get, post

WORDINGS = st.text("事業者等に確認したAB12 。", max_size=30)


def compared(client: Client, old: str = "r6", new: str = "r7") -> Page:
    return get(client, "/checklist/diff/", **{"from": old, "to": new})


@given(WORDINGS, WORDINGS)
def test_the_parts_of_a_marked_wording_are_the_wording(old: str, new: str) -> None:
    gone, came = marked(old, new)
    assert ("".join(text for _m, text in gone), "".join(text for _m, text in came)) == (old, new)


def test_only_the_words_that_changed_are_marked() -> None:
    gone, came = marked("事業者等に確認した。", "事業者に確認した。")
    assert ([text for hit, text in gone if hit], [text for hit, text in came if hit]) == (["事業者等"], ["事業者"])


def test_a_row_is_laid_beside_the_wording_that_is_most_like_it() -> None:
    assert nearest("バックアップを確認した", ["パスワードを変えた", "バックアップを取った"]) == "バックアップを取った"
    assert nearest("何か", []) == ""


def test_every_lineage_that_changed_has_its_place(english: Client) -> None:
    form = load("r7").form("hospital")
    changed = {c.lineage for c in diff(load("r6"), load("r7")) if c.form == "hospital"}
    assert set(compared(english).all("//main/section/@id")) == changed
    assert changed < {row.lineage for row in form.rows}


def test_a_row_that_was_added_says_that_it_was_not_asked_before(english: Client) -> None:
    added = next(c.lineage for c in diff(load("r6"), load("r7")) if c.form == "hospital" and c.what == "added")
    section = compared(english).one(f"//section[@id='{added}']")
    assert "added" in section
    assert "was not asked" in section


def test_rules_that_are_asked_with_other_settings_say_which(english: Client) -> None:
    assert "judged by other settings" in compared(english).one("//section[@id='access-rights']")


def test_the_earlier_answer_stands_beside_the_row(site: Site, english: Client) -> None:
    answer(site, "r6", "hospital", "2-2", Proposed(True, "佐藤 花子", date(2025, 1, 20), reason="返事がある"), now())
    section = compared(english).one("//section[@id='remote-maintenance']")
    assert "answer： はい 2025-01-20 佐藤 花子" in section


def test_the_open_edition_is_compared_with_the_year_before(english: Client) -> None:
    post(english, "/checklist/choose", checklist="r6/hospital")
    page = get(english, "/checklist/diff/")
    assert (page.value("from"), page.value("to")) == ("r5", "r6")


def test_an_edition_beside_itself_asks_the_same(english: Client) -> None:
    assert "These editions ask the same" in compared(english, "r7", "r7").words


@pytest.mark.parametrize(("old", "new"), [("r4", "r7"), ("r7", "../r7"), ("R6", "r7")])
def test_an_edition_that_there_is_not_is_told_in_words(english: Client, old: str, new: str) -> None:
    assert compared(english, old, new).status == 404


def test_the_joined_form_of_a_later_edition_is_compared_too(english: Client) -> None:
    post(english, "/checklist/choose", checklist="r8/hospital")
    assert compared(english, "r7", "r8").status == 200
