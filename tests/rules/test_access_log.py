"""アクセスログを管理している。"""

from datetime import date, timedelta
from typing import Any

import pytest

from tenken.facts.logs import LogKeeping, LogReview, TimeSync
from tenken.facts.model import FACILITY
from tenken.rules.access_log import LogPolicy, ReviewPolicy
from tenken.rules.model import Finding, Standing
from tests.build import SERVER, days_ago, declared, fact, finding


def judge(keeping: LogKeeping, *, synchronised: bool | None = True, policy: LogPolicy | None = None) -> Finding:
    seen = (fact(keeping, SERVER), fact(TimeSync("chrony", synchronised), SERVER))
    return finding("access-log.log-ins-are-kept", SERVER, *seen, policy=policy)


def keeping(**more: Any) -> LogKeeping:
    return LogKeeping(**{"records_logins": True, "persistent": True, "kept_days": 365, **more})


def reviewed(*, policy: ReviewPolicy | None = None, until: date = days_ago(20), **more: Any) -> Finding:
    shows = {"records_login_time": True, "records_access_time": True, "records_operation": True}
    period = {"period_from": until - timedelta(days=30), "period_to": until, "found": "異常なし"}
    review = LogReview(**{**period, **shows, **declared(), **more})
    return finding("access-log.the-logs-are-reviewed", FACILITY, fact(review), policy=policy)


def test_met_when_log_ins_are_kept_for_365_days_in_synchronised_time() -> None:
    assert judge(keeping()).standing is Standing.MET


def test_not_met_when_they_are_kept_for_364_days() -> None:
    assert judge(keeping(kept_days=364)).standing is Standing.NOT_MET


def test_the_retention_is_the_facilitys_own_rule() -> None:
    assert judge(keeping(kept_days=90), policy=LogPolicy(keep=timedelta(days=90))).standing is Standing.MET


@pytest.mark.parametrize(
    "wrong", [{"records_logins": False}, {"persistent": False}, {"open_to": ("/var/log/auth.log",)}]
)
def test_not_met_when_log_ins_are_unrecorded_or_lost_or_open_to_others(wrong: dict[str, Any]) -> None:
    assert judge(keeping(**wrong)).standing is Standing.NOT_MET


def test_not_met_when_the_clock_is_not_synchronised() -> None:
    assert judge(keeping(), synchronised=False).standing is Standing.NOT_MET


def test_unknown_when_it_could_not_be_seen_whether_the_clock_is_synchronised() -> None:
    assert judge(keeping(), synchronised=None).standing is Standing.UNKNOWN


def test_unknown_when_logs_are_limited_by_size_only() -> None:
    assert judge(keeping(kept_days=None)).standing is Standing.UNKNOWN


def test_unknown_when_a_short_log_is_also_kept_on_another_host() -> None:
    found = judge(keeping(kept_days=28, forwarded_to=("log-srv01",)))
    assert (found.standing, "log-srv01" in str(found.because)) == (Standing.UNKNOWN, True)


def test_met_when_a_log_is_kept_long_enough_here_and_on_another_host_too() -> None:
    assert judge(keeping(forwarded_to=("log-srv01",))).standing is Standing.MET


def test_not_met_stays_so_when_an_open_log_is_also_sent_elsewhere() -> None:
    found = judge(keeping(kept_days=28, forwarded_to=("log-srv01",), open_to=("/var/log/auth.log",)))
    assert found.standing is Standing.NOT_MET


def test_unknown_when_the_clock_was_not_seen() -> None:
    assert finding("access-log.log-ins-are-kept", SERVER, fact(keeping(), SERVER)).standing is Standing.UNKNOWN


def test_met_when_the_last_period_was_reviewed() -> None:
    assert reviewed().standing is Standing.MET


def test_met_until_the_next_review_and_its_14_days_are_over() -> None:
    assert reviewed(until=days_ago(45)).standing is Standing.MET


def test_unknown_from_the_day_after() -> None:
    assert reviewed(until=days_ago(46)).standing is Standing.UNKNOWN


def test_the_interval_of_reviews_is_the_facilitys_own_rule() -> None:
    assert reviewed(policy=ReviewPolicy(every=timedelta(days=92)), until=days_ago(100)).standing is Standing.MET


@pytest.mark.parametrize("column", ["records_login_time", "records_access_time", "records_operation"])
def test_not_met_when_the_reviewed_logs_lack_a_column(column: str) -> None:
    lacks: dict[str, Any] = {column: False}
    assert reviewed(**lacks).standing is Standing.NOT_MET


def test_unknown_when_flags_of_a_known_bad_kind_were_left_undecided() -> None:
    found = reviewed(undecided=3)
    assert (found.standing, found.because.blanks["n"], found.because.blanks["month"]) == (
        Standing.UNKNOWN, 3, f"{days_ago(20):%Y-%m}",
    )  # fmt: skip


def test_not_met_stays_so_when_flags_were_left_undecided_too() -> None:
    assert reviewed(undecided=3, records_operation=False).standing is Standing.NOT_MET


def test_unknown_without_a_review_on_file() -> None:
    assert finding("access-log.the-logs-are-reviewed", FACILITY).standing is Standing.UNKNOWN
