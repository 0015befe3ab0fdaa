"""Who is in the house's directory comes in by it, with the role of their group; a local account opens when it fails."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import Settings

from tenken.actions.directory import DirectoryError, look_up
from tenken.actions.site import Site
from tenken.config import FILE_NAME, Ldap
from tenken.ledger.logbook import lately
from tenken.ledger.people import Role, role_of
from tests.web.conftest import PASSWORD as LOCAL
from tests.web.installed import SETTINGS
from tests.web.pages import Page, post
from tests.web.slapd import BASE, PASSWORD, SEARCHER, SECRET, Directory, slapd

ROLES = (("administrator", f"cn=it,{BASE}"), ("officer", f"cn=ward,{BASE}"))


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    with slapd(tmp_path_factory.mktemp("slapd")) as running:
        yield running


@pytest.fixture
def ldap(directory: Directory, tmp_path: Path) -> Ldap:
    secret = tmp_path / "ldap.password"
    secret.touch(mode=0o600)
    secret.write_text(SECRET + "\n")
    return Ldap(directory.ldaps, BASE, SEARCHER, "ldap.password", str(directory.authority), "uid", ROLES)


def settings_of(ldap: Ldap) -> str:
    plain = "\n".join(f'{key} = "{getattr(ldap, key)}"' for key in
                      ("server", "base", "bind", "password_file", "authority", "attribute"))  # fmt: skip
    roles = "\n".join(f'{role} = "{group}"' for role, group in ldap.roles)
    return f"{SETTINGS}[sign_in.ldap]\n{plain}\n[sign_in.ldap.roles]\n{roles}\n"


@pytest.fixture
def house(site: Site, ldap: Ldap, settings: Settings) -> Path:
    """A house whose people sign in by the directory, with one local administrator."""
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, "tenken.web.directory.DirectoryBackend"]
    file: Path = site.config.data / FILE_NAME
    file.write_text(settings_of(ldap), encoding="utf-8")
    return file


def signed_in_as(name: str, password: str = PASSWORD) -> Page:
    return post(Client(), "/accounts/login/", login=name, password=password)


def test_who_is_in_a_group_comes_in_with_the_mightiest_role(house: Path) -> None:
    assert signed_in_as("mori").one("//h1") == "立入検査への準備状況"
    user = User.objects.get(username="mori")
    assert (role_of(user), user.has_usable_password(), user.get_full_name()) == (Role.ADMINISTRATOR, False, "森 一郎")


def test_the_first_coming_is_written_down_with_the_role(house: Path) -> None:
    signed_in_as("mori")
    assert ("role by the directory", "－ → administrator") in [(done.verb, done.detail) for done in lately()]


def test_who_is_in_no_group_is_refused_in_words_and_gets_no_account(house: Path) -> None:
    refused = signed_in_as("hara").one("//*[@role='alert']")
    assert "役割のあるグループに入っていません" in refused
    assert not User.objects.filter(username="hara").exists()


@pytest.mark.parametrize(
    ("name", "password"),
    [("mori", "wrong"), ("mori", ""), ("nobody", PASSWORD), ("*", PASSWORD), ("mori)(uid=*", PASSWORD), ("hara", "x")],
)
def test_a_wrong_name_or_password_opens_nothing(ldap: Ldap, tmp_path: Path, name: str, password: str) -> None:
    assert look_up(ldap, tmp_path, name, password) is None


def test_a_name_without_encryption_turns_to_tls_first(directory: Directory, ldap: Ldap, tmp_path: Path) -> None:
    plain = replace(ldap, server=directory.ldap)
    found = look_up(plain, tmp_path, "mori", PASSWORD)
    assert found
    assert found.role is Role.ADMINISTRATOR


def test_a_certificate_that_nobody_vouches_for_is_refused(ldap: Ldap, tmp_path: Path) -> None:
    stranger = replace(ldap, authority="")
    with pytest.raises(DirectoryError, match="certificate verify failed"):
        look_up(stranger, tmp_path, "mori", PASSWORD)


def test_a_certificate_for_another_name_is_refused(ldap: Ldap, tmp_path: Path) -> None:
    other = replace(ldap, server=ldap.server.replace("localhost", "127.0.0.1"))
    with pytest.raises(DirectoryError, match="certificate is not valid for"):
        look_up(other, tmp_path, "mori", PASSWORD)


def test_a_secret_that_others_may_read_is_not_used(ldap: Ldap, tmp_path: Path) -> None:
    (tmp_path / "ldap.password").chmod(0o644)
    with pytest.raises(DirectoryError, match="others may read"):
        look_up(ldap, tmp_path, "mori", PASSWORD)


def test_while_the_directory_is_away_that_is_said_and_a_local_account_opens(
    house: Path, ldap: Ldap, administrator: Client
) -> None:
    house.write_text(settings_of(replace(ldap, server="ldaps://localhost:1")), encoding="utf-8")
    assert "尋ねられません" in signed_in_as("mori").one("//*[@role='alert']")
    home = signed_in_as("takahashi", LOCAL)
    assert home.one("//*[@role='status']") == "施設の名簿によらないアカウントでログインしました。記録に残ります。"
    assert "local sign-in" in [done.verb for done in lately()]


def test_the_directory_cannot_open_an_account_that_has_a_local_password(house: Path) -> None:
    User.objects.create_user("mori", password=LOCAL)
    assert "利用者名またはパスワードが違います" in signed_in_as("mori").one("//*[@role='alert']")


def test_an_account_that_was_closed_here_stays_closed(house: Path) -> None:
    signed_in_as("mori")
    User.objects.filter(username="mori").update(is_active=False)
    assert "停止されています" in signed_in_as("mori").one("//*[@role='alert']")


def test_who_left_the_group_opens_nothing_any_more_where_a_session_still_runs_either(house: Path, ldap: Ldap) -> None:
    running = Client()
    post(running, "/accounts/login/", login="mori", password=PASSWORD)
    fewer = replace(ldap, roles=(("officer", f"cn=nobody,{BASE}"),))
    house.write_text(settings_of(fewer), encoding="utf-8")
    assert "グループに入っていません" in signed_in_as("mori").one("//*[@role='alert']")
    assert running.get("/").status_code == 403
