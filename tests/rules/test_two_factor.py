"""二要素認証を実装している。または令和9年度までに実装予定である。"""

from datetime import date
from typing import Any

from tenken.facts.systems import TwoFactor
from tenken.rules.model import Finding, Standing
from tenken.rules.two_factor import TwoFactorPolicy
from tests.build import SYSTEM, days_ago, declared, fact, finding

RULE = "two-factor.two-factors-are-asked-or-planned"
ASKED = TwoFactorPolicy(planned_by=date(2028, 3, 31))


def judge(policy: TwoFactorPolicy = ASKED, **state: Any) -> Finding:
    return finding(RULE, SYSTEM, fact(TwoFactor(**{**declared(), **state}), SYSTEM), policy=policy)


def test_met_when_two_factors_are_asked_and_the_method_is_named() -> None:
    found = judge(implemented=True, method="ICカード")
    assert (found.standing, "ICカード" in str(found.because)) == (Standing.MET, True)


def test_met_when_planned_for_the_last_day_that_the_row_allows() -> None:
    assert judge(implemented=False, planned_by=date(2028, 3, 31)).standing is Standing.MET


def test_not_met_when_planned_for_the_day_after() -> None:
    assert judge(implemented=False, planned_by=date(2028, 4, 1)).standing is Standing.NOT_MET


def test_not_met_without_a_plan() -> None:
    assert judge(implemented=False).standing is Standing.NOT_MET


def test_met_on_the_planned_day_itself() -> None:
    assert judge(implemented=False, planned_by=days_ago(0)).standing is Standing.MET


def test_not_met_when_the_planned_day_has_passed() -> None:
    assert judge(implemented=False, planned_by=days_ago(1)).standing is Standing.NOT_MET


def test_no_plan_counts_where_the_row_allows_none() -> None:
    assert judge(TwoFactorPolicy(), implemented=False, planned_by=date(2026, 3, 31)).standing is Standing.NOT_MET


def test_unknown_when_nobody_stated_how_one_logs_in() -> None:
    assert finding(RULE, SYSTEM).standing is Standing.UNKNOWN


def test_unknown_when_the_statement_is_older_than_a_year() -> None:
    assert judge(implemented=True, confirmed_on=days_ago(367)).standing is Standing.UNKNOWN
