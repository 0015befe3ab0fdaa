"""医療情報システム: its vendor, log-in, backup, disclosures and machines, and the rows that fail for it."""

from urllib.parse import unquote

from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tenken.actions.site import Site
from tenken.web.frame import now
from tests.ledger.steps import seen, stated
from tests.web.pages import get

EHR = "system:電子カルテ"


def in_use(site: Site, about: str = EHR, **more: str) -> None:
    stated(site, "system-in-use", about, now(), **{"purpose": "診療の記録", "vendor": "株式会社 北斗システム", **more})


def test_a_system_stands_there_with_its_purpose_and_its_vendor(site: Site, english: Client) -> None:
    stated(site, "vendor-contract", "vendor:北斗システム", now(), systems="電子カルテ", starts="2025-04-01")
    in_use(site)
    page = get(english, "/systems/")
    assert page.line("電子カルテ").startswith("電子カルテ 診療の記録")
    assert "/vendors/vendor:北斗システム/" in [unquote(link) for link in page.all("//tbody//a/@href")]


def test_a_backup_without_a_copy_out_of_reach_is_told(site: Site, english: Client) -> None:
    in_use(site)
    backup = {"methods": "毎日の差分", "generations": "3", "last_success": "2026-10-01", "detached": "no"}
    stated(site, "backup-record", EHR, now(), add="no", **backup)
    assert "3 generations no copy out of reach" in get(english, "/systems/").line("電子カルテ")


def test_rows_that_cannot_be_shown_for_it_are_one_step_away(site: Site, english: Client) -> None:
    in_use(site)
    links = get(english, "/systems/").all("//span[@class='fails']/a/@href")
    assert "/checklist/r7/hospital/2-10/" in links


def test_machines_whose_role_bears_its_name_are_counted(site: Site, english: Client) -> None:
    in_use(site)
    seen(site, now=now())
    entry = {"title": "ehr-srv01", "machine_class": "server", "role": "電子カルテ サーバ"}
    stated(site, "ledger-entry", "machine:ehr-srv01", now(), add="no", **entry)
    assert get(english, "/systems/").all("//a[contains(@href, '/ledger/?role=')]") == ["1"]


def test_more_systems_cost_no_more_questions(
    site: Site, english: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        in_use(site, f"system:S{number}")
    get(english, "/systems/")
    with django_assert_max_num_queries(18):
        get(english, "/systems/")
