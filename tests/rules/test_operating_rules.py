"""上記1-3のすべての項目について、具体的な実施方法を運用管理規程等に定めている。"""

import pytest

from tenken.facts.documents import DocumentOnFile, DocumentType
from tenken.facts.model import FACILITY
from tenken.rules.model import Finding, Standing
from tenken.rules.operating_rules import ClausePolicy
from tenken.standard.load import load
from tests.build import days_ago, document, fact, finding

RULE = "operating-rules.every-lineage-has-a-clause"
ASKED = ClausePolicy(clauses_for=("patch", "bcp"))


def judge(*papers: DocumentOnFile, policy: ClausePolicy = ASKED) -> Finding:
    return finding(RULE, FACILITY, *(fact(one) for one in papers), policy=policy)


def rules(*covers: str) -> DocumentOnFile:
    return document(DocumentType.OPERATING_RULES, covers=covers)


def test_met_when_every_lineage_that_the_row_asks_has_a_clause() -> None:
    assert judge(rules("patch", "bcp", "access-log")).standing is Standing.MET


def test_not_met_when_a_lineage_has_no_clause_and_it_is_named() -> None:
    found = judge(rules("patch"))
    assert (found.standing, "business continuity plan" in str(found.because)) == (Standing.NOT_MET, True)


def test_not_met_when_nobody_approved_the_rules() -> None:
    paper = document(DocumentType.OPERATING_RULES, approved_by="")
    assert judge(paper).standing is Standing.NOT_MET


def test_unknown_when_no_rules_are_on_file() -> None:
    assert judge().standing is Standing.UNKNOWN


def test_unknown_when_their_review_date_has_passed() -> None:
    assert judge(document(DocumentType.OPERATING_RULES, next_review=days_ago(1))).standing is Standing.UNKNOWN


@pytest.mark.parametrize(
    ("edition", "form"), [("r7", "hospital"), ("r7", "pharmacy"), ("r8", "hospital"), ("r8", "pharmacy")]
)
def test_the_row_asks_for_a_clause_on_everything_in_sections_1_to_3(edition: str, form: str) -> None:
    rows = load(edition).form(form).rows
    asked = next(row.asks["clauses_for"] for row in rows if row.lineage == "operating-rules")
    assert set(asked) == {row.lineage for row in rows if row.section in ("1", "2", "3")}
