"""インシデント発生時における組織内と外部関係機関(事業者、厚生労働省、警察等)への連絡体制図がある。"""

import pytest

from tenken.facts.documents import DocumentOnFile, DocumentType
from tenken.facts.model import FACILITY
from tenken.rules.model import Finding, Standing
from tenken.rules.points import POINTS
from tests.build import days_ago, document, fact, finding

ALL = tuple(POINTS[DocumentType.CONTACT_CHART])


def judge(*charts: DocumentOnFile) -> Finding:
    return finding("contact-chart.the-chart-is-in-effect", FACILITY, *(fact(one) for one in charts))


def chart(covers: tuple[str, ...] = ALL) -> DocumentOnFile:
    return document(DocumentType.CONTACT_CHART, covers=covers)


def test_met_when_it_shows_the_line_inside_the_vendors_the_ministry_and_the_police() -> None:
    assert judge(chart()).standing is Standing.MET


@pytest.mark.parametrize("missing", ["internal", "vendor", "ministry", "police"])
def test_not_met_when_one_of_them_is_missing_and_it_is_named(missing: str) -> None:
    found = judge(chart(tuple(point for point in ALL if point != missing)))
    named = POINTS[DocumentType.CONTACT_CHART][missing] in str(found.because)
    assert (found.standing, named) == (Standing.NOT_MET, True)


def test_unknown_when_no_chart_is_on_file() -> None:
    assert judge().standing is Standing.UNKNOWN


def test_unknown_when_its_review_date_has_passed() -> None:
    assert judge(document(DocumentType.CONTACT_CHART, next_review=days_ago(1))).standing is Standing.UNKNOWN


def test_another_paper_is_no_chart() -> None:
    assert judge(document(DocumentType.BCP)).standing is Standing.UNKNOWN
