"""A clock that was set back would rewrite history: nothing is taken until it is set right."""

from datetime import timedelta

import pytest

from tenken.actions.site import Site
from tenken.ledger.models import ObservationRow
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


def test_a_minute_of_jitter_is_forgiven(site: Site) -> None:
    seen(site)
    bcp(site, NOW - timedelta(minutes=1))
    assert ObservationRow.objects.count() == 2
