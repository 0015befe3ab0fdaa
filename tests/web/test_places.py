"""設置場所: every place of the ledger, with its machines and what is unknown, unseen or fails there."""

from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tenken.actions.site import Site
from tenken.ledger.models import Reading
from tenken.web.frame import now
from tests.ledger.steps import seen, stated
from tests.web.pages import get


def stands(site: Site, name: str, place: str) -> None:
    entry = {"title": name, "machine_class": "server", "place": place, "owner": "佐藤"}
    stated(site, "ledger-entry", f"machine:{name}", now(), **entry)


def test_a_place_is_told_with_its_machines_by_class(site: Site, english: Client) -> None:
    stands(site, "srv1", "電算室")
    stands(site, "srv2", "電算室")
    assert get(english, "/places/").line("電算室").startswith("電算室 machines 2 class server 2")


def test_machines_that_no_source_ever_saw_are_counted_as_unseen(site: Site, english: Client) -> None:
    stands(site, "srv1", "電算室")
    assert "not seen for 90 days 1" in get(english, "/places/").line("電算室")


def test_machines_without_a_place_come_first(site: Site, english: Client) -> None:
    seen(site, now=now())
    stands(site, "srv1", "電算室")
    first, second = get(english, "/places/").all("//tbody//th/a")
    assert (first, second) == ("no place written", "電算室")
    assert "not entered 1" in get(english, "/places/").line("no place written")


def test_places_stand_in_the_order_of_their_readings(site: Site, english: Client) -> None:
    stands(site, "srv1", "電算室")
    stands(site, "srv2", "薬剤部")
    Reading.objects.create(name="薬剤部", reading="ヤクザイブ")
    Reading.objects.create(name="電算室", reading="でんさんしつ")
    assert get(english, "/places/").all("//tbody//th/a") == ["電算室", "薬剤部"]


def test_a_place_is_found_by_two_letters(site: Site, english: Client) -> None:
    stands(site, "srv1", "電算室")
    assert get(english, "/places/", q="電算").all("//tbody//th/a") == ["電算室"]
    assert "No place is like that." in get(english, "/places/", q="どこ").words


def test_more_places_cost_no_more_questions(
    site: Site, english: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        stands(site, f"srv{number}", f"{number}階")
    with django_assert_max_num_queries(12):
        get(english, "/places/")
