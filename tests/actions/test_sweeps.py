"""Where a sweep may begin now, and which begin by themselves: once a week, where the consent leaves it to Tenken."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from tenken.actions.site import Site
from tenken.actions.sweeping import Running, alone, left_over
from tenken.actions.sweeps import begin, begin_due, overview
from tenken.collectors.model import Claim
from tenken.dates import local_day
from tenken.facts.model import FACILITY, Mark, MarkKind
from tenken.facts.sweeps import Swept
from tenken.ledger.record import Attempt, record
from tenken.ledger.sweeps import attempts
from tenken.ledger.writing import writing
from tests.ledger.steps import stated

SUBNET = "10.20.1.0/24"
NOW = datetime.now(UTC)
"""A refusal is recorded at the moment of the clock, so the ledger here stands in the present."""


def agreed(site: Site, **more: str) -> None:
    until = (local_day(NOW) + timedelta(days=60)).isoformat()
    usual = {
        "subnet": SUBNET,
        "hours": "00:00-24:00",
        "until": until,
        "medical": "no",
        "reason": "突合",
        "weekly": "yes",
    }
    stated(site, "sweep-consent", FACILITY, NOW, **{**usual, "weekly": "yes", **more})


def listed(site: Site) -> None:
    stated(site, "no-touch", FACILITY, NOW, by_what="nothing", reason="ME室に確認した")


def swept(ago: timedelta) -> None:
    """A sweep ran to its end so long ago."""
    claims = (Claim((Mark(MarkKind.SUBJECT, FACILITY),), Swept(SUBNET, ("tcp/22",), 3, ())),)
    with writing(datetime.now(UTC)) as moment:
        record(Attempt(f"sweep:{SUBNET}", "sweep/1", SUBNET, NOW - ago, claims=claims), moment)


def begun(site: Site, now: datetime = NOW) -> int:
    """How many attempts were made; without a no-touch list each is refused and kept."""
    before = len(attempts(99))
    begin_due(site, now)
    return len(attempts(99)) - before


def test_what_is_left_to_tenken_is_tried_in_the_name_of_who_agreed(site: Site) -> None:
    agreed(site)
    assert (begun(site), attempts(1)[0].by) == (1, "佐藤")


def test_nothing_begins_by_itself_where_that_was_not_agreed(site: Site) -> None:
    agreed(site, weekly="no")
    assert begun(site) == 0


def test_nothing_begins_outside_the_hours(site: Site) -> None:
    hour = NOW + timedelta(hours=9 + 3)
    agreed(site, hours=f"{hour:%H}:00-{hour:%H}:30")
    assert begun(site) == 0


@pytest.mark.parametrize(("ago", "times"), [(timedelta(days=6), 0), (timedelta(days=6, hours=13), 1)])
def test_a_subnet_is_swept_once_a_week(site: Site, ago: timedelta, times: int) -> None:
    agreed(site)
    swept(ago)
    assert begun(site) == times


def test_a_failure_is_tried_again_the_next_day_and_not_before(site: Site) -> None:
    agreed(site)
    assert [begun(site, NOW + timedelta(hours=hours)) for hours in (0, 1, 25)] == [1, 0, 1]


def test_while_one_is_under_way_none_begins(site: Site) -> None:
    listed(site)
    agreed(site)
    with alone(site.config.data, Running("10.20.9.0/24", "佐藤", "")):
        assert begun(site) == 0
        assert "another sweep" in str(begin(site, SUBNET, "佐藤", NOW))


def test_a_sweep_that_was_killed_is_told_once(site: Site) -> None:
    path = site.config.data / "sweep.running"
    path.write_text('{"subnet": "10.20.1.0/24", "by": "佐藤", "since": "", "percent": 9}', encoding="utf-8")
    assert left_over(site.config.data) is None  # it may still run
    _long_silent(path)
    assert [bool(left_over(site.config.data)) for _time in range(2)] == [True, False]


def _long_silent(path: Path) -> None:
    silent_since = NOW.timestamp() - 60
    os.utime(path, (silent_since, silent_since))


def test_the_overview_asks_as_much_of_ten_subnets_as_of_one(
    site: Site, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    listed(site)
    for part in range(10):
        agreed(site, subnet=f"10.20.{part}.0/24", medical="yes")
    with django_assert_max_num_queries(12):
        assert len(overview(site, NOW).subnets) == 10
