"""The no-touch list comes to every address and card that its machines were ever seen with."""

from ipaddress import IPv4Address, IPv4Network

import pytest

from tenken.actions.import_sightings import import_sightings
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.facts.sweeps import NoTouch, NoTouchBy
from tenken.ledger.links import Status, decide
from tenken.ledger.models import Subject
from tenken.ledger.untouchable import unplaced_medical, untouchable
from tests.build import NOW, declared
from tests.ledger.steps import seen, stated

NOTHING = (NoTouch(NoTouchBy.NOTHING, "", "確認した", **declared()),)
CT_CARD = "00:60:2b:00:00:01"
CT = "machine:10.20.1.9"


def met(site: Site, address: str = "10.20.1.9", card: str = CT_CARD) -> None:
    """A machine stood in the table of neighbours."""
    raw = f"{address} dev eth0 lladdr {card} REACHABLE\n".encode()
    import_sightings(site, COLLECTORS["leases"], raw, NOW)


def classed(site: Site, machine_class: str, about: str = CT) -> None:
    stated(site, "ledger-entry", about, title="CT", machine_class=machine_class, note="", add="")


def listed(by_what: NoTouchBy, which: str) -> NoTouch:
    return NoTouch(by_what, which, "事業者の指示", **declared())


def test_a_medical_device_is_untouchable_by_address_and_card_though_nobody_listed_it(site: Site) -> None:
    met(site)
    classed(site, "medical")
    found = untouchable(NOTHING)
    assert [str(why) for why in (found.why_not(IPv4Address("10.20.1.9")), found.why_not_card(CT_CARD))] == [
        "CT is a medical device"
    ] * 2


def test_an_address_that_it_had_once_stays_untouchable(site: Site) -> None:
    met(site)
    met(site, "10.20.1.33")
    classed(site, "medical")
    assert {IPv4Network("10.20.1.9"), IPv4Network("10.20.1.33")} <= set(untouchable(NOTHING).networks)


def test_one_that_left_the_ledger_stays_untouchable(site: Site) -> None:
    met(site)
    stated(site, "ledger-entry", CT, title="CT", machine_class="medical", retired="yes", note="廃棄", add="")
    assert untouchable(NOTHING).why_not_card(CT_CARD)


@pytest.mark.parametrize(
    "entry",
    [
        listed(NoTouchBy.ADDRESS, "10.20.1.0/28"),
        listed(NoTouchBy.MACHINE, CT),
        listed(NoTouchBy.CARD, "00-60-2B"),
        listed(NoTouchBy.MACHINE_CLASS, "unknown"),
    ],
)
def test_what_the_list_names_is_untouchable_at_its_address(site: Site, entry: NoTouch) -> None:
    met(site)
    why = untouchable((entry,)).why_not(IPv4Address("10.20.1.9"))
    assert "事業者の指示" in str(why)


def test_a_medical_device_that_was_never_seen_on_the_network_is_named(site: Site) -> None:
    stated(site, "ledger-entry", "machine:mri", title="MRI", machine_class="medical", note="")
    assert untouchable(NOTHING).unplaced == ("MRI",)


def test_a_server_that_a_person_entered_is_familiar_by_its_cards(site: Site) -> None:
    met(site)
    classed(site, "server")
    assert untouchable(NOTHING).familiar == {CT_CARD}


def test_a_machine_that_nobody_classed_is_not_familiar(site: Site) -> None:
    met(site)
    seen(site)
    assert CT_CARD not in untouchable(NOTHING).familiar


def test_an_entry_of_the_list_that_leads_to_no_machine_is_named(site: Site) -> None:
    assert untouchable((listed(NoTouchBy.AE_TITLE, "CT_ROOM1"),)).unplaced == ("CT_ROOM1",)


def test_an_ae_title_leads_to_the_address_that_the_vendor_gave_for_it(site: Site) -> None:
    consent = {"ae_title": "CT_ROOM1", "reached_at": "10.20.1.9:104", "vendor": "装置の会社", "paper": "回答書"}
    stated(site, "echo-consent", "machine:ct", until="2026-03-31", **consent)
    found = untouchable((listed(NoTouchBy.AE_TITLE, "ct_room1"),))
    assert (bool(found.why_not(IPv4Address("10.20.1.9"))), found.unplaced) == (True, ())


def test_what_may_be_a_medical_device_is_untouchable_until_somebody_decides(site: Site) -> None:
    met(site)
    met(site, "10.20.1.33", "00:60:2b:00:00:02")
    classed(site, "medical")
    second = Subject.objects.get(slug="machine:10.20.1.33")
    decide(Subject.objects.get(slug=CT), second, Status.POSSIBLE_LINK, NOW, "", ())
    assert untouchable(NOTHING).why_not(IPv4Address("10.20.1.33"))


def test_medical_devices_that_cannot_be_found_are_named_by_themselves_too(site: Site) -> None:
    met(site)
    classed(site, "medical")
    stated(site, "ledger-entry", "machine:mri", title="MRI", machine_class="medical", note="")
    assert unplaced_medical() == ("MRI",)
