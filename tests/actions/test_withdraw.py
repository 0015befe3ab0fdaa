"""What was stated can be taken back: the row is unknown again, and what was said before stays readable as of then."""

from datetime import timedelta

import pytest

from tenken.actions.attest import withdraw
from tenken.actions.site import Site
from tenken.facts.documents import DocumentOnFile
from tenken.facts.model import FACILITY, SubjectId
from tenken.facts.vendors import VendorContract
from tenken.ledger.logbook import lately
from tenken.ledger.recall import case_at
from tenken.ledger.writing import LedgerError
from tenken.rules.model import Standing
from tests.actions.steps import SERVER, contract, rows, verdict
from tests.build import NOW
from tests.ledger.steps import bcp, seen, stated

LATER = NOW + timedelta(hours=1)


def test_the_row_is_unknown_again(site: Site) -> None:
    bcp(site)
    assert verdict(site, "3-3").standing is Standing.MET
    withdraw(site, FACILITY, "document", "bcp", "山田", LATER)
    assert verdict(site, "3-3", LATER).standing is Standing.UNKNOWN


def test_what_was_said_is_still_known_as_of_before(site: Site) -> None:
    bcp(site)
    withdraw(site, FACILITY, "document", "bcp", "山田", LATER)
    assert len(case_at(NOW).about(FACILITY, DocumentOnFile)) == 1


def test_another_item_of_the_kind_stays(site: Site) -> None:
    bcp(site)
    stated(site, "document", type="contact-chart", title="連絡網", effective="2025-04-01", approved_by="院長")
    withdraw(site, FACILITY, "document", "bcp", "山田", LATER)
    assert [f.says.item for f in case_at(LATER).about(FACILITY, DocumentOnFile)] == ["contact-chart"]


def test_what_was_taken_back_can_be_stated_again(site: Site) -> None:
    bcp(site)
    withdraw(site, FACILITY, "document", "bcp", "山田", LATER)
    bcp(site, LATER)
    assert verdict(site, "3-3", LATER).standing is Standing.MET


def test_a_vendor_is_found_by_its_name_with_a_blank(site: Site) -> None:
    about = SubjectId("vendor:株式会社 北斗")
    contract(site, about)
    withdraw(site, about, "vendor-contract", "", "山田", LATER)
    assert case_at(LATER).everybody(VendorContract) == ()


def test_it_stands_in_the_logbook(site: Site) -> None:
    bcp(site)
    withdraw(site, FACILITY, "document", "bcp", "山田", LATER)
    assert [(done.by, done.verb) for done in lately()] == [("山田", "withdraw"), ("佐藤", "attest")]


@pytest.mark.parametrize(
    ("about", "kind", "item"),
    [
        (FACILITY, "document", "bcq"),
        (FACILITY, "document", "contact-chart"),
        (FACILITY, "plan", "bcp"),
        (SERVER, "patch-level", ""),
        (SubjectId("machine:nobody"), "confirmation", "patch"),
    ],
)
def test_what_nobody_stated_cannot_be_taken_back_and_nothing_is_written(
    site: Site, about: SubjectId, kind: str, item: str
) -> None:
    seen(site)
    bcp(site)
    before = rows()
    with pytest.raises(LedgerError):
        withdraw(site, about, kind, item, "山田", LATER)
    assert rows() == before
