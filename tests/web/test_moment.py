"""時点: a past day is looked at on every page that can show it, says so, and cannot be changed."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tenken.actions.answer import answer
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.dates import local_day
from tenken.ledger.answers import answers_at
from tenken.web.frame import now
from tests.ledger.steps import bcp, seen
from tests.web.pages import get, post
from tests.web.test_answering import YES

DAY = timedelta(days=1)
BCP = "/checklist/r7/hospital/3-3/"
BANNER = "//div[@class='past']"


def on(days_ago: int) -> str:
    return (local_day(now()) - days_ago * DAY).isoformat()


def answered(site: Site, at: datetime) -> None:
    answer(site, "r7", "hospital", "3-3", Proposed(True, "佐藤 花子", local_day(at)), at)


def test_a_verdict_is_the_one_of_that_day(site: Site, english: Client) -> None:
    bcp(site, now() - 2 * DAY)
    assert "not met" not in get(english, BCP).one("//p[@class='verdict']")
    assert get(english, BCP, as_of=on(3)).one("//p[@class='verdict']").startswith("cannot tell")
    assert get(english, BCP, as_of=on(1)).one("//p[@class='verdict']").startswith("met")


def test_an_answer_that_was_given_later_is_not_there_yet(site: Site, english: Client) -> None:
    bcp(site, now() - 5 * DAY)
    answered(site, now() - 2 * DAY)
    assert "佐藤 花子" not in get(english, "/checklist/", as_of=on(3)).line("3-③")
    assert "佐藤 花子" in get(english, "/checklist/", as_of=on(1)).line("3-③")


def test_the_day_stays_while_one_goes_from_page_to_page(english: Client) -> None:
    get(english, "/", as_of=on(3))
    assert f"({on(3)})" in get(english, "/checklist/").one(BANNER)
    assert f"({on(3)})" in get(english, BCP).one(BANNER)


def test_the_banner_leads_back_to_the_present(english: Client) -> None:
    (back,) = get(english, "/", as_of=on(3)).all(f"{BANNER}//a/@href")
    assert get(english, f"/{back}").found(BANNER) == get(english, "/checklist/").found(BANNER) == []


@pytest.mark.parametrize("days", [0, -1])
def test_today_and_what_is_to_come_are_the_present(english: Client, days: int) -> None:
    assert get(english, "/", as_of=on(days)).found(BANNER) == []


def test_a_page_that_cannot_look_back_says_so(english: Client) -> None:
    get(english, "/", as_of=on(3))
    assert "this page always shows the present" in get(english, "/documents/").one(BANNER)


def test_no_answer_is_asked_for_and_none_is_taken_in_the_past(site: Site, english: Client) -> None:
    page = get(english, BCP, as_of=on(3))
    assert page.found("//input[@name='answer']") == []
    refused = post(english, f"{BCP}answer", **YES)
    assert ("Return to the present first" in refused.words, answers_at("r7", "hospital", now())) == (True, {})


def test_a_machine_that_came_later_is_not_counted_on_the_home_page(site: Site, english: Client) -> None:
    seen(site, now=now() - DAY)
    assert "not classed yet" not in get(english, "/", as_of=on(3)).words
    assert "1" in get(english, "/", as_of="").one("//th[contains(., 'servers')]/small")


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "9" * 5000])
def test_a_day_that_there_is_not_is_refused(english: Client, text: str) -> None:
    assert get(english, "/", as_of=text).status == 400


def test_a_japanese_date_is_understood(english: Client) -> None:
    assert "(2025-04-01)" in get(english, "/", as_of="令和７年４月１日").one(BANNER)
