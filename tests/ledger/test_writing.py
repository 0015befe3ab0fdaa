"""A clock that was set back would rewrite history: nothing is taken until it is set right."""

from datetime import timedelta

import pytest

from tenken.actions.site import Site
from tenken.ledger.models import ObservationRow
from tenken.ledger.recall import case_at, observation
from tenken.ledger.writing import ClockSetBack
from tests.build import NOW
from tests.ledger.steps import bcp, seen


def test_refused_when_the_clock_is_behind_the_last_record(site: Site) -> None:
    seen(site)
    with pytest.raises(ClockSetBack, match="set the clock"):
        bcp(site, NOW - timedelta(hours=3))


def test_nothing_was_written_then(site: Site) -> None:
    seen(site)
    with pytest.raises(ClockSetBack):
        bcp(site, NOW - timedelta(hours=3))
    assert ObservationRow.objects.count() == 1


def test_who_waited_for_a_slow_machine_meanwhile_is_recorded_after_the_others(site: Site) -> None:
    seen(site)
    slow = observation(bcp(site, NOW - timedelta(minutes=5)).recorded.observation)
    assert slow is not None
    assert (slow.seen_at, slow.recorded_at) == (NOW - timedelta(minutes=5), NOW)


def test_what_was_recorded_after_a_moment_is_not_known_at_it(site: Site) -> None:
    seen(site)
    bcp(site, NOW - timedelta(minutes=5))
    assert (case_at(NOW - timedelta(minutes=1)).facts, case_at(NOW - timedelta(minutes=1)).names) == ({}, {})
