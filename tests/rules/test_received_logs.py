"""アクセスログを管理している。 What arrives in the log store proves something only where all of it is known."""

from datetime import date
from typing import Any

import pytest

from tenken.facts.logs import LeaversSeen, LeaverUsed, LogKeeping, LogSourceEntry, LogsReceived, LogsVerified, TimeSync
from tenken.facts.model import FACILITY, Fact
from tenken.rules.model import Finding, Standing
from tenken.verdicts.examine import examine
from tests.build import SERVER, case, days_ago, declared, fact, finding, rule

WHOLE: dict[str, Any] = {
    "source": "ehr", "since": days_ago(60), "silent_since": None, "missing": 0, "empty": 0, "unparsed_percent": 0,
    "behind_s": 3, "ahead_s": 0, "tells_log_in": True, "tells_who": True, "tells_patient": True,
    "tells_operation": True, "keep_days": 1827,
}  # fmt: skip


def received(**more: Any) -> LogsReceived:
    return LogsReceived(**{**WHOLE, **more})


def entry(source: str = "ehr") -> Fact[LogSourceEntry]:
    return fact(LogSourceEntry(source=source, **declared()), SERVER)


def arrives(**more: Any) -> Finding:
    return finding("access-log.its-logs-arrive", SERVER, entry(), fact(received(**more), SERVER))


def test_met_while_the_logs_of_a_machine_arrive_whole() -> None:
    assert arrives().standing is Standing.MET


@pytest.mark.parametrize(
    "lacks",
    [
        {"silent_since": days_ago(3)},
        {"missing": 1},
        {"empty": 1},
        {"unparsed_percent": 2},
        {"behind_s": 301},
        {"tells_log_in": False},
        {"tells_who": False},
        {"tells_operation": False},
    ],
)
def test_unknown_where_something_is_missing_of_them(lacks: dict[str, Any]) -> None:
    assert arrives(**lacks).standing is Standing.UNKNOWN


@pytest.mark.parametrize("wrong", [{"keep_days": 364}, {"ahead_s": 301}])
def test_not_met_where_they_are_thrown_away_too_early_or_of_a_wrong_clock(wrong: dict[str, Any]) -> None:
    assert arrives(**wrong).standing is Standing.NOT_MET


def test_what_is_wrong_counts_before_what_is_missing() -> None:
    assert arrives(keep_days=30, missing=7).standing is Standing.NOT_MET


def test_unknown_where_a_source_of_the_machine_was_not_looked_at() -> None:
    found = finding("access-log.its-logs-arrive", SERVER, entry(), entry("os"), fact(received(), SERVER))
    assert (found.standing, found.because.blanks["sources"]) == (Standing.UNKNOWN, ("os",))


def test_nothing_is_said_of_a_machine_that_sends_no_logs() -> None:
    asked = rule("access-log.its-logs-arrive")
    assert examine(asked, asked.policy, SERVER, case()) is None


def kept(keeping: LogKeeping, *seen: Fact[Any]) -> Finding:
    clock = fact(TimeSync("chrony", synchronised=True), SERVER)
    return finding("access-log.log-ins-are-kept", SERVER, fact(keeping, SERVER), clock, *seen)


def test_a_machine_that_keeps_little_and_sends_all_is_met() -> None:
    keeping = LogKeeping(records_logins=True, persistent=True, kept_days=28, forwarded_to=("tenken",))
    assert kept(keeping, fact(received(), SERVER)).standing is Standing.MET


@pytest.mark.parametrize("lacks", [{"missing": 1}, {"tells_log_in": False}, {"silent_since": date(2025, 11, 1)}])
def test_a_machine_that_keeps_little_and_sends_with_gaps_is_not_met(lacks: dict[str, Any]) -> None:
    keeping = LogKeeping(records_logins=True, persistent=True, kept_days=28)
    assert kept(keeping, fact(received(**lacks), SERVER)).standing is Standing.NOT_MET


def unchanged(*seen: Fact[Any]) -> Finding:
    return finding("access-log.the-log-store-is-unchanged", FACILITY, *seen)


def test_met_once_the_store_was_checked() -> None:
    assert unchanged(fact(received()), fact(LogsVerified(12, ()))).standing is Standing.MET


def test_unknown_while_it_was_not_checked() -> None:
    assert unchanged(fact(received())).standing is Standing.UNKNOWN


def test_not_met_where_it_was_changed() -> None:
    assert unchanged(fact(LogsVerified(12, ("segment 3",)))).standing is Standing.NOT_MET


def leavers(*accounts: LeaverUsed) -> Finding | None:
    asked = rule("account-cleanup.no-leaver-is-seen")
    return examine(asked, asked.policy, FACILITY, case(fact(LeaversSeen("ehr", accounts))))


def test_not_met_where_the_account_of_somebody_who_left_was_used_since() -> None:
    found = leavers(LeaverUsed("sato", days_ago(20), days_ago(3)))
    assert found is not None
    assert (found.standing, found.because.blanks["accounts"]) == (Standing.NOT_MET, ("sato",))


def test_that_no_leaver_was_seen_proves_nothing() -> None:
    assert leavers() is None
