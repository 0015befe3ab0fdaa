"""A paper, or a person's word, holds until its review date, or for a year."""

from datetime import date
from typing import Any

import pytest

from tenken.facts.documents import Confirmation, OutOfScope, PolicySetting, Waiver
from tenken.facts.model import MachineClass, Statement
from tenken.facts.vendors import VendorAnswer, VendorContract
from tests.build import days_ago

SAID: dict[str, Any] = {"by": "佐藤", "confirmed_on": date(2025, 4, 1)}


def contract(**more: Any) -> VendorContract:
    return VendorContract(systems=(), starts=date(2024, 4, 1), **SAID, **more)


def waiver(**more: Any) -> Waiver:
    return Waiver(lineage="patch", reason="", compensating="", until=date(2025, 9, 30), **SAID, **more)


@pytest.mark.parametrize(
    ("said", "until"),
    [
        (OutOfScope(topic="patch", reason="", **SAID), date(2026, 4, 2)),
        (OutOfScope(topic="patch", reason="", next_review=date(2025, 10, 1), **SAID), date(2025, 10, 1)),
        (waiver(), date(2025, 9, 30)),
        (waiver(next_review=date(2025, 6, 1)), date(2025, 9, 30)),
        (contract(), date(2026, 4, 2)),
        (contract(ends=date(2029, 3, 31)), date(2029, 3, 31)),
        (contract(ends=date(2029, 3, 31), next_review=date(2026, 3, 31)), date(2026, 3, 31)),
        (PolicySetting(field="patch.grace", value="14", reason="", **SAID), date.max),
        (VendorAnswer("r7", "2-6", "patch", True, confirmed_on=date(2025, 4, 1)), date(2026, 4, 2)),
        (VendorAnswer("r7", "2-6", "patch", True, confirmed_on=None), None),
    ],
)
def test_it_is_good_until_that_day(said: Statement, until: date | None) -> None:
    assert (said.good_until, said.lasting) == (until, True)


@pytest.mark.parametrize(("machine_class", "item"), [(None, "patch"), (MachineClass.SERVER, "patch/server")])
def test_a_confirmation_is_told_apart_by_topic_and_class(machine_class: MachineClass | None, item: str) -> None:
    said = Confirmation(topic="patch", holds=True, how="", machine_class=machine_class, **SAID)
    assert said.item == item


def test_the_answers_of_one_vendor_are_told_apart_by_edition_and_row() -> None:
    assert VendorAnswer("r7", "2-6", "patch", True, confirmed_on=days_ago(0)).item == "r7/2-6"
