"""A passkey: made in a real browser over https, named, shown at the door instead of a password, taken away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tenken.config import FILE_NAME
from tests.browser import chromium
from tests.conftest import data_folder
from tests.serving import first_sign_in, served
from tests.web.conftest import PASSWORD
from tests.web.pages import get, page, post

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Pages over https, with the certificate that Tenken makes."""
    with data_folder(tmp_path_factory.mktemp("house") / "data") as data:
        data.mkdir(exist_ok=True)
        with (data / FILE_NAME).open("a", encoding="utf-8") as settings:
            settings.write('[server]\ntls = "own"\n')
        with served(data, at="https://localhost") as address:
            yield address, data


@pytest.fixture
def desk(house: tuple[str, Path]) -> Iterator[Page]:
    """The administrator at a machine that can keep passkeys."""
    address, data = house
    with chromium(trusting=True) as browser:
        desk = browser.new_page()
        machine = browser.new_cdp_session(desk)
        machine.send("WebAuthn.enable")
        machine.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        user, password = first_sign_in(data)
        desk.goto(f"{address}/accounts/login/?next=/accounts/passkeys/add/")
        desk.fill("[name=login]", user)
        desk.fill("[name=password]", password)
        desk.press("[name=password]", "Enter")
        desk.fill("[name=password]", password)
        desk.press("[name=password]", "Enter")
        yield desk


@pytest.mark.browser
def test_from_the_first_passkey_to_the_last(desk: Page, house: tuple[str, Path]) -> None:
    """One walk, because each step stands on the one before it."""
    complaints = list[str]()
    desk.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    desk.fill("[name=name]", "医事課のPC")
    desk.get_by_role("button", name="パスキーを作る").click()
    expect(desk.locator("h1")).to_have_text("回復コード")
    desk.goto(f"{house[0]}/accounts/mine/")
    expect(desk.locator(".passkeys")).to_contain_text("医事課のPC")
    desk.get_by_role("button", name="ログアウト").first.click()
    desk.get_by_role("button", name="パスキーでログイン").click()
    expect(desk.locator("h1")).to_have_text("立入検査への準備状況")
    desk.goto(f"{house[0]}/accounts/mine/")
    desk.locator(".passkeys").get_by_role("link", name="外す").click()
    desk.get_by_role("link", name="代わりにパスキーを使う").click()
    desk.get_by_role("button", name="パスキーを使う").click()
    desk.get_by_role("button", name="外す").click()
    expect(desk.get_by_role("status")).to_have_text("パスキーを外しました。")
    assert complaints == []


def test_over_https_and_by_a_name_they_are_offered(officer: Client) -> None:
    shown = page(officer.get("/accounts/mine/", secure=True))
    assert shown.found("//a[@href='/accounts/passkeys/add/']")


@pytest.mark.parametrize(("host", "secure"), [("testserver", False), ("127.0.0.1", True), ("[::1]", True)])
def test_elsewhere_a_sentence_says_why_not(officer: Client, host: str, secure: bool) -> None:
    shown = page(officer.get("/accounts/mine/", secure=secure, headers={"host": host}))
    assert ("いまのアドレスでは使えません" in shown.words, shown.found("//a[contains(@href, 'passkeys/add')]")) == (
        True,
        [],
    )


def test_where_they_cannot_be_used_the_way_to_one_leads_back(officer: Client) -> None:
    assert "https と" in page(officer.get("/accounts/passkeys/add/", follow=True)).one("//*[@role='status']")


def test_at_the_door_they_are_offered_only_where_they_can_be_used(visitor: Client) -> None:
    assert "パスキー" not in get(visitor, "/accounts/login/").words
    assert page(visitor.get("/accounts/login/", secure=True)).found("//form[@data-passkey='get']")


@pytest.mark.parametrize("typed", ["", "{}", "[]", "nonsense", '{"id": "x", "response": {"userHandle": "MQ"}}'])
def test_what_is_no_passkey_opens_no_door(visitor: Client, typed: str) -> None:
    visitor.get("/accounts/login/passkey/", headers={"accept": "application/json"})
    assert post(visitor, "/accounts/login/passkey/", credential=typed).one("//h1") == "ログイン"


def test_another_person_s_passkey_cannot_be_named_or_taken_away(officer: Client) -> None:
    post(officer, "/accounts/again/", password=PASSWORD)
    assert officer.post("/accounts/passkeys/1/remove/").status_code == 404
