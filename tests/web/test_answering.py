"""回答: given on the row's page by a named person; what is refused stays as it was typed."""

import pytest
from django.test import Client

from tenken.actions.people import FIRST
from tenken.actions.site import Site
from tenken.ledger.answers import answers_at
from tenken.web.frame import now
from tests.ledger.steps import bcp
from tests.web.conftest import signed_in
from tests.web.pages import Page, get, post

YES = {"answer": "yes", "on": "2025-11-20", "by": "佐藤 花子", "reason": "保守の日に当てる", "after": "0"}
NO = {"answer": "no", "on": "2025-11-20", "by": "佐藤 花子", "target": "2026-03-01", "after": "0"}


def given(client: Client, row: str = "2-6", **typed: str) -> Page:
    return post(client, f"/checklist/r7/hospital/{row}/answer", **typed)


def kept(row: str = "2-6") -> list[tuple[bool, str, str]]:
    return [(a.yes, a.by, a.reason) for a in answers_at("r7", "hospital", now()).get(row, ())]


def test_a_yes_is_kept_and_stands_on_the_page_with_its_reason(english: Client) -> None:
    page = given(english, **YES)
    assert kept() == [(True, "佐藤 花子", "保守の日に当てる")]
    assert page.one("//*[@role='status']") == "kept: はい"
    assert "はい round 1 令和7年11月20日 佐藤 花子" in page.one("//p[@class='given']")


def test_a_no_is_kept_with_its_target_date(english: Client) -> None:
    page = given(english, **NO)
    assert "いいえ round 1 令和7年11月20日 佐藤 花子 target 令和8年3月1日" in page.one("//p[@class='given']")


def test_a_yes_that_the_evidence_shows_needs_no_reason(site: Site, english: Client) -> None:
    bcp(site, now())
    assert given(english, "3-3", **{**YES, "reason": ""}).status == 200
    assert kept("3-3") == [(True, "佐藤 花子", "")]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({**YES, "reason": " "}, "needs a written reason"),
        ({**YES, "by": " "}, "needs the name of the person"),
        ({**YES, "by": "長" * 191}, "has 190 characters at most"),
        ({**YES, "on": "9999-12-31"}, "is still to come"),
        ({**YES, "on": "yesterday"}, "is no date"),
        ({**YES, "on": ""}, "is no date"),
        ({**YES, "answer": "maybe"}, "choose はい or いいえ"),
        ({**NO, "target": ""}, "needs a target date"),
        ({**NO, "target": "2027-03-01"}, "is not inside the fiscal year"),
        ({**NO, "target": "2025-11-01"}, "is before the confirmation"),
        ({**NO, "target": "soon"}, "is no date"),
    ],
)
def test_an_answer_that_lacks_something_is_refused_with_the_reason(
    english: Client, typed: dict[str, str], why: str
) -> None:
    refused = given(english, **typed)
    assert refused.status == 409
    assert why in refused.one("//*[@role='alert']")
    assert kept() == []


def test_a_refused_answer_is_still_a_page_of_the_checklist(english: Client) -> None:
    refused = given(english, **{**NO, "target": ""})
    assert refused.one("//nav//a[@aria-current='page']") == "checklist"


def test_a_refused_answer_stays_as_it_was_typed(english: Client) -> None:
    refused = given(english, answer="no", on="2025-11-20", by="鈴木", target="", reason="予算の都合")
    typed = [refused.value(name) for name in ("answer", "on", "by", "target", "reason")]
    assert typed == ["no", "2025-11-20", "鈴木", "", "予算の都合"]


def test_when_two_answer_one_row_the_second_sees_what_the_first_said(officer: Client, english: Client) -> None:
    after = get(english, "/checklist/r7/hospital/2-6/").value("after")
    given(officer, **YES)
    refused = given(english, **{**NO, "by": "鈴木", "after": after})
    assert refused.status == 409
    assert "meanwhile 佐藤 花子 answered はい" in refused.one("//*[@role='alert']")
    assert len(kept()) == 1


def test_having_seen_it_the_second_may_answer_again(officer: Client, english: Client) -> None:
    given(officer, **YES)
    refused = given(english, **NO)
    assert given(english, **{**NO, "after": refused.value("after")}).status == 200
    assert [answer[0] for answer in kept()] == [True, False]


def test_pressing_twice_answers_once(english: Client) -> None:
    _pressed = [given(english, **YES) for _time in range(2)]
    assert len(kept()) == 1


def test_the_name_of_who_signed_in_is_offered(english: Client) -> None:
    assert get(english, "/checklist/r7/hospital/2-6/").value("by") == "suzuki"


def test_the_name_that_was_put_last_is_offered_next(english: Client) -> None:
    given(english, **YES)
    assert get(english, "/checklist/r7/hospital/2-7/").value("by") == "佐藤 花子"


def test_the_first_administrator_is_no_person_who_answers(site: Site) -> None:
    assert get(signed_in(FIRST), "/checklist/r7/hospital/2-6/").value("by") == ""


def test_nobody_answers_the_form_of_the_vendors(english: Client) -> None:
    refused = post(english, "/checklist/r7/vendor/2-6/answer", **YES)
    assert refused.status == 409
    assert answers_at("r7", "vendor", now()) == {}


def test_rows_behind_a_closed_gate_take_no_answer(english: Client) -> None:
    given(english, "0", **NO)
    assert "needs no answer" in given(english, **YES).one("//*[@role='alert']")


@pytest.mark.parametrize("address", ["r9/hospital/2-6", "r7/nonsense/2-6", "r7/hospital/9-9"])
def test_a_row_that_there_is_not_cannot_be_answered(english: Client, address: str) -> None:
    assert post(english, f"/checklist/{address}/answer", **YES).status == 404


@pytest.mark.parametrize("after", ["two", "-1", "²", "9" * 5000])
def test_a_number_of_the_answer_before_that_is_none_is_refused(english: Client, after: str) -> None:
    assert given(english, **{**YES, "after": after}).status == 400
    assert kept() == []
