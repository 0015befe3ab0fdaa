"""Who is let in by the house's own sign-in service (OpenID Connect) comes in with the role of their group."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import Settings

from tenken.actions.site import Site
from tenken.config import FILE_NAME
from tenken.ledger.logbook import lately
from tenken.ledger.people import Role, role_of
from tests.web.conftest import PASSWORD as LOCAL
from tests.web.idp import CLIENT, PASSWORD, SECRET
from tests.web.installed import SETTINGS
from tests.web.pages import Page, get, page, post

CALLBACK = "http://testserver/accounts/elsewhere/house/back/"


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real provider."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "tests.web.idp", str(tmp_path_factory.mktemp("idp")), str(port), CALLBACK]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2]) as program:
        try:
            _wait_for(program, f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            program.terminate()


def _wait_for(program: "subprocess.Popen[bytes]", address: str) -> None:
    until = time.monotonic() + 60
    while program.poll() is None and time.monotonic() < until:
        try:
            requests.get(f"{address}/.well-known/openid-configuration", timeout=5)
            return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise RuntimeError(f"the provider did not answer; it ended with {program.poll()}")


@pytest.fixture
def house(site: Site, issuer: str, settings: Settings) -> Path:
    """A house whose people sign in by the service."""
    app = {"provider_id": "house", "name": "院内ID", "client_id": CLIENT, "secret": SECRET}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [{**app, "settings": {"server_url": issuer}}], "OAUTH_PKCE_ENABLED": True}
    }
    file: Path = site.config.data / FILE_NAME
    file.write_text(f"""{SETTINGS}[sign_in.oidc]
issuer = "{issuer}"
client = "{CLIENT}"
secret_file = "oidc.secret"
name = "院内ID"
[sign_in.oidc.roles]
administrator = "it"
officer = "ward"
""", encoding="utf-8")  # fmt: skip
    return file


def signed_in_there(client: Client, name: str) -> Page:
    """The way there, the sign-in there, and the way back."""
    there = requests.Session()
    asked = there.get(client.get("/accounts/elsewhere/house/").headers["Location"], timeout=60)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', asked.text)
    assert token
    typed = {"csrfmiddlewaretoken": token[1], "login": name, "password": PASSWORD}
    answer = there.post(asked.url, typed, allow_redirects=False, timeout=60)
    while not answer.headers["Location"].startswith(CALLBACK):
        onward = urljoin(answer.url, answer.headers["Location"])
        answer = there.get(onward, allow_redirects=False, timeout=60)
    return page(client.get(answer.headers["Location"], follow=True))


def test_who_has_a_role_comes_in_by_the_service(house: Path) -> None:
    assert signed_in_there(Client(), "mori").one("//h1") == "立入検査への準備状況"
    user = User.objects.get(username="mori")
    assert (role_of(user), user.has_usable_password(), user.last_name) == (Role.ADMINISTRATOR, False, "森 一郎")


def test_the_same_person_comes_again_to_the_same_account(house: Path) -> None:
    signed_in_there(Client(), "mori")
    assert signed_in_there(Client(), "mori").one("//h1") == "立入検査への準備状況"
    assert User.objects.count() == 1


def test_who_is_in_no_group_is_refused_in_words_and_gets_no_account(house: Path) -> None:
    refused = signed_in_there(Client(), "hara").one("//*[@role='status']")
    assert "役割のあるグループに入っていません" in refused
    assert not User.objects.exists()


def test_the_service_opens_no_account_that_was_here_before(house: Path) -> None:
    User.objects.create_user("sato", password=LOCAL)
    assert "別のアカウントが" in signed_in_there(Client(), "sato").one("//*[@role='status']")


def test_an_account_that_was_closed_here_stays_closed(house: Path) -> None:
    signed_in_there(Client(), "mori")
    User.objects.filter(username="mori").update(is_active=False)
    assert "停止されています" in signed_in_there(Client(), "mori").one("//*[@role='status']")


def test_an_answer_that_nobody_asked_for_opens_nothing(house: Path) -> None:
    refused = page(Client().get("/accounts/elsewhere/house/back/", {"code": "x", "state": "y"}, follow=True))
    assert refused.one("//h1") == "ログイン"


def test_a_local_account_opens_beside_it_and_that_is_written_down(house: Path, administrator: Client) -> None:
    post(Client(), "/accounts/login/", login="takahashi", password=LOCAL)
    assert "local sign-in" in [done.verb for done in lately()]


def test_while_the_service_is_away_that_is_said(house: Path, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:1"
    away = page(Client().get("/accounts/elsewhere/house/", follow=True))
    assert "応答しません" in away.one("//*[@role='status']")


def test_the_button_stands_at_the_door_where_there_is_a_service(house: Path, visitor: Client) -> None:
    assert get(visitor, "/accounts/login/").one("//a[contains(@href, 'elsewhere')]") == "院内IDでログイン"


def test_where_there_is_none_there_is_no_way_to_it(site: Site, visitor: Client) -> None:
    assert visitor.get("/accounts/elsewhere/house/").status_code == 404
