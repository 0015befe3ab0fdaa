"""A paper counts when it is approved, in effect, and says what it must."""

from typing import Any

import pytest

from tenken.facts.documents import DOCUMENT_NAMES, DocumentOnFile, DocumentType
from tenken.facts.model import FACILITY
from tenken.rules import LINEAGES
from tenken.rules.model import Finding, Rule, Standing
from tenken.rules.papers import PaperPolicy, judge_paper
from tenken.rules.points import POINTS
from tests.build import TODAY, days_ago, document, fact, in_days

PAPER_RULES = [one for rules in LINEAGES.values() for one in rules if isinstance(one.policy, PaperPolicy)]


def judge(paper: DocumentOnFile, *must_cover: str) -> Finding:
    return judge_paper(FACILITY, fact(paper), must_cover, TODAY)


def chart(**more: Any) -> DocumentOnFile:
    return document(DocumentType.CONTACT_CHART, **more)


def test_met_when_it_does() -> None:
    assert judge(chart(), "police", "vendor").standing is Standing.MET


def test_met_from_the_day_it_takes_effect() -> None:
    assert judge(chart(effective=days_ago(0))).standing is Standing.MET


def test_not_met_the_day_before() -> None:
    assert judge(chart(effective=in_days(1))).standing is Standing.NOT_MET


@pytest.mark.parametrize("nobody", ["", "  ", "\u3000"])
def test_not_met_when_nobody_approved_it(nobody: str) -> None:
    assert judge(chart(approved_by=nobody)).standing is Standing.NOT_MET


def test_not_met_when_a_point_is_missing_and_it_is_named_in_words() -> None:
    found = judge(chart(covers=("vendor",)), "police", "vendor")
    assert str(found.because) == "“規程集” says nothing of: police"


def test_a_point_of_the_facilitys_own_is_named_as_the_facility_wrote_it() -> None:
    assert "保健所" in str(judge(chart(), "保健所").because)


def test_six_missing_points_are_shortened_to_five_and_a_number() -> None:
    found = judge(chart(covers=()), "a", "b", "c", "d", "e", "f")
    assert str(found.because).endswith("a, b, c, d, e, 1 more")


@pytest.mark.parametrize("of", DocumentType)
def test_every_type_of_paper_has_a_name_and_points(of: DocumentType) -> None:
    assert (bool(DOCUMENT_NAMES[of]), bool(POINTS[of])) == (True, True)


@pytest.mark.parametrize("paper_rule", PAPER_RULES, ids=lambda one: one.id)
def test_every_point_that_a_rule_demands_can_be_ticked(paper_rule: Rule[PaperPolicy]) -> None:
    document_type = DocumentType(str(paper_rule.needs[0].item))
    assert set(paper_rule.policy.must_cover) <= set(POINTS[document_type])
