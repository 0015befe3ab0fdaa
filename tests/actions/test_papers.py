"""What persons stated: what is on file, until when it holds, and what is missing."""

from datetime import date, timedelta

import pytest

from tenken.actions.papers import Paper, papers
from tenken.actions.site import Site
from tenken.facts.documents import DocumentType
from tests.actions.steps import VENDOR, contract
from tests.build import NOW
from tests.ledger.steps import bcp, stated

DOCUMENTS, STATEMENTS, SYSTEMS, VENDORS, LISTS = range(5)


def listed(group: int, after: timedelta = timedelta(0)) -> list[Paper]:
    return list(papers(NOW + after)[group].papers)


def test_every_kind_of_document_has_its_place_even_where_none_is_on_file(site: Site) -> None:
    found = listed(DOCUMENTS)
    assert [(paper.item, paper.fact) for paper in found] == [(kind.value, None) for kind in DocumentType]


def test_a_document_on_file_holds_until_its_review(site: Site) -> None:
    bcp(site, next_review="2026-04-01")
    plan = next(paper for paper in listed(DOCUMENTS) if paper.item == "bcp")
    assert (plan.until, plan.stale) == (date(2026, 4, 1), False)


@pytest.mark.parametrize(("day", "stale"), [("2026-04-01", False), ("2026-04-02", True)])
def test_it_is_stale_from_the_day_after_its_review(site: Site, day: str, stale: bool) -> None:
    bcp(site, next_review="2026-04-01")
    after = date.fromisoformat(day) - date(2025, 11, 20)
    assert next(paper for paper in listed(DOCUMENTS, after) if paper.item == "bcp").stale == stale


def test_without_a_review_it_holds_for_a_year(site: Site) -> None:
    bcp(site)
    plan = next(paper for paper in listed(DOCUMENTS) if paper.item == "bcp")
    assert plan.until == date(2026, 11, 21)


def test_every_vendor_has_a_place_for_each_of_its_papers(site: Site) -> None:
    contract(site)
    found = listed(VENDORS)
    assert {(paper.about, paper.of) for paper in found} == {(VENDOR, "北斗システム")}
    assert [(paper.kind, paper.fact is not None) for paper in found] == [
        ("vendor-contract", True),
        ("remote-maintenance-reply", False),
        ("disclosure", False),
        ("vendor-answer", False),
    ]


def test_without_a_system_there_is_no_paper_of_one(site: Site) -> None:
    assert listed(SYSTEMS) == []


def test_what_the_whole_facility_owes_has_its_place(site: Site) -> None:
    assert [(paper.kind, paper.fact) for paper in listed(STATEMENTS)] == [
        ("officer-appointment", None),
        ("administrator-register", None),
        ("log-review", None),
        ("update-duty", None),
    ]


def test_exceptions_and_settings_are_listed_only_where_there_are_some(site: Site) -> None:
    assert listed(LISTS) == []
    stated(site, "policy-setting", field="patch.grace", value="14", reason="保守の周期")
    assert [(paper.item, paper.until, paper.stale) for paper in listed(LISTS)] == [("patch.grace", None, False)]
