"""What costs much or could be guessed may be asked so often; then a page says until when."""

from django.test import Client

from tenken.web.limits import LIMITS
from tests.web.conftest import PASSWORD
from tests.web.pages import Page, get, post
from tests.web.places import site_map


def test_every_page_that_is_limited_is_there() -> None:
    assert set(LIMITS) <= set(site_map())


def eleventh(client: Client) -> Page:
    return [post(client, "/pack/", day="9999-12-31") for _time in range(11)][-1]


def test_the_eleventh_pack_in_a_minute_waits(officer: Client) -> None:
    refused = eleventh(officer)
    assert (refused.status, refused.one("//h1")) == (429, "試行の回数が多すぎます")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60


def test_to_look_at_the_page_of_packs_costs_nothing(officer: Client) -> None:
    eleventh(officer)
    assert get(officer, "/pack/").status == 200


def test_one_who_asks_too_much_stops_nobody_else(officer: Client, english: Client) -> None:
    eleventh(officer)
    assert post(english, "/pack/", day="9999-12-31").status == 200


def test_guessing_the_password_of_somebody_who_left_the_screen_ends_after_ten(officer: Client) -> None:
    guesses = [post(officer, "/accounts/again/", password="wrong") for _time in range(11)]
    assert [page.status for page in guesses[-2:]] in ([200, 429], [429, 429])
    assert post(officer, "/accounts/again/", password=PASSWORD).status == 429


def test_a_stranger_who_floods_the_door_is_told_to_wait(visitor: Client) -> None:
    answers = [visitor.get("/healthz").status_code for _time in range(301)]
    assert (answers[0], answers[-1]) == (200, 429)
