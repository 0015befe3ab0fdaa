"""The no-touch list comes to every address and card that its machines were ever seen with."""

import re
from ipaddress import IPv4Address, IPv4Network

import pytest

from tenken.actions.import_sightings import import_sightings
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.facts.sweeps import NoTouch, NoTouchBy
from tenken.ledger.links import Status, decide, links
from tenken.ledger.lists import all_found
from tenken.ledger.models import Subject
from tenken.ledger.untouchable import machines_not_to_touch, unplaced_medical, untouchable
from tenken.ledger.wanted import Filter
from tests import samples
from tests.build import NOW, declared
from tests.ledger.steps import seen, stated

NOTHING = (NoTouch(NoTouchBy.NOTHING, "", "確認した", **declared()),)
CT_CARD = "00:60:2b:00:00:01"
CT, OTHER = "machine:10.20.1.9", "machine:10.21.0.4"


def met(site: Site, address: str = "10.20.1.9", card: str = CT_CARD) -> None:
    """A machine stood in the table of neighbours."""
    raw = f"{address} dev eth0 lladdr {card} REACHABLE\n".encode()
    import_sightings(site, COLLECTORS["leases"], raw, NOW)


def classed(site: Site, machine_class: str, about: str = CT) -> None:
    stated(site, "ledger-entry", about, title="CT", machine_class=machine_class, note="", add="")


def listed(by_what: NoTouchBy, which: str) -> NoTouch:
    return NoTouch(by_what, which, "事業者の指示", **declared())


def spared(entry: NoTouch) -> set[str]:
    """The machines of the ledger narrowed to this list."""
    known = links()
    return set(all_found("r7", "hospital", Filter(only=machines_not_to_touch((entry,), known)), known))


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


@pytest.mark.parametrize(
    ("entry", "whom"),
    [
        (NOTHING[0], set[str]()),
        (listed(NoTouchBy.ADDRESS, "10.20.1.0/28"), {CT}),
        (listed(NoTouchBy.ADDRESS, "10.16.0.0/12"), {CT, OTHER}),
        (listed(NoTouchBy.ADDRESS, "10.20.1.9"), {CT}),
        (listed(NoTouchBy.ADDRESS, "0.0.0.0/0"), {CT, OTHER}),
        (listed(NoTouchBy.ADDRESS, "10.99.0.0/16"), set[str]()),
        (listed(NoTouchBy.MACHINE, OTHER), {OTHER}),
        (listed(NoTouchBy.CARD, "00-60-2B"), {CT}),
        (listed(NoTouchBy.CARD, "00602B000001"), {CT}),
        (listed(NoTouchBy.AE_TITLE, "CT_1%"), set[str]()),
        (listed(NoTouchBy.MACHINE_CLASS, "unknown"), {CT, OTHER}),
    ],
)
def test_the_machines_of_the_ledger_that_are_not_to_be_touched(site: Site, entry: NoTouch, whom: set[str]) -> None:
    met(site)
    met(site, "10.21.0.4", "00:16:3e:00:00:09")
    assert spared(entry) == whom


@pytest.mark.parametrize("written", ["00:60:2B:00:00:01", "00-60-2b-00-00-01", "0060.2b00.0001", "00602B000001"])
def test_a_card_is_found_in_whatever_notation_it_was_recorded(site: Site, written: str) -> None:
    answer = samples.machine("ehr-srv01", 1)
    seen(site, re.sub(rb"00:16:3e(?::[0-9a-f]{2}){3}", written.encode(), answer))
    assert spared(listed(NoTouchBy.CARD, "00:60:2b")) == {"machine:ehr-srv01"}


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
