"""事業者: what stands around each vendor, whom to call, what is still open, and the form that comes back."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.demo.forms import filled
from tenken.demo.house import VENDORS
from tenken.web.frame import now
from tests.ledger.steps import seen, stated
from tests.web.pages import Page, get, post

HOKUTO = "vendor:北斗システム"


def contracted(site: Site, vendor: str = HOKUTO, **more: str) -> None:
    stated(site, "vendor-contract", vendor, now(), **{"systems": "電子カルテ", "starts": "2025-04-01", **more})


def open_about(client: Client, vendor: str = HOKUTO) -> str:
    return get(client, f"/vendors/{vendor}/").one("//section[@aria-labelledby='h-open']")


def in_days(days: int) -> str:
    return (local_day(now()) + timedelta(days=days)).isoformat()


def test_a_vendor_stands_in_the_list_with_its_systems_and_the_end_of_its_contract(site: Site, english: Client) -> None:
    contracted(site, ends="2099-03-31")
    line = get(english, "/vendors/").line("北斗システム")
    assert line.startswith("北斗システム 電子カルテ contract on file until 2099-03-31")


@pytest.mark.parametrize(("days", "words"), [(-1, "the contract has ended"), (30, "the contract ends")])
def test_a_contract_that_ends_is_told_before_and_after(site: Site, english: Client, days: int, words: str) -> None:
    contracted(site, ends=in_days(days))
    assert words in open_about(english)


def test_of_a_new_vendor_everything_is_open(site: Site, english: Client) -> None:
    contracted(site, ends="2099-03-31")
    told = open_about(english)
    assert "has not said whether it maintains anything from afar" in told
    assert "no MDS/SDS disclosure is on file" in told
    assert "its form of this edition has not come back" in told
    assert "nobody to call, with a number" in told


def test_who_is_to_be_called_stands_there_with_the_number(site: Site, english: Client) -> None:
    contracted(site)
    stated(site, "contact", HOKUTO, now(), add="no", whom="森 一郎", lane="vendor", phone="03-0000-0001")
    assert "森 一郎 03-0000-0001" in get(english, f"/vendors/{HOKUTO}/").one("//section[@aria-labelledby='h-call']")
    assert "nobody to call" not in open_about(english)


def test_who_has_left_is_nobody_to_call(site: Site, english: Client) -> None:
    contracted(site)
    gone = {"whom": "森 一郎", "lane": "vendor", "phone": "03-0000-0001", "left_on": in_days(-3)}
    stated(site, "contact", HOKUTO, now(), add="no", **gone)
    assert "nobody to call, with a number" in open_about(english)


def test_its_machines_are_those_that_name_it_in_any_spelling(site: Site, english: Client) -> None:
    contracted(site)
    seen(site, now=now())
    entry = {"title": "ehr-srv01", "machine_class": "server", "vendor": "株式会社 北斗システム"}
    stated(site, "ledger-entry", "machine:ehr-srv01", now(), add="no", **entry)
    section = get(english, f"/vendors/{HOKUTO}/").one("//section[@aria-labelledby='h-machines']")
    assert section.startswith("machines that it looks after 1 server 1 machine place verdict ehr-srv01")


def test_points_of_a_disclosure_that_nobody_assessed_are_open(site: Site, english: Client) -> None:
    contracted(site)
    paper = {
        "form": "MDS",
        "form_version": "5.0",
        "product": "PACS",
        "product_version": "1",
        "received_on": "2026-04-01",
    }
    stated(site, "disclosure", HOKUTO, now(), add="no", open_points="2", **paper)
    assert "PACS: 2 points answered いいえ are still to be assessed" in open_about(english)


def test_a_form_that_came_back_is_taken_in_and_shown_row_by_row(site: Site, english: Client) -> None:
    vendor = next(one for one in VENDORS if one.name == "東雲イメージング")
    contracted(site, vendor.subject)
    form = SimpleUploadedFile("様式.xlsx", filled(site, "r7", vendor, date(2025, 9, 3)))
    page = post(english, f"/vendors/{vendor.subject}/form", form=form)
    assert "the form was taken in: 14 rows read, 14 new" in page.one("//*[@role='status']")
    assert "R7 14 rows, いいえ 3" in page.one("//section[@aria-labelledby='h-form']")


def test_what_is_no_form_is_refused_in_words(site: Site, english: Client) -> None:
    contracted(site)
    page = post(english, f"/vendors/{HOKUTO}/form", form=SimpleUploadedFile("様式.xlsx", b"nonsense"))
    assert page.all("//*[@role='status' and contains(@class, 'note--error')]")


def test_the_list_is_narrowed_to_vendors_with_something_open(site: Site, english: Client) -> None:
    contracted(site)
    assert found(get(english, "/vendors/", open="yes", q="電子")) == ["北斗システム"]
    assert "No vendor is like that." in get(english, "/vendors/", q="どこにもない").words


def found(page: Page) -> list[str]:
    return page.all("//tbody//th/a")


def test_more_vendors_cost_no_more_questions(
    site: Site, english: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        contracted(site, f"vendor:V{number}")
    with django_assert_max_num_queries(12):
        get(english, "/vendors/")


def test_nobody_of_this_name_is_not_found(english: Client) -> None:
    assert get(english, "/vendors/vendor:nowhere/").status == 404


def test_a_reply_is_shown_with_its_ways(site: Site, english: Client) -> None:
    contracted(site)
    reply = {"uses_remote": "yes", "answered_on": "2026-05-20", "ways": "保守用VPN"}
    stated(site, "remote-maintenance-reply", HOKUTO, now(), add="no", **reply)
    assert "from afar：保守用VPN" in get(english, "/vendors/").line("北斗システム")
