"""A consent to a sweep: which subnet, in which hours of which days, until when."""

from datetime import datetime
from typing import Any

import pytest

from tenken.dates import JST
from tenken.facts.sweeps import SweepConsent, hours_of, network_of
from tests.build import TODAY, days_ago, declared, in_days

THURSDAY = TODAY


def consent(**more: Any) -> SweepConsent:
    usual = {"subnet": "10.20.1.0/24", "hours": "22:00-05:00", "until": in_days(90), "medical": False, "reason": "突合"}
    return SweepConsent(**{**usual, **declared(), **more})


def at(text: str, day: int = 20) -> datetime:
    return datetime.fromisoformat(f"2025-11-{day}T{text}").replace(tzinfo=JST)


def test_it_covers_its_subnet_and_what_lies_in_it() -> None:
    parts = ["10.20.1.0/24", "10.20.1.128/25", "10.20.0.0/23", "10.20.2.0/24"]
    assert [consent().covers(network) for part in parts if (network := network_of(part))] == [True, True, False, False]


def test_a_window_past_midnight_is_open_on_both_sides_of_it_and_ends_in_the_morning() -> None:
    assert [consent().window(at(text)) for text in ("21:59", "05:00")] == [None, None]
    assert [consent().window(at(text)) for text in ("22:00", "04:59")] == [at("05:00", 21), at("05:00", 20)]


def test_a_window_belongs_to_the_day_on_which_it_begins() -> None:
    thursdays = consent(weekdays=("木",))
    assert [bool(thursdays.window(moment)) for moment in (at("02:00"), at("23:00"), at("02:00", 21))] == [
        False,
        True,
        True,
    ]


def test_no_window_is_open_before_the_consent_was_given_or_after_its_end() -> None:
    late = consent(confirmed_on=days_ago(30), until=days_ago(1))
    assert [late.window(at("23:00")), consent(confirmed_on=TODAY).window(at("23:00", 19))] == [None, None]


def test_the_last_night_of_a_consent_runs_to_its_morning() -> None:
    assert consent(until=TODAY).window(at("04:00", 21)) == at("05:00", 21)


def test_a_review_that_is_due_ends_a_consent() -> None:
    assert not consent(next_review=days_ago(1)).holds_on(TODAY)


@pytest.mark.parametrize("text", ["", "22:00", "25:00-26:00", "22:00-24:30", "夜", "22:00~05:00"])
def test_what_is_no_hours_is_none(text: str) -> None:
    assert hours_of(text) is None


def test_the_whole_day_may_be_agreed_to() -> None:
    assert consent(hours="00:00-24:00").window(at("12:00")) == at("00:00", 21)


@pytest.mark.parametrize("text", ["", "10.20.1.5/24", "fd00::/64", "外来"])
def test_what_is_no_subnet_of_ipv4_is_none(text: str) -> None:
    assert network_of(text) is None
