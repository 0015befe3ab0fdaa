"""ネットワークの区画: ranges of addresses with their purpose, the machines in them, consents and no-touch marks."""

from datetime import timedelta

from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.facts.model import FACILITY
from tenken.web.frame import now
from tests import samples
from tests.ledger.steps import seen, stated
from tests.web.pages import get, post


def named(site: Site, subnet: str = "10.0.0.0/8", **more: str) -> None:
    stated(site, "network-segment", FACILITY, now(), **{"subnet": subnet, "title": "放射線科", **more})


def range_of_machine(client: Client) -> str:
    (subnet,) = [one for one in get(client, "/networks/").all("//tbody//th/a") if one.endswith("/24")]
    return subnet


def test_addresses_where_machines_were_seen_make_a_range(site: Site, english: Client) -> None:
    seen(site, now=now())
    assert "no name yet" in get(english, "/networks/").line(range_of_machine(english))


def test_a_named_range_takes_the_machines_that_it_holds(site: Site, english: Client) -> None:
    seen(site, now=now())
    named(site, range_of_machine(english), used_for="撮影装置", vlan="120")
    line = get(english, "/networks/").line("放射線科")
    assert "VLAN 120" in line
    assert "in the ledger 0 not entered 1" in line


def test_its_machines_are_listed_with_their_addresses(site: Site, english: Client) -> None:
    seen(site, samples.machine("ehr-srv01", 1), now())
    page = get(english, "/networks/", subnet=range_of_machine(english))
    assert page.all("//section[@aria-labelledby='h-one']//tbody//th/a") == ["ehr-srv01"]


def test_the_smallest_range_takes_a_machine(site: Site, english: Client) -> None:
    seen(site, now=now())
    small = range_of_machine(english)
    named(site)
    named(site, small, title="電算室")
    assert "not entered 1" in get(english, "/networks/").line("電算室")
    assert "not entered 0" in get(english, "/networks/").line("放射線科")


def test_a_range_on_the_no_touch_list_says_so(site: Site, english: Client) -> None:
    named(site, "10.20.1.0/24")
    mark = {"by_what": "address", "which": "10.20.0.0/16", "reason": "CT、事業者の指示"}
    stated(site, "no-touch", FACILITY, now(), **mark)
    assert "nothing is sent here CT、事業者の指示" in get(english, "/networks/").line("10.20.1.0/24")


def test_a_consent_that_is_over_is_no_consent(site: Site, english: Client) -> None:
    before = now() - timedelta(days=20)
    until = (local_day(now()) - timedelta(days=2)).isoformat()
    agreed = {"subnet": "10.20.1.0/24", "hours": "22:00-05:00", "until": until, "reason": "突合", "medical": "no"}
    stated(site, "sweep-consent", FACILITY, before, **agreed)
    assert "may be swept consent is over" in get(english, "/networks/").line("10.20.1.0/24")


def test_a_name_for_no_range_is_refused_and_nothing_lost(english: Client) -> None:
    typed = {"about": "facility", "subnet": "10.20.1.5/24", "title": "放射線科", "by": "佐藤"}
    page = post(english, "/attest/network-segment/", **typed, confirmed_on="2026-04-01")
    assert "is no subnet; write 10.20.1.0/24" in page.words
    assert page.value("title") == "放射線科"


def test_it_costs_a_fixed_number_of_questions(
    site: Site, english: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    seen(site, now=now())
    with django_assert_max_num_queries(14):
        get(english, "/networks/")
