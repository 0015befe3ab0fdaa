"""検査の前に自分で見つける: every weak spot stands with its row, one click from its mending, and may become a task."""

from datetime import date
from urllib.parse import unquote_plus

from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tenken.actions.answer import answer
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.web.frame import now
from tests.ledger.steps import bcp, seen, stated
from tests.web.pages import Page, get

YES = Proposed(True, "佐藤 花子", date(2025, 11, 20), reason="台帳で確かめた")
NOT_ENTERED = "1 machines were seen that nobody entered"


def spot(page: Page, holding: str) -> str:
    (only,) = [words for words in page.all("//ul[@class='todo']/li") if holding in words]
    return only


def links(page: Page, holding: str) -> list[str]:
    return page.all(f"//ul[@class='todo']/li[contains(., '{holding}')]//a[contains(@class, 'btn')]/@href")


def test_a_machine_that_nobody_entered_leads_into_the_ledger(site: Site, english: Client) -> None:
    seen(site, now=now())
    assert links(get(english, "/xray/"), NOT_ENTERED)[0] == "/ledger/?entered=no"


def test_a_yes_without_evidence_appears_at_once_when_it_is_given(site: Site, english: Client) -> None:
    assert "はい without evidence" not in get(english, "/xray/").words
    answer(site, "r7", "hospital", "3-3", YES, now())
    assert "はい without evidence" in spot(get(english, "/xray/"), "answered はい")


def test_a_row_that_is_answered_is_no_longer_told_as_unanswered(site: Site, english: Client) -> None:
    before = get(english, "/xray/", kind="unanswered").all("//ul[@class='todo']/li")
    answer(site, "r7", "hospital", "3-3", YES, now())
    assert len(get(english, "/xray/", kind="unanswered").all("//ul[@class='todo']/li")) == len(before) - 1


def test_a_paper_to_be_reviewed_is_one_click_from_its_form(site: Site, english: Client) -> None:
    bcp(site, now(), next_review=str(date.fromordinal(now().date().toordinal() + 20)))
    page = get(english, "/xray/", kind="soon")
    (link, _task) = links(page, "document on file: to be reviewed by")
    assert link.startswith("/attest/document/?about=facility&item=bcp")
    assert get(english, link).value("title") == "BCP 第4版"


def test_a_spot_becomes_a_task_with_its_row_and_words(site: Site, english: Client) -> None:
    seen(site, now=now())
    link = links(get(english, "/xray/"), NOT_ENTERED)[1]
    assert f"2-(1) {NOT_ENTERED}" in unquote_plus(link) or NOT_ENTERED in unquote_plus(link)
    form = get(english, link)
    assert (form.value("row"), form.value("about")) == ("asset-ledger", "machine:ehr-srv01")


def test_the_list_goes_out_as_csv_that_no_spreadsheet_runs(site: Site, english: Client) -> None:
    seen(site, now=now())
    stated(site, "ledger-entry", "machine:ehr-srv01", now(), add="no", title="=cmd()", machine_class="server")
    response = english.get("/xray/?as=csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert ",=cmd()" not in response.content.decode("utf-8-sig")


def test_kinds_that_there_are_not_are_ignored(english: Client) -> None:
    assert get(english, "/xray/", kind="nonsense").status == 200


def test_it_costs_a_fixed_number_of_questions(
    site: Site, english: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    seen(site, now=now())
    get(english, "/xray/")
    with django_assert_max_num_queries(12):
        get(english, "/xray/")
