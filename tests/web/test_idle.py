"""Who does nothing for a while is signed out; who works stays."""

from datetime import timedelta

import pytest
from django.test import Client

from tenken.actions.site import Site
from tenken.config import FILE_NAME
from tenken.web.frame import now
from tests.web.conftest import PASSWORD
from tests.web.installed import SETTINGS
from tests.web.pages import page, post

HOUR = timedelta(minutes=61)


def silent_for(client: Client, length: timedelta) -> Client:
    """The last page was opened so long ago."""
    client.get("/")
    session = client.session
    session["seen_at"] = (now() - length).timestamp()
    session.save()
    return client


def test_after_an_hour_of_silence_one_signs_in_again_and_comes_back(officer: Client) -> None:
    answer = silent_for(officer, HOUR).get("/ledger/?q=x")
    assert answer.headers["Location"] == "/accounts/login/?next=/ledger/%3Fq%3Dx"
    assert "60分の間" in page(officer.get("/accounts/login/")).one("//*[@role='status']")


def test_what_was_typed_meanwhile_is_not_taken_and_that_is_said(officer: Client) -> None:
    signed_out = post(silent_for(officer, HOUR), "/withdraw/", about="facility", kind="waiver")
    assert (signed_out.one("//h1"), "入力した内容は" in signed_out.words) == ("ログイン", True)


def test_who_works_stays(officer: Client) -> None:
    assert silent_for(officer, timedelta(minutes=50)).get("/ledger/").status_code == 200
    assert now().timestamp() - officer.session["seen_at"] < 60


@pytest.mark.parametrize("minutes", [0])
def test_a_house_may_let_everybody_stay(site: Site, officer: Client, minutes: int) -> None:
    settings = f"{SETTINGS}[sign_in]\nidle_minutes = {minutes}\n"
    (site.config.data / FILE_NAME).write_text(settings, encoding="utf-8")
    assert silent_for(officer, HOUR).get("/ledger/").status_code == 200


def test_a_session_gets_another_key_at_sign_in(officer: Client) -> None:
    client = Client()
    client.get("/accounts/login/")
    client.session["before"] = "x"
    client.session.save()
    before = client.session.session_key
    post(client, "/accounts/login/", login="sato", password=PASSWORD)
    assert client.session.session_key != before
