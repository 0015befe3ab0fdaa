"""見回り on a page: a start is offered only where it may be, a refusal is said and kept, what runs can be stopped."""

from datetime import timedelta

import pytest
from django.test import Client

from tenken.actions.site import Site
from tenken.actions.sweeping import Running, alone, stopped_by
from tenken.dates import local_day
from tenken.ledger.sweeps import attempts
from tenken.web.frame import now
from tests.ledger.steps import stated
from tests.web.pages import get, post

SUBNET = "10.20.1.0/24"
START = "//form[@action='/sweep/start']"


def agreed(site: Site, **more: str) -> None:
    until = local_day(now()) + timedelta(days=30)
    usual = {"subnet": SUBNET, "hours": "00:00-24:00", "until": until.isoformat(), "medical": "no", "reason": "突合"}
    stated(site, "sweep-consent", "facility", now(), **{**usual, **more})


def listed(site: Site, **more: str) -> None:
    usual = {"by_what": "nothing", "reason": "ME室に確認した"}
    stated(site, "no-touch", "facility", now(), **{**usual, **more})


def test_where_nobody_agreed_it_points_at_lists_that_send_nothing(english: Client) -> None:
    assert "without sending anything" in get(english, "/sweep/").words


def test_no_start_is_offered_before_somebody_said_what_must_not_be_touched(site: Site, english: Client) -> None:
    agreed(site)
    page = get(english, "/sweep/")
    assert (page.found(START), "first say what must not be touched" in page.line(SUBNET)) == ([], True)


def test_no_start_is_offered_outside_the_agreed_hours(site: Site, english: Client) -> None:
    listed(site)
    hour = now() + timedelta(hours=9 + 3)
    agreed(site, hours=f"{hour:%H}:00-{hour:%H}:30")
    page = get(english, "/sweep/")
    assert (page.found(START), "in these hours only" in page.line(SUBNET)) == ([], True)


@pytest.mark.root
def test_a_start_is_offered_in_them(site: Site, english: Client) -> None:
    listed(site)
    agreed(site)
    assert len(get(english, "/sweep/").found(START)) == 1


def test_a_refused_start_is_said_and_kept(site: Site, english: Client) -> None:
    page = post(english, "/sweep/start", subnet=SUBNET, by="佐藤")
    assert "nobody agreed" in str(page.one("//*[@role='status']"))
    assert [(one.target, one.by, one.complete) for one in attempts(9)] == [(SUBNET, "佐藤", False)]


def test_nobody_starts_a_sweep_without_a_name(site: Site, english: Client) -> None:
    post(english, "/sweep/start", subnet=SUBNET, by=" ")
    assert attempts(9) == ()


def test_what_runs_is_shown_and_can_be_stopped(site: Site, english: Client) -> None:
    with alone(site.config.data, Running(SUBNET, "佐藤", "", 40)):
        assert "40 %" in get(english, "/sweep/").words
        post(english, "/sweep/stop")
        assert stopped_by(site.config.data)


def test_an_entry_of_the_list_can_be_taken_back_there(site: Site, english: Client) -> None:
    listed(site, by_what="address", which="10.20.1.200")
    assert "10.20.1.200" in get(english, "/sweep/").words
    page = post(english, "/withdraw/", about="facility", kind="no-touch", item="address/10.20.1.200", back="/sweep/")
    assert "10.20.1.200" not in page.words


def test_medical_devices_that_cannot_be_found_on_the_network_are_named(site: Site, english: Client) -> None:
    listed(site)
    agreed(site, medical="yes")
    stated(site, "ledger-entry", "machine:mri", now(), title="MRI-1", machine_class="medical", note="")
    assert "MRI-1" in get(english, "/sweep/").words
