"""Every page but sign-in itself asks for sign-in, and no change comes from elsewhere."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import resolve

from tenken.actions.site import Site
from tenken.ledger.people import Role
from tenken.web.access import roles_of
from tests.web.conftest import BACKEND, signed_in
from tests.web.pages import get, page
from tests.web.places import site_map

OPEN = {"account_login", "join", "language", "healthz"}
"""Sign-in, its choice of language, an invitation, and the question whether the program lives."""

PAGES = site_map()
CLOSED = {name: address for name, address in PAGES.items() if name not in OPEN}
EVERY_CLOSED = pytest.mark.parametrize("address", CLOSED.values(), ids=CLOSED)
EVERY = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)


@EVERY_CLOSED
def test_a_page_asks_for_sign_in(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert (response.status_code, response.headers["Location"].partition("?")[0]) == (302, "/accounts/login/")


@EVERY_CLOSED
def test_an_entry_asks_for_sign_in(visitor: Client, address: str) -> None:
    response = visitor.post(address, {"language": "en"})
    assert (response.status_code, response.headers["Location"].partition("?")[0]) == (302, "/accounts/login/")


@EVERY
def test_an_entry_without_the_token_of_its_form_is_refused(officer: Client, address: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = officer.cookies
    assert strict.post(address).status_code == 403


@EVERY
def test_a_page_says_who_may_open_it(address: str) -> None:
    assert roles_of(resolve(address).func)


@pytest.mark.parametrize("role", Role)
def test_a_page_opens_to_the_roles_that_it_names_and_to_no_other(site: Site, role: Role) -> None:
    client = signed_in("sato", role=role)
    refused = {name for name, address in PAGES.items() if client.get(address).status_code == 403}
    assert refused == {name for name, address in PAGES.items() if role not in roles_of(resolve(address).func)}


def test_who_was_given_no_role_sees_no_page_of_the_house(site: Site) -> None:
    client = Client()
    client.force_login(User.objects.create_user("sato"), BACKEND)
    assert {client.get(address).status_code for address in ("/", "/ledger/", "/evidence/1/")} == {403}


def test_the_menu_leads_only_where_the_role_may_go(site: Site) -> None:
    addresses = get(signed_in("sato", role=Role.HEADQUARTERS), "/").all("//nav//ul//a/@href")
    assert ("/ledger/" in addresses, "/pack/" in addresses) == (True, False)


def test_a_form_carries_the_token_that_it_needs(officer: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = officer.cookies
    token = get(strict, "/documents/").found("//form[@action='/language/']//@value")[0]
    answer = strict.post("/language/", {"csrfmiddlewaretoken": token, "language": "en"})
    assert answer.status_code == 302


@pytest.mark.parametrize("address", ["/nothing/", "/accounts/", "/accounts/email/", "/.env", "/admin/"])
def test_an_address_that_is_no_page_tells_a_visitor_so_and_no_more(visitor: Client, address: str) -> None:
    answer = get(visitor, address)
    assert (answer.status, answer.found("//nav")) == (404, [])


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/password/reset/", "/accounts/confirm-email/"])
def test_there_is_no_page_to_sign_up_or_to_come_in_by_mail(officer: Client, address: str) -> None:
    assert (Client().get(address).status_code, officer.get(address).status_code) == (404, 404)


def test_static_files_are_served_to_everybody_and_nothing_beside_them_is(visitor: Client) -> None:
    assert visitor.get("/static/tenken/app.css").status_code == 200
    assert visitor.get("/static/../settings.py").status_code == 404


def test_another_host_name_than_ours_is_refused_in_words(visitor: Client) -> None:
    answer = page(visitor.get("/", headers={"host": "elsewhere.example"}))
    assert (answer.status, len(answer.all("//h1"))) == (400, 1)


def test_the_house_is_well_says_healthz_and_no_more(visitor: Client) -> None:
    answer = visitor.get("/healthz")
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, b"ok 0\n", "text/plain")
