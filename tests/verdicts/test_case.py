"""A case holds everything that is judged, as it was known at one moment."""

from datetime import datetime
from typing import Any

import pytest

from tenken.facts.documents import OutOfScope, PolicySetting
from tenken.facts.media import RemovableMedia
from tenken.facts.model import FACILITY, MachineClass
from tenken.facts.vendors import VendorContract
from tenken.standard.model import Scope
from tests.build import OTHER_SERVER, ROUTER, SERVER, VENDOR, case, days_ago, declared, fact, in_days


def contract(**more: Any) -> VendorContract:
    return VendorContract(**{"systems": (), "starts": days_ago(100), **declared(), **more})


@pytest.mark.parametrize(
    ("moment", "day"), [("2025-11-20T14:59:59+00:00", "2025-11-20"), ("2025-11-20T15:00:00+00:00", "2025-11-21")]
)
def test_today_is_the_day_in_japan(moment: str, day: str) -> None:
    assert case(as_of=datetime.fromisoformat(moment)).today.isoformat() == day


def test_facts_are_found_by_subject_and_kind() -> None:
    usb = fact(RemovableMedia(restricted=True, how=""), SERVER)
    assert (case(usb).about(SERVER, RemovableMedia), case(usb).about(OTHER_SERVER, RemovableMedia)) == ((usb,), ())


def test_facts_of_a_kind_are_found_over_all_subjects() -> None:
    both = tuple(fact(RemovableMedia(restricted=True, how=""), about) for about in (SERVER, OTHER_SERVER))
    assert case(*both).everybody(RemovableMedia) == both


def test_a_machine_has_the_class_it_is_listed_under() -> None:
    assert case(machines={ROUTER: MachineClass.NETWORK}).class_of == {ROUTER: MachineClass.NETWORK}


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        (contract(), True),
        (contract(ends=days_ago(0)), True),
        (contract(ends=days_ago(1)), False),
        (contract(starts=in_days(1)), False),
        (contract(starts=days_ago(0)), True),
    ],
)
def test_a_vendor_counts_while_its_contract_is_in_force(said: VendorContract, counts: bool) -> None:
    assert (VENDOR in case(fact(said, VENDOR)).contracted_vendors) is counts


def test_a_vendor_counts_while_nothing_is_known_of_its_contract() -> None:
    assert case(fact(RemovableMedia(restricted=True, how=""), VENDOR)).contracted_vendors == (VENDOR,)


@pytest.mark.parametrize("what", [Scope.SERVER, "vendor", "system"])
def test_that_there_is_none_is_declared_for_the_facility(what: str) -> None:
    stated = fact(OutOfScope(topic=str(what), reason="なし", **declared()))
    assert case(stated).none_here(what) == stated


def test_a_declaration_holds_on_its_review_date() -> None:
    stated = fact(OutOfScope(topic="vendor", reason="なし", **declared(next_review=days_ago(0))))
    assert case(stated).none_here("vendor") == stated


def test_a_declaration_out_of_date_declares_nothing() -> None:
    stated = fact(OutOfScope(topic="vendor", reason="なし", **declared(next_review=days_ago(1))))
    assert case(stated).none_here("vendor") is None


def test_the_facilitys_settings_are_sorted_by_lineage_and_field() -> None:
    settings = (
        fact(PolicySetting(field="patch.grace", value="14", reason="規程", **declared())),
        fact(PolicySetting(field="access-log.keep", value="1825", reason="規程", **declared())),
    )
    assert case(*settings).settings == {"patch": {"grace": "14"}, "access-log": {"keep": "1825"}}


def test_a_setting_about_a_machine_is_none_of_the_facility() -> None:
    stray = fact(PolicySetting(field="patch.grace", value="14", reason="規程", **declared()), SERVER)
    assert (case(stray).settings, case(stray).about(FACILITY, PolicySetting)) == ({}, ())
