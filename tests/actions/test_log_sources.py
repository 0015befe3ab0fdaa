"""Sources of logs are machines of the ledger: what a person says of them and what was found of them comes to facts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tenken.actions.attest import withdraw
from tenken.actions.log_lists import import_list
from tenken.actions.log_sources import Known, known_sources, receiving, sources_of, state_health, state_verified
from tenken.actions.log_upkeep import due
from tenken.actions.site import Site
from tenken.collectors.person.entry import EntryError
from tenken.dates import local_day
from tenken.facts.logs import (
    AccountUse,
    AccountUsed,
    LeaversSeen,
    LeaverUsed,
    LogsReceived,
    LogsVerified,
    MaintenanceSeen,
)
from tenken.facts.model import FACILITY, SubjectId
from tenken.ledger.recall import facts_about
from tenken.logs.health import Looked, keep_health
from tenken.logs.holdings import Holdings, keep_holdings
from tenken.logs.receive.state import State, keep_state
from tenken.logs.sources import LogSource, keep_source
from tenken.logs.verify import Fault, Outcome
from tests.build import NOW
from tests.ledger.steps import seen, stated
from tests.logs.healths import health

MACHINE = SubjectId("machine:ehr-srv01")


def tied(site: Site, about: str = MACHINE, **more: str) -> None:
    stated(site, "log-source", about, NOW, add="no", source="ehr", **more)


def known(site: Site, **more: Any) -> Known:
    logs = site.config.data / "logs"
    keep_source(logs, LogSource("ehr", "syslog"))
    keep_health(logs, Looked(NOW, (health(NOW, "ehr", **more),)))
    (one,) = known_sources(site, NOW)
    return one


def received(site: Site, about: SubjectId = MACHINE) -> list[LogsReceived]:
    return [fact.says for fact in facts_about(about, NOW) if isinstance(fact.says, LogsReceived)]


def test_a_source_is_found_on_its_machine(site: Site) -> None:
    seen(site, now=NOW)
    tied(site)
    assert [one.source.name for one in sources_of(site, MACHINE, NOW)] == ["ehr"]


def test_until_it_is_tied_it_is_the_facilitys(site: Site) -> None:
    assert known(site).about == FACILITY


@pytest.mark.parametrize(("hours", "silent"), [("24", True), ("72", False)])
def test_how_long_it_may_be_silent_is_a_persons_word(site: Site, hours: str, silent: bool) -> None:
    seen(site, now=NOW)
    tied(site, silent_hours=hours)
    assert known(site, heard=NOW - timedelta(hours=30)).silent(NOW) is silent


def test_what_was_sent_since_it_was_looked_at_counts(site: Site) -> None:
    one = known(site, heard=NOW - timedelta(hours=30))
    assert (one.silent(NOW), replace(one, heard=NOW).silent(NOW)) == (True, False)


def test_files_may_come_once_a_month(site: Site) -> None:
    assert not known(site, files=True, heard=NOW - timedelta(days=44)).silent(NOW)


def test_what_was_found_becomes_facts_of_its_machine(site: Site) -> None:
    seen(site, now=NOW)
    tied(site, keep_days="400")
    known(site)
    assert state_health(site, NOW) == 1
    (fact,) = received(site)
    assert (fact.missing, fact.keep_days, fact.silent_since, fact.tells_patient) == (3, 400, None, True)


def test_tied_to_another_machine_the_facts_move(site: Site) -> None:
    seen(site, now=NOW)
    known(site)
    state_health(site, NOW)
    tied(site)
    state_health(site, NOW)
    assert (len(received(site)), received(site, FACILITY)) == (1, [])


def test_once_taken_back_it_is_the_facilitys_again(site: Site) -> None:
    seen(site, now=NOW)
    tied(site)
    withdraw(site, MACHINE, "log-source", "ehr", "佐藤", NOW)
    assert known(site).entry is None


def test_the_last_use_of_an_account_is_told_by_the_week(site: Site) -> None:
    known(site)
    state_health(site, NOW)
    (use,) = [fact.says for fact in facts_about(FACILITY, NOW) if isinstance(fact.says, AccountUse)]
    monday = local_day(NOW) - timedelta(days=local_day(NOW).weekday())
    assert [(one.account, one.last_used) for one in use.accounts] == [("sato", monday)]


def test_what_a_check_of_the_store_found_is_a_fact(site: Site) -> None:
    state_verified(site, Outcome(8, 40, "", (Fault("segments.jsonl", 3, "x"),)), NOW)
    (fact,) = [fact.says for fact in facts_about(FACILITY, NOW) if isinstance(fact.says, LogsVerified)]
    assert fact == LogsVerified(8, ("segments.jsonl (segment 3): x",))


def test_less_than_a_year_takes_a_reason(site: Site) -> None:
    seen(site, now=NOW)
    with pytest.raises(EntryError):
        tied(site, keep_days="364")
    tied(site, keep_days="364", reason="院内の規程")


@pytest.mark.parametrize(("age_s", "running", "told"), [(5, True, False), (60, True, True), (5, False, True)])
def test_a_receiver_that_is_no_more_is_told_of(site: Site, age_s: int, running: bool, told: bool) -> None:
    (site.config.data / "logs").mkdir()
    keep_state(site.config.data / "logs", State(NOW, NOW - timedelta(seconds=age_s), running, ()))
    assert (receiving(site, NOW) is not None) is told


def test_sources_are_due_every_day_and_the_whole_store_every_five(site: Site) -> None:
    evidence = site.config.data / "logs" / "evidence"
    assert list(due(site, NOW)) == []
    evidence.mkdir(parents=True)
    (evidence / "segments.jsonl").touch()
    assert list(due(site, NOW)) == ["sources", "verify"]
    known(site)
    keep_holdings(site.config.data / "logs", Holdings(NOW))
    state_verified(site, Outcome(8, 40, "", ()), NOW)
    assert [list(due(site, NOW + timedelta(days=n))) for n in (0, 1, 5)] == [[], ["sources"], ["sources", "verify"]]


def test_an_account_that_was_used_after_its_owner_left_is_told(site: Site) -> None:
    rows = "利用者ID,氏名,退職日\nsato,佐藤 花子,2025-10-31\nsuzuki,鈴木 一郎,2025-10-31\ntanaka,田中 次郎,\n"
    import_list(site, "staff", rows.encode(), "staff.csv", "佐藤", NOW)
    known(site, accounts={"HOSP\\Sato": date(2025, 11, 1), "suzuki": date(2025, 10, 31), "tanaka": date(2025, 11, 1)})
    state_health(site, NOW)
    (fact,) = [fact.says for fact in facts_about(FACILITY, NOW) if isinstance(fact.says, LeaversSeen)]
    assert fact.accounts == (LeaverUsed("HOSP\\Sato", date(2025, 10, 31), date(2025, 11, 1)),)


def test_without_a_list_of_staff_no_leaver_was_looked_for(site: Site) -> None:
    known(site)
    state_health(site, NOW)
    assert [fact for fact in facts_about(FACILITY, NOW) if isinstance(fact.says, LeaversSeen)] == []


def test_the_use_of_a_vendors_accounts_is_told_of_that_vendor(site: Site) -> None:
    stated(site, "vendor-contract", "vendor:北斗システム", NOW, systems="電子カルテ", starts="2025-04-01")
    rows = "利用者ID,所属,区分\nhokuto1,株式会社北斗システム,事業者\nsato,外来,職員\n"
    import_list(site, "staff", rows.encode(), "staff.csv", "佐藤", NOW)
    known(site, accounts={"hokuto1": date(2025, 11, 12), "sato": date(2025, 11, 12)})
    state_health(site, NOW)
    facts = facts_about(SubjectId("vendor:北斗システム"), NOW)
    (seen_there,) = [fact.says for fact in facts if isinstance(fact.says, MaintenanceSeen)]
    assert seen_there.accounts == (AccountUsed("hokuto1", date(2025, 11, 10)),)
