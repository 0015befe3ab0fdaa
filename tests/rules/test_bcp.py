"""サイバー攻撃を想定した事業継続計画(BCP)を策定している。"""

from dataclasses import replace
from datetime import date

import pytest

from tenken.facts.documents import DocumentOnFile, DocumentType
from tenken.facts.model import FACILITY
from tenken.rules.bcp import BcpPolicy
from tenken.rules.model import Finding, Standing
from tenken.rules.points import POINTS
from tests.build import days_ago, document, fact, finding, in_days, rule

RULE = "bcp.the-plan-is-in-effect"
PHASES = tuple(POINTS[DocumentType.BCP])


def judge(plan: DocumentOnFile, policy: BcpPolicy | None = None) -> Finding:
    return finding(RULE, FACILITY, fact(plan), policy=policy)


def planned_until(day: date) -> BcpPolicy:
    shipped: BcpPolicy = rule(RULE).policy
    return replace(shipped, planned_by=day)


def test_met_when_the_plan_is_approved_in_effect_and_covers_the_five_phases() -> None:
    assert judge(document(DocumentType.BCP)).standing is Standing.MET


@pytest.mark.parametrize("phase", PHASES)
def test_not_met_when_a_phase_is_missing(phase: str) -> None:
    plan = document(DocumentType.BCP, covers=tuple(one for one in PHASES if one != phase))
    assert judge(plan).standing is Standing.NOT_MET


def test_not_met_when_nobody_approved_it() -> None:
    assert judge(document(DocumentType.BCP, approved_by=" ")).standing is Standing.NOT_MET


def test_not_met_while_the_plan_is_to_come_and_the_row_allows_no_planning() -> None:
    assert judge(document(DocumentType.BCP, effective=in_days(1))).standing is Standing.NOT_MET


def test_met_while_the_plan_is_to_come_by_the_day_that_the_row_allows() -> None:
    plan = document(DocumentType.BCP, effective=in_days(30))
    assert judge(plan, planned_until(in_days(30))).standing is Standing.MET


def test_not_met_when_it_is_to_come_later_than_that() -> None:
    plan = document(DocumentType.BCP, effective=in_days(31))
    assert judge(plan, planned_until(in_days(30))).standing is Standing.NOT_MET


def test_not_met_when_a_plan_in_effect_lacks_a_phase_though_planning_is_allowed() -> None:
    plan = document(DocumentType.BCP, effective=days_ago(0), covers=())
    assert judge(plan, planned_until(in_days(30))).standing is Standing.NOT_MET


def test_unknown_when_no_plan_is_on_file() -> None:
    assert finding(RULE, FACILITY).standing is Standing.UNKNOWN


def test_unknown_when_its_review_date_has_passed() -> None:
    assert judge(document(DocumentType.BCP, next_review=days_ago(1))).standing is Standing.UNKNOWN
