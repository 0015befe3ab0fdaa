"""版 on the pages: a workbook becomes an edition when a person has seen what was recognised, and goes while unused."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenken.actions.answer import answer
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.standard.load import edition_names, load
from tenken.web.frame import now
from tenken.web.frame import site as site_of_pages
from tests.actions.layouts import LAYOUTS, UNHEARD_OF, WITH_A_NEW_QUESTION
from tests.web.pages import Page, get, post

PLAIN = LAYOUTS["one column for the answer"]


def brought(client: Client, content: bytes = PLAIN, **typed: str) -> Page:
    file = SimpleUploadedFile("令和9年度.xlsx", content)
    return post(client, "/editions/import", file=file, **{"by": "佐藤 花子", **typed})


def address(client: Client) -> str:
    return get(client, "/editions/").all("//a[contains(@href, '/editions/import/')]/@href")[0]


def taken_in(client: Client, **typed: str) -> Page:
    brought(client)
    return post(client, address(client), **{"id": "r9", "form": "hospital", "year": "2027", **typed})


@pytest.fixture
def r9(site: Site, english: Client) -> Client:
    """Somebody who took in the workbook of 令和9年度."""
    taken_in(english)
    return english


def test_every_edition_says_how_far_it_was_compared(english: Client) -> None:
    words = get(english, "/editions/").words
    assert ("Provisional" in words, "R8" in words, "pages open with it" in words) == (True, True, True)


def test_what_was_recognised_is_shown_and_nothing_is_written(site: Site, english: Client) -> None:
    page = brought(english)
    assert (page.one("//h1"), page.value("id"), page.value("year")) == ("what was recognised", "r9", "2027")
    assert "r9" not in edition_names(site.config.imported_editions)


def test_a_confirmed_workbook_is_an_edition(site: Site, r9: Client) -> None:
    edition = load("r9", site.config.imported_editions)
    assert (edition.fiscal_year, edition.forms[0].id, "taken in here" in get(r9, "/editions/").words) == (
        2027,
        "hospital",
        True,
    )


def test_its_rows_count_as_compared_only_on_a_persons_word(site: Site, english: Client) -> None:
    taken_in(english, official="yes")
    assert all(row.verified for row in load("r9", site.config.imported_editions).forms[0].rows)


def test_a_row_that_is_like_none_is_asked_for(english: Client) -> None:
    page = brought(english, WITH_A_NEW_QUESTION)
    assert (UNHEARD_OF in page.words, "like none that is known" in page.words) == (True, True)
    refused = post(english, address(english), id="r9", form="hospital", year="2027")
    assert (refused.status, "Nothing was kept." in refused.words) == (409, True)


def test_what_is_no_checklist_is_refused_in_words(english: Client) -> None:
    page = brought(english, b"PK\x03\x04 no workbook")
    assert (page.one("//h1"), len(page.all("//*[@role='status']"))) == ("editions", 1)


def test_a_name_that_is_none_is_refused_and_what_was_typed_stays(english: Client) -> None:
    page = taken_in(english, id="令和9", title="見出し")
    assert (page.status, page.value("id"), page.value("title")) == (409, "令和9", "見出し")


def test_pages_open_with_the_edition_that_is_chosen(r9: Client) -> None:
    post(r9, "/editions/r9/choose")
    checklist = site_of_pages().config.checklist
    assert (checklist.edition, checklist.form) == ("r9", "hospital")


def test_an_edition_that_nobody_answered_in_can_be_removed(site: Site, r9: Client) -> None:
    post(r9, "/editions/r9/remove")
    assert "r9" not in edition_names(site.config.imported_editions)


def test_an_edition_with_an_answer_stays(site: Site, r9: Client) -> None:
    answer(site, "r9", "hospital", "2-1", Proposed(False, "佐藤", date(2025, 11, 20), date(2027, 9, 1)), now())
    page = post(r9, "/editions/r9/remove")
    assert "R9 has answers" in page.one("//*[@role='status']")
    assert "r9" in edition_names(site.config.imported_editions)


def test_the_edition_that_pages_open_with_stays(r9: Client) -> None:
    post(r9, "/editions/r9/choose")
    assert "choose another first" in post(r9, "/editions/r9/remove").one("//*[@role='status']")


def test_a_shipped_edition_cannot_be_removed(english: Client) -> None:
    assert "shipped with Tenken" in post(english, "/editions/r7/remove").one("//*[@role='status']")


def test_a_workbook_can_be_given_up(english: Client) -> None:
    brought(english)
    post(english, f"{address(english)}give-up")
    assert get(english, "/editions/").all("//a[contains(@href, '/editions/import/')]") == []
