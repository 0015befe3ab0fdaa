"""行: one question, what speaks for and against it, and the way down to the kept bytes."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.test import Client

from tenken.actions.answer import answer
from tenken.actions.import_sightings import import_sightings
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.collectors import COLLECTORS
from tenken.dates import local_day
from tenken.standard.load import load
from tenken.web.frame import now
from tests.ledger.steps import bcp, seen, stated
from tests.web.pages import Page, get

PATCHES = "/checklist/r7/hospital/2-6/"


def steps(page: Page) -> list[str]:
    return page.all("//section[@aria-labelledby='h-steps']//a")


def test_the_question_stands_in_the_official_words_with_its_printed_number(officer: Client) -> None:
    row = load("r7").form("hospital").row("2-6")
    assert get(officer, PATCHES).one("//h1") == f"2-⑥ {' '.join(row.wording.split())}"


def test_a_row_of_an_empty_ledger_cannot_be_told_and_says_why(english: Client) -> None:
    page = get(english, PATCHES)
    assert "cannot tell" in page.one("//p[@class='verdict']")
    assert page.all("//tbody/tr") != ["nothing was looked at yet"]


def test_findings_can_be_narrowed_to_machines_that_nobody_has_classed(site: Site, english: Client) -> None:
    seen(site, now=now())
    import_sightings(site, COLLECTORS["leases"], b"10.20.0.5 dev eth0 lladdr 00:16:3e:00:00:1f REACHABLE\n", now())
    assert "not classed yet" in get(english, PATCHES).all("//nav/a[@class='chip']")


def test_a_finding_names_the_machine_the_verdict_and_the_reason(site: Site, english: Client) -> None:
    seen(site, now=now())
    line = get(english, PATCHES).line("ehr-srv01")
    assert line.startswith("ehr-srv01 cannot tell 6 security updates are missing")


def test_from_a_finding_the_way_leads_to_the_evidence_and_to_the_kept_bytes(site: Site, english: Client) -> None:
    outcome = seen(site, now=now())
    (to_evidence,) = get(english, PATCHES).all("//tr[contains(., 'ehr-srv01')]//a[contains(@href, '/evidence/')]/@href")
    assert to_evidence == f"/evidence/{outcome.recorded.observation}/"
    (to_original,) = get(english, to_evidence).all("//a[contains(@href, 'original')]/@href")
    kept = sha256(english.get(to_original).content).hexdigest()
    assert get(english, to_evidence).one("//div[dt='SHA-256']/dd") == kept


def test_findings_can_be_narrowed_to_one_column(site: Site, english: Client) -> None:
    seen(site, now=now())
    stated(site, "ledger-entry", "machine:PC-1", now(), title="PC-1", machine_class="client_pc")
    narrowed = get(english, PATCHES, only="client_pc")
    assert narrowed.all("//tbody/tr/th") == ["PC-1"]
    assert narrowed.one("//a[@aria-current='true']") == "client PCs"


def test_a_long_list_of_findings_comes_a_hundred_at_a_time(site: Site, english: Client) -> None:
    _entered(site, *(f"PC-{number:03}" for number in range(101)))
    first = get(english, PATCHES, only="client_pc")
    assert (len(first.all("//tbody/tr")), "1–100 ／ 101" in first.words) == (100, True)
    rest = get(english, PATCHES, only="client_pc", **{"from": "100"})
    assert (len(rest.all("//tbody/tr")), "101–101 ／ 101" in rest.words) == (1, True)


def test_a_machine_with_an_exception_says_so(site: Site, english: Client) -> None:
    seen(site, now=now())
    until = (local_day(now()) + timedelta(days=30)).isoformat()
    more = {"reason": "部品待ち", "compensating": "網を分けた", "until": until, "add": "no"}
    stated(site, "waiver", "machine:ehr-srv01", now(), lineage="patch", **more)
    assert "an exception is on file" in get(english, PATCHES).line("ehr-srv01")


def test_the_row_is_explained_and_what_to_do_stands_open(officer: Client) -> None:
    assert get(officer, PATCHES).all("//details[@open]/summary") == ["どうすればよいか"]


@pytest.mark.parametrize(
    ("row", "step"), [("3-3", "record: business continuity plan"), ("1-1", "record: appointment of the officer")]
)
def test_what_the_row_looks_for_can_be_recorded_from_there(english: Client, row: str, step: str) -> None:
    assert step in steps(get(english, f"/checklist/r7/hospital/{row}/"))


def test_who_records_something_from_a_row_comes_back_to_it(english: Client) -> None:
    (form,) = get(english, PATCHES).all("//a[contains(@href, 'waiver')]/@href")
    assert get(english, form).value("back") == PATCHES


def test_the_neighbours_of_a_row_are_one_step_away(officer: Client) -> None:
    page = get(officer, PATCHES)
    assert page.all("//a[@rel='prev' or @rel='next']/@href") == [
        "/checklist/r7/hospital/2-5/",
        "/checklist/r7/hospital/2-7/",
    ]


def test_the_first_row_has_none_before_it_and_the_last_none_after(officer: Client) -> None:
    assert get(officer, "/checklist/r7/hospital/0/").all("//a[@rel='prev']") == []
    assert get(officer, "/checklist/r7/hospital/4-1/").all("//a[@rel='next']") == []


def test_what_last_years_edition_was_answered_to_the_same_question_is_shown(site: Site, english: Client) -> None:
    bcp(site, now())
    answer(site, "r6", "hospital", "3-3", Proposed(True, "佐藤 花子", date(2025, 1, 20)), now())
    assert "last time R6 はい 2025-01-20 佐藤 花子" in get(english, "/checklist/r7/hospital/3-3/").words


def test_the_form_of_the_vendors_has_nothing_to_fill_in(english: Client) -> None:
    page = get(english, "/checklist/r7/vendor/2-6/")
    assert "Vendors answer this form" in page.words
    assert page.found("//input[@name='answer']") == []


@pytest.mark.parametrize("row", [row.id for row in load("r5").form("hospital").rows])
def test_every_row_of_the_oldest_edition_opens(officer: Client, row: str) -> None:
    assert get(officer, f"/checklist/r5/hospital/{row}/").status == 200


@pytest.mark.parametrize(
    "address",
    ["r9/hospital/2-6", "r7/nonsense/2-6", "r7/hospital/9-9", "R7/hospital/2-6", "r7/hospital/2-12", "r7/hospital/%00"],
)
def test_a_row_that_there_is_not_is_told_in_words(officer: Client, address: str) -> None:
    assert get(officer, f"/checklist/{address}/").status in (400, 404)


@pytest.mark.parametrize("start", ["two", "-1", "²", "1.5", "9" * 5000, "%00"])
def test_a_start_that_is_no_number_is_refused(officer: Client, start: str) -> None:
    assert get(officer, PATCHES, **{"from": start}).status == 400


def test_a_start_behind_the_end_shows_an_empty_list(officer: Client) -> None:
    assert get(officer, PATCHES, **{"from": "999999999"}).status == 200


def _entered(site: Site, *names: str) -> None:
    for name in names:
        stated(site, "ledger-entry", f"machine:{name}", now(), title=name, machine_class="client_pc")


def test_two_rows_of_one_number_are_told_apart_by_the_class_that_they_ask_about(officer: Client) -> None:
    page = get(officer, "/checklist/r7/hospital/2-12:server/")
    assert page.title.startswith("2-⑫ 不要なソフトウェアとサービス（サーバ）")
    assert page.one("//h1").endswith("停止している。 サーバ")
    assert page.one("//a[@rel='next']") == "2-⑫ 端末PC →"
    assert get(officer, "/checklist/one/2-12:server/").one("//h1").endswith("停止している。 サーバ")
    asked = get(officer, "/checklist/").all("//th[contains(., '2-⑫')]")
    assert [("サーバ" in words, "端末PC" in words) for words in asked] == [(True, False), (False, True)]
