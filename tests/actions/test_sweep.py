"""A sweep goes out only where a named person agreed, in the agreed hours, and with a list of what not to touch."""

from datetime import datetime, timedelta
from ipaddress import IPv4Network

import pytest

from tenken.actions.site import Site
from tenken.actions.sweep import sweep
from tenken.actions.sweeping import Running, alone, running, stop, stopped_by
from tenken.collectors.model import Refused
from tenken.collectors.sweep.consent import beside_medical, consent_for, list_in_force
from tenken.dates import JST
from tenken.facts.sweeps import NoTouch, SweepConsent
from tenken.ledger.models import ObservationRow
from tenken.ledger.recall import observation
from tenken.ledger.stated import stated_now
from tenken.text import Message
from tests.build import NOW
from tests.ledger.steps import stated

SUBNET = IPv4Network("10.20.1.0/24")
AT_NIGHT = datetime(2025, 11, 20, 23, 0, tzinfo=JST)
BY = "佐藤"


def told(_said: Message) -> None:
    return


def agreed(site: Site, **more: str) -> None:
    usual = {"subnet": "10.20.1.0/24", "hours": "22:00-05:00", "until": "2026-03-31", "medical": "no", "reason": "突合"}
    stated(site, "sweep-consent", **{**usual, **more})


def nothing_listed(site: Site, **more: str) -> None:
    stated(site, "no-touch", by_what="nothing", reason="ME室に確認した", **more)


def refused(subnet: str = "10.20.1.0/24", now: datetime = AT_NIGHT) -> str:
    with pytest.raises(Refused) as why:
        consent_for(IPv4Network(subnet), stated_now(SweepConsent, now), now)
    return str(why.value)


def test_refused_where_nobody_agreed(site: Site) -> None:
    assert "nobody agreed" in refused()


def test_agreed_at_night(site: Site) -> None:
    agreed(site)
    assert consent_for(SUBNET, stated_now(SweepConsent, AT_NIGHT), AT_NIGHT).by == BY


def test_refused_by_day(site: Site) -> None:
    agreed(site)
    assert "in these hours only: 22:00-05:00" in refused(now=NOW)


def test_refused_for_a_subnet_wider_than_agreed(site: Site) -> None:
    agreed(site)
    assert "nobody agreed" in refused("10.20.0.0/23")


def test_refused_after_the_consent_ended(site: Site) -> None:
    agreed(site, until="2025-11-30")
    assert "ended on 2025-11-30" in refused(now=AT_NIGHT + timedelta(days=30))


@pytest.mark.parametrize(
    ("part", "medical"), [("10.20.0.0/23", True), ("10.20.1.128/25", True), ("10.20.2.0/24", False)]
)
def test_medical_devices_in_any_part_make_the_stricter_rule_hold(site: Site, part: str, medical: bool) -> None:
    agreed(site)
    agreed(site, subnet=part, medical="yes", until="2025-11-25")
    assert beside_medical(SUBNET, stated_now(SweepConsent, AT_NIGHT)) is medical


def test_an_empty_no_touch_list_that_nobody_confirmed_is_no_list(site: Site) -> None:
    with pytest.raises(Refused, match="first say what must not be touched"):
        list_in_force(stated_now(NoTouch, NOW), NOW)


def test_a_person_may_say_that_there_is_nothing_to_list(site: Site) -> None:
    nothing_listed(site)
    assert len(list_in_force(stated_now(NoTouch, NOW), NOW)) == 1


def test_a_list_that_is_overdue_for_review_is_none(site: Site) -> None:
    nothing_listed(site, next_review="2025-12-31")
    with pytest.raises(Refused, match="overdue"):
        list_in_force(stated_now(NoTouch, NOW), NOW + timedelta(days=60))


@pytest.mark.parametrize(
    ("subnet", "words"),
    [("10.20.0.0/21", "wider than /22"), ("外来", "is no subnet"), ("10.20.1.0/24", "nobody agreed")],
)
def test_a_refusal_is_kept_with_its_reason_and_what_was_asked(site: Site, subnet: str, words: str) -> None:
    outcome = sweep(site, subnet, BY, told)
    kept = observation(outcome.recorded.observation)
    assert kept
    assert (kept.complete, kept.by, words in str(kept.failure)) == (False, BY, True)
    assert subnet in site.archive.fetch(kept.raw_sha256).decode()


def test_a_refusal_is_about_no_machine_and_brings_none_into_the_ledger(site: Site) -> None:
    assert sweep(site, "10.20.1.0/24", BY, told).recorded.subjects == ()
    assert list(ObservationRow.objects.values_list("about", flat=True)) == [None]


def test_a_second_sweep_waits_for_the_first(site: Site) -> None:
    with alone(site.config.data, Running("10.20.1.0/24", BY, "")):
        assert "another sweep" in str(sweep(site, "10.20.2.0/24", BY, told).failure)
        assert running(site.config.data)
    assert running(site.config.data) is None


def test_a_word_to_stop_reaches_the_sweep_that_runs_and_no_later_one(site: Site) -> None:
    data = site.config.data
    assert not stop(data, BY)
    with alone(data, Running("10.20.1.0/24", BY, "")):
        assert (stop(data, BY), stopped_by(data)) == (True, BY)
    assert stopped_by(data) is None
