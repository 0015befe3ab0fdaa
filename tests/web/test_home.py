"""ホーム 準備状況: how many rows can be answered はい with evidence, and what stands in the way."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

from tenken.actions.answer import answer
from tenken.actions.import_sightings import import_sightings
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.collectors import COLLECTORS
from tenken.dates import local_day
from tenken.facts.model import FACILITY
from tenken.web.frame import now
from tests.ledger.steps import bcp, seen, stated
from tests.web.conftest import signed_in
from tests.web.installed import installed
from tests.web.pages import get

NOTHING = "はい with evidence 0、はい to be checked 0、いいえ 0、no answer yet 20"
BAR = "//*[@role='img']/@aria-label"
TODO = "//section[@aria-labelledby='h-todo']//li"


def yes(site: Site, row: str, reason: str = "") -> None:
    answer(site, "r7", "hospital", row, Proposed(True, "佐藤 花子", date(2025, 11, 20), reason=reason), now())


def no(site: Site, row: str) -> None:
    proposed = Proposed(False, "佐藤 花子", date(2025, 11, 20), date(2026, 3, 1))
    answer(site, "r7", "hospital", row, proposed, now())


def test_an_empty_ledger_has_no_answer_to_any_row(english: Client) -> None:
    home = get(english, "/")
    assert home.one(BAR) == NOTHING
    assert "nothing yet" in home.one("//section[@aria-labelledby='h-ready']//ul[2]")


def test_an_empty_ledger_says_where_to_begin(english: Client) -> None:
    steps = get(english, "/").all("//section[@aria-labelledby='h-begin']//a/@href")
    assert steps == ["/sources/", "/attest/ledger-entry/", "/documents/", "/checklist/"]


def test_a_facility_without_a_name_is_told_whom_to_ask(db: None, tmp_path: Path) -> None:
    with installed(tmp_path, "") as site:
        seen(site, now=now())
        home = get(signed_in("suzuki", "en"), "/")
    assert "the facility has no name yet" in home.words
    assert "Ask an administrator" in home.one("//section[@aria-labelledby='h-begin']//li[1]")


def test_an_administrator_of_an_empty_house_is_led(administrator: Client) -> None:
    assert get(administrator, "/").all("//section[@aria-labelledby='h-begin']//li[1]/a/@href") == ["/start/"]


def test_an_edition_whose_year_is_over_says_so(english: Client) -> None:
    assert "The fiscal year of this edition ended on 2026-03-31." in get(english, "/").words


def test_a_ledger_with_a_machine_has_begun(site: Site, english: Client) -> None:
    seen(site, now=now())
    assert get(english, "/").found("//section[@aria-labelledby='h-begin']") == []


def test_a_yes_that_the_evidence_shows_counts(site: Site, english: Client) -> None:
    bcp(site, now())
    yes(site, "3-3")
    assert get(english, "/").one(BAR).startswith("はい with evidence 1、はい to be checked 0")


def test_a_yes_that_the_evidence_does_not_show_is_to_be_checked_and_leads_the_list(site: Site, english: Client) -> None:
    yes(site, "2-6", reason="保守の日に当てる")
    home = get(english, "/")
    assert home.one(BAR).startswith("はい with evidence 0、はい to be checked 1")
    assert home.all(TODO)[0].startswith("2-⑥")
    assert "answered はい without full evidence" in home.all(TODO)[0]


def test_a_no_is_counted_and_stands_in_the_table_with_its_target_date(site: Site, english: Client) -> None:
    no(site, "2-1")
    home = get(english, "/")
    assert home.one(BAR) == "はい with evidence 0、はい to be checked 0、いいえ 1、no answer yet 19"
    assert "いいえ target 2026-03-01" in home.line("2-①")


def test_a_no_at_the_gate_ends_the_form(site: Site, english: Client) -> None:
    no(site, "0")
    home = get(english, "/")
    assert home.one(BAR) == "はい with evidence 0、はい to be checked 0、いいえ 1、no answer yet 0"
    assert "not asked" in home.line("2-①")
    assert "the form ends there" in home.words


def test_one_machine_stands_in_the_column_of_its_class(site: Site, english: Client) -> None:
    seen(site, now=now())
    home = get(english, "/")
    assert "servers 1" in home.all("//thead//th")
    assert "servers 0 /1 not met" in home.line("2-①")


def test_a_cell_of_the_table_leads_to_the_findings_behind_it(site: Site, english: Client) -> None:
    seen(site, now=now())
    cells = get(english, "/").all("//td/a/@href")
    assert "/?row=2-6&of=server#drill" in cells


def test_at_most_six_rows_are_named_as_standing_in_the_way(english: Client) -> None:
    assert len(get(english, "/").all(TODO)) == 6


def test_the_reason_why_a_row_stands_in_the_way_is_told(site: Site, english: Client) -> None:
    seen(site, now=now())
    first = next(words for words in get(english, "/").all(TODO) if "2-①" in words)
    assert "ehr-srv01" in first


def test_what_was_done_lately_is_told_in_words(site: Site, english: Client) -> None:
    bcp(site, now())
    yes(site, "3-3")
    told = get(english, "/").all("//section[@aria-labelledby='h-ready']//li[time]")
    assert told[0].endswith("佐藤 花子 answer R7 医療機関確認用 3-③ はい")
    assert told[1].endswith("佐藤 statement whole facility document on file business continuity plan")


def test_what_was_taken_in_lately_is_told_by_its_source_and_number(site: Site, english: Client) -> None:
    neighbours = b"10.20.0.5 dev eth0 lladdr 00:16:3e:00:00:1f REACHABLE\n"
    import_sightings(site, COLLECTORS["leases"], neighbours, now(), "佐藤")
    told = get(english, "/").all("//section[@aria-labelledby='h-ready']//li[time]")
    assert told[0].endswith("佐藤 sightings taken in list of who is on the network 1 machines")


def test_which_volumes_of_the_guideline_bind_is_not_decided_while_nobody_looked(english: Client) -> None:
    assert "Not decided" in get(english, "/").words


@pytest.mark.parametrize(
    ("all_servers", "words"), [("yes", "保守委託機関編 and the overview suffice"), ("no", "The volumes on")]
)
def test_the_contracts_decide_which_volumes_of_the_guideline_bind(
    site: Site, english: Client, all_servers: str, words: str
) -> None:
    stated(site, "update-duty", FACILITY, now(), all_servers_on_vendors=all_servers, clause="第12条 保守業務")
    home = get(english, "/").words
    assert words in home
    assert "第12条 保守業務" in home


def test_the_days_to_the_inspection_are_counted(db: None, tmp_path: Path) -> None:
    day = local_day(now()) + timedelta(days=10)
    with installed(tmp_path, f'[checklist]\ninspection = "{day}"\n'):
        assert f"{day} 10 days left" in get(signed_in("suzuki", "en"), "/").words


def test_an_inspection_that_is_over_is_not_counted(db: None, tmp_path: Path) -> None:
    with installed(tmp_path, '[checklist]\ninspection = "2025-01-15"\n'):
        assert "days left" not in get(signed_in("suzuki", "en"), "/").words


def test_machines_that_nobody_has_classed_have_a_column_only_while_there_are_some(site: Site, english: Client) -> None:
    heads = "//table[contains(@class, 'mx')]/thead//th"
    assert not any("not classed yet" in head for head in get(english, "/").all(heads))
    import_sightings(site, COLLECTORS["leases"], b"10.20.0.5 dev eth0 lladdr 00:16:3e:00:00:1f REACHABLE\n", now())
    assert any("not classed yet" in head for head in get(english, "/").all(heads))
