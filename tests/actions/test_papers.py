"""What persons stated: what is on file, until when it holds, and what is missing."""

from tenken.actions.holding import Holding
from tenken.actions.papers import Paper, house, papers, states
from tenken.actions.site import Site
from tests.actions.steps import VENDOR, contract
from tests.build import NOW
from tests.ledger.steps import stated

STATEMENTS, SYSTEMS, VENDORS, LISTS = range(4)


def listed(group: int, only: Holding | None = None) -> list[Paper]:
    return list(papers(house(NOW), only=only)[group].papers)


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


def test_they_are_narrowed_to_what_is_missing(site: Site) -> None:
    contract(site)
    assert [paper.kind for paper in listed(VENDORS, Holding.MISSING)] == [
        "remote-maintenance-reply",
        "disclosure",
        "vendor-answer",
    ]


def test_every_state_is_counted(site: Site) -> None:
    contract(site)
    assert states(house(NOW)) == {Holding.MISSING: 7, Holding.HOLDS: 1}
