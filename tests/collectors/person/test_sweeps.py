"""A consent to a sweep and an entry of the no-touch list are taken only where they can be followed."""

from typing import Any

import pytest

from tenken.collectors.person.checks import check
from tenken.facts.model import FACILITY, Statement
from tenken.facts.sweeps import NoTouch, NoTouchBy, SweepConsent
from tests.build import TODAY, days_ago, declared, in_days


def problems(says: Statement) -> dict[str, str]:
    return {field: str(why) for field, why in check(says, FACILITY, TODAY).items()}


def consent(**more: Any) -> SweepConsent:
    usual = {"subnet": "10.20.1.0/24", "hours": "22:00-05:00", "until": in_days(90), "medical": False, "reason": "突合"}
    return SweepConsent(**{**usual, **declared(), **more})


def no_touch(by_what: NoTouchBy, which: str = "", reason: str = "事業者の指示") -> NoTouch:
    return NoTouch(by_what, which, reason, **declared())


@pytest.mark.parametrize(
    "says",
    [
        consent(),
        consent(weekdays=("土", "日"), weekly=True, subnet="10.20.0.0/22"),
        no_touch(NoTouchBy.NOTHING),
        no_touch(NoTouchBy.ADDRESS, "10.20.1.200"),
        no_touch(NoTouchBy.ADDRESS, "10.20.2.0/26"),
        no_touch(NoTouchBy.CARD, "00-60-2B"),
        no_touch(NoTouchBy.AE_TITLE, "CT_ROOM1"),
        no_touch(NoTouchBy.MACHINE, "machine:ct-room1"),
        no_touch(NoTouchBy.MACHINE_CLASS, "other"),
    ],
)
def test_an_ordinary_one_is_taken(says: Statement) -> None:
    assert problems(says) == {}


@pytest.mark.parametrize(
    ("says", "field", "words"),
    [
        (consent(subnet="10.20.1.7/24"), "subnet", "is no subnet"),
        (consent(subnet="外来"), "subnet", "is no subnet"),
        (consent(subnet="10.20.0.0/21"), "subnet", "is wider than /22"),
        (consent(hours="夜"), "hours", "are no hours"),
        (consent(until=days_ago(11)), "until", "within a year"),
        (consent(until=in_days(400)), "until", "within a year"),
        (consent(weekdays=("Mon",)), "weekdays", "is none of"),
        (no_touch(NoTouchBy.NOTHING, reason=" "), "reason", "must be filled in"),
        (no_touch(NoTouchBy.NOTHING, "10.20.1.5"), "which", "stays empty"),
        (no_touch(NoTouchBy.ADDRESS), "which", "must be filled in"),
        (no_touch(NoTouchBy.ADDRESS, "CT室"), "which", "is no address"),
        (no_touch(NoTouchBy.CARD, "00:60"), "which", "is no MAC address"),
        (no_touch(NoTouchBy.MACHINE, "ct-room1"), "which", "is no entry"),
        (no_touch(NoTouchBy.MACHINE_CLASS, "CT"), "which", "is none of"),
    ],
)
def test_what_could_not_be_followed_is_refused(says: Statement, field: str, words: str) -> None:
    found = problems(says)
    assert (list(found), words in found[field]) == ([field], True)
