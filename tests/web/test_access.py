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

PAGES = site_map()
ANYONE = {
    "account_login", "account_logout", "enter-inspection", "mfa_authenticate", "join", "language", "healthz",
    "selfcheck", "selfcheck-paper", "authority",
    "api-openapi", "api-status", "api-bundles",
    "mfa_login_webauthn", "openid_connect_login",
    "openid_connect_callback",
}  # fmt: skip
"""Sign-in and sign-out, an invitation, the self-check, the language, what to trust, and whether the program lives."""
OWN = ANYONE | {
    "choose-checklist", "own-sessions", "end-own-sessions", "account_change_password", "account_reauthenticate",
    "mfa_reauthenticate", "mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_list_webauthn", "mfa_reauthenticate_webauthn",
    "authority",
}  # fmt: skip
"""What whoever signed in does with the own sign-in, whatever the role."""
INSPECTION = {
    "inspect", "inspect-row", "leave-remark", "inspect-original", "inspect-paper", "inspect-pack", "leave-inspection",
}  # fmt: skip
ADMINISTRATION = {
    "people", "invite", "invitation-slip", "withdraw-invitation", "person", "change-person", "close-person",
    "reopen-person", "end-sessions", "reset-second-factor", "start", "start-step", "start-look", "start-result",
    "connection", "api-tokens", "withdraw-token", "add-target",
    "change-target", "remove-target",
}  # fmt: skip
AUDIT = {"logs", "log-event", "log-proof", "keep-search", "log-timeline", "log-timeline-out", "log-reviews", "log-list",
         "log-review", "run-log-review", "decide-log-flags", "take-back-log-decision", "sign-log-review",
         "log-review-paper", "log-review-data", "agree-log-removal"}  # fmt: skip
"""Who handled which patient's information, and the removal of what tells of it."""
ASKED = {"home", "mine", "my-question", "log-diary"}
"""An answerer's: the questions put to them, where the home page leads, and the diary of their own work."""
FORM = {"own-form", "write-own-form", "own-upload", "own-file", "own-workbook"}
OUTSIDE = {Role.ANSWERER: OWN | ASKED, Role.VENDOR: OWN | FORM | {"home"}, Role.INSPECTOR: OWN | INSPECTION | {"home"}}
"""Whoever is no part of the house, and all that they may open: a page that lets them in stands here, or is a hole."""
CLOSED = {name: address for name, address in PAGES.items() if name not in ANYONE}
EVERY_CLOSED = pytest.mark.parametrize("address", CLOSED.values(), ids=CLOSED)
EVERY = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
FORMS = {name: address for name, address in PAGES.items() if name not in ("api-status", "api-bundles")}
"""Programs bring a token in their own right, and have neither session nor form."""
EVERY_FORM = pytest.mark.parametrize("address", FORMS.values(), ids=FORMS)


def opened(role: Role, method: str) -> set[str]:
    """The pages that do not refuse this role. What signs out comes last."""
    client = signed_in("mori", role=role)
    order = sorted(PAGES, key=lambda name: (name == "account_logout", name == "leave-inspection"))
    return {name for name in order if client.generic(method.upper(), PAGES[name]).status_code != 403}


@EVERY_CLOSED
def test_a_page_asks_for_sign_in(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert (response.status_code, response.headers["Location"].partition("?")[0]) == (302, "/accounts/login/")


@EVERY_CLOSED
def test_an_entry_asks_for_sign_in(visitor: Client, address: str) -> None:
    response = visitor.post(address, {"language": "en"})
    assert (response.status_code, response.headers["Location"].partition("?")[0]) == (302, "/accounts/login/")


@EVERY_FORM
def test_an_entry_without_the_token_of_its_form_is_refused(officer: Client, address: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = officer.cookies
    assert strict.post(address).status_code == 403


@EVERY
def test_a_page_says_who_may_open_it(address: str) -> None:
    assert roles_of(resolve(address).func)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", OUTSIDE)
def test_who_is_no_part_of_the_house_opens_what_the_table_says_and_no_more(site: Site, role: Role, method: str) -> None:
    assert opened(role, method) == OUTSIDE[role] & PAGES.keys()


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_officer_opens_all_but_administration_and_what_is_others_own(site: Site, method: str) -> None:
    assert opened(Role.OFFICER, method) == PAGES.keys() - ADMINISTRATION - INSPECTION - FORM - AUDIT


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_auditor_opens_what_an_officer_does_and_the_access_logs(site: Site, method: str) -> None:
    assert opened(Role.AUDITOR, method) == PAGES.keys() - ADMINISTRATION - INSPECTION - FORM


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_administrator_opens_all_but_what_is_others_own(site: Site, method: str) -> None:
    assert opened(Role.ADMINISTRATOR, method) == PAGES.keys() - INSPECTION - FORM


def test_headquarters_look_at_what_readers_may_look_at(site: Site) -> None:
    assert opened(Role.HEADQUARTERS, "get") == {
        name for name, address in PAGES.items() if Role.HEADQUARTERS in roles_of(resolve(address).func)
    }


def test_headquarters_send_nothing_but_what_is_their_own(site: Site) -> None:
    assert opened(Role.HEADQUARTERS, "post") == OWN & PAGES.keys()


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
