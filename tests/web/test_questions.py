"""Questions are answered where they stand: in the list, or one a screen; what is refused stays as it was typed."""

from datetime import date

import pytest
from django.test import Client

from tenken.actions.answer import answer
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.ledger.answers import answers_at
from tenken.ledger.people import Role
from tenken.standard.load import load
from tenken.web.frame import now
from tests.ledger.steps import bcp
from tests.web.conftest import signed_in
from tests.web.pages import Page, get, post

FORM = load("r7").form("hospital")
NO = {"answer": "no", "on": "2025-11-20", "by": "佐藤 花子", "target": "2026-03-01", "after": "0"}
YES = {"answer": "yes", "on": "2025-11-20", "by": "佐藤 花子", "after": "0"}


def to(row: str) -> str:
    return f"/checklist/r7/hospital/{row}/answer"


def all_answered(site: Site, *but: str) -> None:
    for row in FORM.rows:
        if row.id not in but:
            answer(site, "r7", "hospital", row.id, Proposed(True, "佐藤", date(2025, 11, 20), reason="確認"), now())


def test_an_answer_given_in_the_list_leads_back_to_its_row_there(english: Client) -> None:
    response = english.post(to("2-1"), {**NO, "place": "list", "show": "open"})
    assert response.headers["Location"] == "/checklist/?show=open#r-2-1"


def test_one_that_is_refused_in_the_list_stays_typed_with_the_reason_beside_it(english: Client) -> None:
    page = post(english, to("2-6"), **YES, place="list")
    assert (page.status, "needs a written reason" in page.one("//tr[@id='r-2-6']//*[@role='alert']")) == (409, True)
    assert page.all("//tr[@id='r-2-6']//input[@name='by']/@value") == ["佐藤 花子"]


def test_a_row_that_was_refused_stays_in_a_list_that_shows_only_others(english: Client) -> None:
    page = post(english, to("2-6"), **{**NO, "target": ""}, place="list", show="no")
    assert page.all("//tbody/tr/@id") == ["r-2-6"]


def test_where_a_yes_will_need_a_reason_it_says_so_before_it_is_sent(site: Site, english: Client) -> None:
    bcp(site, now())
    page = get(english, "/checklist/")
    assert "はい needs a written reason" in page.line("2-⑥")
    assert "needs a written reason" not in page.line("3-③")


@pytest.mark.parametrize(("show", "rows"), [("no", ["r-2-1"]), ("unshown", ["r-2-6"]), ("shown", [])])
def test_the_list_is_narrowed_by_its_address(site: Site, english: Client, show: str, rows: list[str]) -> None:
    answer(site, "r7", "hospital", "2-1", Proposed(False, "佐藤", date(2025, 11, 20), date(2026, 3, 1)), now())
    answer(site, "r7", "hospital", "2-6", Proposed(True, "佐藤", date(2025, 11, 20), reason="保守の日"), now())
    assert get(english, "/checklist/", show=show).all("//tbody/tr/@id") == rows


def test_every_filter_says_how_many_rows_it_shows(site: Site, english: Client) -> None:
    answer(site, "r7", "hospital", "2-1", Proposed(False, "佐藤", date(2025, 11, 20), date(2026, 3, 1)), now())
    chips = get(english, "/checklist/").all("//nav[@aria-label='which rows']/a")
    assert (chips[0], chips[3]) == (f"all {len(FORM.rows)}", "いいえ 1")


def test_the_newest_evidence_of_a_row_is_one_click_away(site: Site, english: Client) -> None:
    number = bcp(site, now()).recorded.observation
    page = get(english, "/checklist/")
    assert page.all("//tr[@id='r-3-3']//a[@class='proof']/@href") == [f"/evidence/{number}/"]
    assert page.one("//tr[@id='r-3-3']//a[@class='proof']//b") == "BCP 第4版"


def test_last_years_answer_stands_beside_the_question(site: Site, english: Client) -> None:
    answer(site, "r6", "hospital", "2-1", Proposed(True, "佐藤", date(2025, 1, 20), reason="確認"), now())
    assert "last time R6 はい 2025-01-20 佐藤" in get(english, "/checklist/").line("2-①")


def test_headquarters_read_the_list_and_are_asked_nothing(site: Site) -> None:
    page = get(signed_in("honbu", role=Role.HEADQUARTERS), "/checklist/")
    assert page.found("//input[@name='answer']") == []


def test_a_second_look_may_be_put_into_the_round_that_the_person_says(english: Client) -> None:
    post(english, to("2-1"), **NO)
    post(english, to("2-1"), **{**NO, "after": "1", "round": "2"})
    assert [given.round for given in answers_at("r7", "hospital", now())["2-1"]] == [1, 2]


def test_one_at_a_time_begins_with_the_first_open_question(site: Site, english: Client) -> None:
    all_answered(site, "2-5", "2-7")
    page = get_following(english, "/checklist/one/")
    assert page.one("//h1").startswith("2-⑤")
    assert f"{len(FORM.rows) - 2} of {len(FORM.rows)} answered" in page.words


def test_after_an_answer_comes_the_next_open_question(site: Site, english: Client) -> None:
    all_answered(site, "2-5", "2-7")
    assert post(english, to("2-5"), **NO, place="one").one("//h1").startswith("2-⑦")


def test_a_question_may_be_skipped_and_come_back_to(site: Site, english: Client) -> None:
    all_answered(site, "2-5", "2-7")
    assert get(english, "/checklist/one/2-5/").all("//a[@rel='next']/@href") == ["/checklist/one/2-7/"]
    assert get(english, "/checklist/one/2-7/").all("//a[@rel='prev']/@href") == ["/checklist/one/2-5/"]


def test_one_that_is_refused_is_asked_again(english: Client) -> None:
    page = post(english, to("2-5"), **{**NO, "target": ""}, place="one")
    assert (page.status, page.one("//h1").startswith("2-⑤")) == (409, True)
    assert "needs a target date" in page.one("//*[@role='alert']")


def test_behind_the_last_question_stands_what_is_still_open(site: Site, english: Client) -> None:
    all_answered(site, "2-5")
    page = get(english, "/checklist/one/finished/")
    assert "Still open: 1" in page.one("//h1")
    assert page.all("//a[starts-with(@href, '/checklist/one/')]/@href") == ["/checklist/one/2-5/"]


def test_when_nothing_is_open_it_ends_at_once(site: Site, english: Client) -> None:
    all_answered(site)
    assert get_following(english, "/checklist/one/").one("//h1") == "Every row is answered."


def test_a_question_that_there_is_not_is_told_in_words(english: Client) -> None:
    assert get(english, "/checklist/one/9-9/").status == 404


def get_following(client: Client, address: str) -> Page:
    return get(client, client.get(address).headers["Location"])
