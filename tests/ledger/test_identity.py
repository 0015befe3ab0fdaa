"""Better two entries for one machine than one for two."""

from datetime import timedelta

from tenken.actions.collect import collect
from tenken.actions.site import Site
from tenken.collectors.model import Target
from tenken.facts.model import Mark, MarkKind
from tenken.ledger.lists import count_by_class
from tenken.ledger.recall import case_at
from tenken.ledger.roll import is_good
from tests import samples
from tests.build import NOW
from tests.ledger.steps import LINUX, seen

LATER = NOW + timedelta(days=1)


def identity(raw: bytes, **more: str) -> bytes:
    body = {"hostname": "ehr-srv01", "machine-id": f"{1:032x}", "virt": "none", **more}
    return samples.section(raw, "identity", "\n".join(f"{key} {value}" for key, value in body.items()))


def test_the_same_machine_by_another_address_is_one_machine(site: Site) -> None:
    seen(site, address="10.20.0.1")
    assert seen(site, now=LATER, address="10.20.9.9").recorded.subjects == ("machine:ehr-srv01",)


def test_a_clone_with_its_own_card_is_another_machine(site: Site) -> None:
    seen(site, samples.machine("ehr-srv01", 1), address="10.20.0.1")
    clone = samples.section(samples.machine("x", 2), "identity", f"hostname ehr-srv01\nmachine-id {1:032x}\nvirt kvm")
    assert seen(site, clone, LATER, address="10.20.0.2").recorded.subjects == ("machine:ehr-srv01-2",)


def test_a_machine_that_was_renamed_stays_one_machine(site: Site) -> None:
    seen(site)
    assert seen(site, identity(samples.machine("", 1), hostname="new-name"), LATER).recorded.subjects == (
        "machine:ehr-srv01",
    )


def test_a_new_network_card_at_the_same_address_stays_one_machine(site: Site) -> None:
    seen(site)
    card = samples.section(
        samples.machine("ehr-srv01", 1), "links", "link eth0 00:16:3e:ff:ff:ff\naddr eth0 10.20.0.1/24"
    )
    assert seen(site, card, LATER).recorded.subjects == ("machine:ehr-srv01",)


def test_two_different_good_serials_are_never_one_machine(site: Site) -> None:
    seen(site, identity(samples.machine("", 1), product_serial="JPH4X01"))
    swapped = identity(samples.machine("", 1), product_serial="JPH4X02")
    assert seen(site, swapped, LATER).recorded.subjects == ("machine:ehr-srv01-2",)


def test_a_reinstalled_machine_is_known_by_its_serial(site: Site) -> None:
    seen(site, identity(samples.machine("", 1), product_serial="JPH4X01"))
    fresh = identity(
        samples.machine("", 1), **{"product_serial": "JPH4X01", "machine-id": f"{9:032x}", "hostname": "n"}
    )
    assert seen(site, fresh, LATER, address="10.20.0.7").recorded.subjects == ("machine:ehr-srv01",)


def test_an_address_that_another_machine_took_over_leads_to_that_one(site: Site) -> None:
    seen(site, samples.machine("old", 1), address="10.20.0.1")
    assert seen(site, samples.machine("new", 2), LATER, address="10.20.0.1").recorded.subjects == ("machine:new",)


def test_a_machine_that_never_answered_is_in_the_ledger_under_its_address(site: Site) -> None:
    collect(site, LINUX, Target("127.0.0.1", "nobody", port=1), NOW)
    assert case_at(NOW).names == {"machine:127.0.0.1": "127.0.0.1"}


def test_its_place_is_taken_by_the_machine_that_answers_at_last(site: Site) -> None:
    seen(site, b"cut off")
    seen(site, now=LATER)
    assert list(case_at(LATER).names.values()) == ["ehr-srv01"]


def test_its_place_is_given_up_when_a_known_machine_answers_there(site: Site) -> None:
    seen(site, address="10.20.0.1")
    seen(site, b"cut off", address="10.20.0.2")
    seen(site, now=LATER, address="10.20.0.2")
    assert dict(count_by_class()) == {"server": 1}


def test_names_that_installers_leave_behind_join_nobody() -> None:
    junk = [
        Mark(MarkKind.SERIAL, "To Be Filled By O.E.M."),
        Mark(MarkKind.UUID, "03000200-0400-0500-0006-000700080009"),
        Mark(MarkKind.HOSTNAME, "localhost"),
        Mark(MarkKind.MAC, "52:54:00:12:34:56"),
        Mark(MarkKind.MAC, "00:00:00:00:00:00"),
    ]
    assert [is_good(mark) for mark in junk] == [False] * 5
