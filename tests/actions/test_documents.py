"""書類: each paper of the facility with its points, its rows and its versions, and what is due when."""

from datetime import date

import pytest

from tenken.actions.documents import Document, documents, due, versions
from tenken.actions.holding import Holding, holding
from tenken.actions.papers import house
from tenken.actions.site import Site
from tenken.facts.documents import DocumentType
from tests.actions.steps import contract
from tests.build import NOW, TODAY, in_days
from tests.ledger.steps import bcp


def plan(site: Site) -> Document:
    return next(one for one in documents(site, "r7", "hospital", house(NOW)) if one.type is DocumentType.BCP)


def test_every_kind_of_document_has_its_place_even_where_none_is_on_file(site: Site) -> None:
    found = documents(site, "r7", "hospital", house(NOW))
    assert [(one.type, one.fact) for one in found] == [(kind, None) for kind in DocumentType]


@pytest.mark.parametrize(
    ("left", "state"), [(61, Holding.HOLDS), (60, Holding.SOON), (0, Holding.SOON), (-1, Holding.OVER)]
)
def test_its_state_follows_the_days_that_are_left(left: int, state: Holding) -> None:
    assert holding(in_days(left), TODAY) is state


def test_points_that_nobody_found_in_it_are_told(site: Site) -> None:
    bcp(site, covers="normal, detection")
    assert [str(point) for point in plan(site).lacking] == [
        "first response",
        "recovery",
        "afterwards: report and prevention",
    ]


def test_it_is_told_which_rows_it_serves(site: Site) -> None:
    assert [one.row.id for one in plan(site).serves] == ["3-3"]


def test_every_version_stays_readable_the_newest_first(site: Site) -> None:
    bcp(site, version="1")
    bcp(site, version="2")
    assert [fact.says.version for fact in versions(DocumentType.BCP)] == ["2", "1"]


def test_what_is_due_stands_in_its_month_and_what_is_over_before_all(site: Site) -> None:
    contract(site)
    bcp(site, next_review="2026-02-10")
    (month, *_later) = due(house(NOW))
    assert (month.first, [paper.until for paper in month.due]) == (date(2026, 2, 1), [date(2026, 2, 10)])
    (over, *_rest) = due(house(NOW + (date(2026, 2, 11) - TODAY)))
    assert (over.first, [paper.kind for paper in over.due]) == (None, ["document"])
