"""ログイン中の端末: where somebody is signed in is listed, and can be ended there and by an administrator."""

from django.contrib.auth.models import User
from django.test import Client

from tenken.text import Message
from tenken.web.browsers import browser_of
from tests.web.conftest import PASSWORD
from tests.web.pages import Page, get, post
from tests.web.test_sign_in import NEW, signed_in_as

EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"


def browser(agent: str = EDGE) -> Client:
    """A browser in which 佐藤 signs in at the door."""
    client = Client(headers={"user-agent": agent})
    signed_in_as(client, "sato")
    return client


def own(client: Client) -> Page:
    return get(client, "/accounts/sessions/")


def test_each_is_listed_with_browser_address_and_time(officer: Client) -> None:
    listed = own(browser()).all("//ul[@class='sessions']/li")
    assert (len(listed), "Windows の Microsoft Edge この端末" in listed[0], "127.0.0.1" in listed[0]) == (1, True, True)


def test_one_elsewhere_is_ended(officer: Client) -> None:
    here, elsewhere = browser(), browser("curl/8")
    other = own(here).found("//li[not(.//*[contains(@class, 'tag--ok')])]//input[@name='session']/@value")[0]
    post(here, "/accounts/sessions/end", session=other)
    assert (here.get("/").status_code, elsewhere.get("/").status_code) == (200, 302)


def test_all_others_are_ended_at_once(officer: Client) -> None:
    here, elsewhere = browser(), browser()
    ended = post(here, "/accounts/sessions/end")
    assert ("1件を切りました" in ended.words, elsewhere.get("/").status_code) == (True, 302)


def test_nobody_ends_somebody_elses(officer: Client, english: Client) -> None:
    here = browser()
    post(english, "/accounts/sessions/end", session=own(here).found("//input[@name='session']/@value")[0])
    assert here.get("/").status_code == 200


def test_an_administrator_ends_all_of_a_person(officer: Client, administrator: Client) -> None:
    both = [browser(), browser()]
    post(administrator, f"/people/{User.objects.get(username='sato').pk}/end-sessions")
    assert [client.get("/").status_code for client in both] == [302, 302]


def test_another_password_ends_all_others(officer: Client) -> None:
    here, elsewhere = browser(), browser()
    post(here, "/accounts/password/change/", oldpassword=PASSWORD, password1=NEW, password2=NEW)
    assert (len(own(here).all("//ul[@class='sessions']/li")), elsewhere.get("/").status_code) == (1, 302)


def test_a_browser_is_told_by_what_it_says_of_itself() -> None:
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Safari/604.1"
    assert str(browser_of(phone)) == "Safari on iPhone"
    assert browser_of("") == Message("unknown browser")
