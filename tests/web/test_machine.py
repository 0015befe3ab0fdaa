"""機器: what the ledger says of a machine, what was seen on it and by whom, and what the rows say of it."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tenken.actions.collect import collect
from tenken.actions.site import Site
from tenken.collectors.model import Target
from tenken.dates import local_day
from tenken.web.frame import now
from tests import samples
from tests.ledger.steps import LINUX, seen, stated
from tests.web.pages import get

MACHINE = "/ledger/machine:ehr-srv01/"
DAY = timedelta(days=1)
ENTERED = {"add": "no", "title": "電子カルテ 1号機", "machine_class": "server", "place": "サーバ室", "owner": "佐藤"}


def day(days_ago: int) -> str:
    return (local_day(now()) - days_ago * DAY).isoformat()


def test_it_bears_the_name_class_place_and_person_of_its_entry(site: Site, english: Client) -> None:
    seen(site, now=now())
    stated(site, "ledger-entry", "machine:ehr-srv01", now(), **ENTERED)
    page = get(english, MACHINE)
    assert page.one("//h1") == "電子カルテ 1号機"
    assert "server サーバ室 佐藤" in page.words


def test_one_that_was_only_seen_says_what_its_entry_lacks(site: Site, english: Client) -> None:
    seen(site, now=now())
    assert "nobody entered it in the ledger" in get(english, MACHINE).words


def test_every_row_that_asks_about_it_has_its_verdict_and_reason(site: Site, english: Client) -> None:
    seen(site, now=now())
    line = get(english, MACHINE).line("2-⑥")
    assert "cannot tell 6 security updates are missing" in line


def test_what_was_seen_is_told_in_words_with_the_way_to_its_evidence(site: Site, english: Client) -> None:
    number = seen(site, now=now()).recorded.observation
    facts = get(english, MACHINE)
    (accounts,) = facts.all("//details[contains(summary, 'local accounts')]")
    assert "root uid 0 may log in password locked" in accounts
    assert facts.all("//details//a/@href")[0] == f"/evidence/{number}/"


def test_a_service_that_runs_or_starts_by_itself_says_so(site: Site, english: Client) -> None:
    seen(site, now=now())
    services = get(english, MACHINE).all("//details[contains(summary, 'services')]//li")
    assert "apt-daily.service starts by itself" in services
    assert "dbus.service runs starts by itself" in services


def test_attempts_stand_there_newest_first_also_those_that_failed(site: Site, english: Client) -> None:
    seen(site, now=now() - DAY)
    seen(site, b"cut off", now())
    attempts = get(english, MACHINE).all("//section[@aria-labelledby='h-att']//li")
    assert (len(attempts), "×" in attempts[0], "○ read from Linux linux/" in attempts[1]) == (2, True, True)


def test_the_marks_by_which_sources_name_it_are_shown(site: Site, english: Client) -> None:
    seen(site, now=now())
    assert "host name ehr-srv01" in get(english, MACHINE).all("//section[@aria-labelledby='h-marks']//dl/div")


def test_one_that_never_answered_has_a_page_with_the_failure(site: Site, english: Client) -> None:
    collect(site, LINUX, Target("127.0.0.1", "nobody", port=1), now())
    assert "does not answer" in get(english, "/ledger/machine:127.0.0.1/").words


def test_it_is_shown_as_it_was_known_on_a_day(site: Site, english: Client) -> None:
    seen(site, now=now() - 3 * DAY)
    stated(site, "ledger-entry", "machine:ehr-srv01", now() - DAY, **ENTERED)
    assert get(english, MACHINE, as_of=day(2)).one("//h1") == "ehr-srv01"
    assert get(english, MACHINE, as_of=day(1)).one("//h1") == "電子カルテ 1号機"


def test_the_day_that_was_asked_for_stays_typed_and_is_told(site: Site, english: Client) -> None:
    seen(site, now=now() - 3 * DAY)
    page = get(english, MACHINE, as_of=day(2))
    assert (page.value("as_of"), f"({day(2)})" in page.one("//div[@class='past']")) == (day(2), True)


def test_a_day_may_be_typed_as_japan_writes_it(site: Site, english: Client) -> None:
    seen(site, now=now())
    assert get(english, MACHINE, as_of="令和99年1月1日").status == 200


def test_before_it_was_first_seen_there_is_no_such_machine(site: Site, english: Client) -> None:
    seen(site, now=now())
    assert get(english, MACHINE, as_of="2020-01-01").status == 404


@pytest.mark.parametrize("typed", ["yesterday", "2026-13-01", "2026-02-30", "²", "0000-00-00", "'"])
def test_a_day_that_is_none_is_refused(site: Site, english: Client, typed: str) -> None:
    seen(site, now=now())
    assert get(english, MACHINE, as_of=typed).status == 400


def test_one_that_is_no_longer_in_use_is_known_as_of_before(site: Site, english: Client) -> None:
    seen(site, now=now() - 2 * DAY)
    stated(site, "ledger-entry", "machine:ehr-srv01", now(), add="no", retired="yes", note="廃棄した")
    assert get(english, MACHINE).status == 404
    assert get(english, MACHINE, as_of=day(1)).status == 200


@pytest.mark.parametrize(
    "about", ["machine:nowhere", "machine:", "facility", "vendor:北斗システム", "nonsense", "a/b/c", ":"]
)
def test_what_is_no_machine_of_the_ledger_is_told_in_words(site: Site, english: Client, about: str) -> None:
    stated(site, "vendor-contract", "vendor:北斗システム", now(), systems="電子カルテ", starts="2025-04-01")
    assert get(english, f"/ledger/{about}/").status == 404


def test_the_entry_can_be_changed_from_there(site: Site, english: Client) -> None:
    seen(site, samples.machine("ehr-srv01", 1), now())
    form = get(english, get(english, MACHINE).one("//a[contains(@href, 'ledger-entry')]/@href"))
    assert (form.value("about"), form.value("title")) == ("machine:ehr-srv01", "ehr-srv01")


def test_every_fact_names_its_source_and_since_when_it_says_so(site: Site, english: Client) -> None:
    seen(site, now=now() - 2 * DAY)
    seen(site, now=now())
    (fact,) = get(english, MACHINE).all("//details[@id='operating-system']")
    assert "Linux" in fact
    assert f"so since {day(2)}" in fact
    assert f"last confirmed {day(0)}" in fact


def test_a_change_of_the_entry_is_told_with_before_after_and_its_source(site: Site, english: Client) -> None:
    seen(site, now=now() - 3 * DAY)
    stated(site, "ledger-entry", "machine:ehr-srv01", now() - 2 * DAY, **ENTERED)
    stated(site, "ledger-entry", "machine:ehr-srv01", now() - DAY, **{**ENTERED, "place": "2階"})
    newest = get(english, MACHINE).all("//section[@aria-labelledby='h-turns']//li")[0]
    assert "place before サーバ室 → after 2階" in newest
    assert "佐藤" in newest


def test_changes_come_a_page_at_a_time(site: Site, english: Client) -> None:
    seen(site, now=now() - 30 * DAY)
    for ago in range(14, 0, -1):
        stated(site, "ledger-entry", "machine:ehr-srv01", now() - ago * DAY, **{**ENTERED, "place": f"{ago}階"})
    assert "1–10 ／ 14" in get(english, MACHINE).words
    assert "11–14 ／ 14" in get(english, MACHINE, changes="10").words


def test_attempts_and_changes_after_the_day_that_is_looked_at_are_not_there(site: Site, english: Client) -> None:
    seen(site, now=now() - 5 * DAY)
    seen(site, now=now())
    page = get(english, MACHINE, as_of=day(2))
    assert len(page.all("//section[@aria-labelledby='h-att']//li")) == 1


def test_from_a_machine_that_nothing_read_the_way_leads_to_the_sources(site: Site, english: Client) -> None:
    stated(site, "ledger-entry", "machine:ehr-srv02", now(), title="ehr-srv02", machine_class="server")
    rows = get(english, "/ledger/machine:ehr-srv02/").all("//section[@aria-labelledby='h-rows']//a/@href")
    assert "/sources/" in rows


def test_it_takes_a_fixed_number_of_queries(
    site: Site, english: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for minutes in range(3):
        seen(site, samples.machine("ehr-srv01", 1 + minutes), now() - minutes * timedelta(minutes=1))
    get(english, MACHINE)
    with django_assert_max_num_queries(30):
        get(english, MACHINE)
