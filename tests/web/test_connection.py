"""How the way between browser and Tenken is protected: told in words, with what the machines are to trust."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tenken.actions.certify import certificate_for
from tenken.actions.site import Site
from tenken.config import FILE_NAME
from tenken.ledger.certificates import Certificate
from tenken.web import frame
from tests.web.installed import SETTINGS
from tests.web.pages import get


@pytest.fixture
def own(site: Site, settings: Settings) -> Certificate:
    """A house whose certificate Tenken made."""
    (site.config.data / FILE_NAME).write_text(SETTINGS + '[server]\ntls = "own"\n', encoding="utf-8")
    settings.TLS = True
    made = certificate_for(frame.site(), "127.0.0.1", frame.now())
    assert made
    return made


def test_pages_for_this_machine_alone_need_no_encryption(administrator: Client) -> None:
    shown = get(administrator, "/connection/")
    assert ("この機器だけ" in shown.words, shown.found("//a[contains(@href, 'authority')]")) == (True, [])


def test_the_certificate_is_shown_with_both_digests(own: Certificate, administrator: Client) -> None:
    assert get(administrator, "/connection/").all("//dd[contains(@class, 'digest')]") == [
        own.fingerprint,
        own.authority,
    ]


def test_who_has_not_signed_in_gets_the_public_part_of_the_authority_and_no_key(own: Certificate) -> None:
    answer = Client().get("/connection/authority")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tenken-authority.crt"'
    assert (answer.content.count(b"BEGIN CERTIFICATE"), b"PRIVATE" in answer.content) == (1, False)


def test_where_tenken_made_none_there_is_none_to_get(visitor: Client) -> None:
    assert visitor.get("/connection/authority").status_code == 404


def test_a_lost_certificate_is_said(own: Certificate, administrator: Client) -> None:
    own.file.unlink()
    assert "PEM の証明書がありません" in get(administrator, "/connection/").one("//*[@role='alert']")


def test_in_the_clear_is_said_loudly(administrator: Client, settings: Settings) -> None:
    settings.HOST = "10.20.0.9"
    assert "暗号化していない" in get(administrator, "/connection/").one("//section//span[contains(@class, 'tag--ng')]")
