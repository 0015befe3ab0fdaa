"""Who comes in, who is kept out, and what becomes of the first password."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tenken.actions.people import FIRST, INITIAL_PASSWORD, first_administrator
from tenken.actions.site import Site
from tests.web.conftest import PASSWORD
from tests.web.pages import Page, get, post

NEW = "kujira-no-uta-1851"


def signed_in_as(client: Client, name: str, password: str = PASSWORD, **more: str) -> Page:
    return post(client, "/accounts/login/", login=name, password=password, **more)


@pytest.fixture
def stranger(officer: Client) -> Client:
    """Somebody at the door of a house in which 佐藤 has an account."""
    return Client()


def test_the_right_password_opens_the_home_page(stranger: Client) -> None:
    assert signed_in_as(stranger, "sato").one("//h1") == "立入検査への準備状況"


def test_a_wrong_password_is_told_in_japanese_and_the_name_stays_typed(stranger: Client) -> None:
    refused = signed_in_as(stranger, "sato", "wrong")
    assert refused.one("//*[@role='alert']") == "利用者名またはパスワードが違います"
    assert refused.value("login") == "sato"
    assert refused.value("password") == ""


def test_a_name_that_there_is_not_is_refused_with_the_same_words(stranger: Client) -> None:
    words = [signed_in_as(stranger, name, "wrong").one("//*[@role='alert']") for name in ("sato", "nobody")]
    assert words[0] == words[1]


def test_after_five_failures_the_right_password_does_not_open_either(stranger: Client) -> None:
    failures = [signed_in_as(stranger, "sato", "wrong") for _attempt in range(5)]
    assert (failures[-1].status, "試行の回数が多すぎます" in failures[-1].one("//h1")) == (429, True)
    assert signed_in_as(stranger, "sato").status == 429


def test_the_lock_says_until_when_and_more_attempts_do_not_lengthen_it(stranger: Client) -> None:
    pages = [signed_in_as(stranger, "sato", "wrong") for _attempt in range(7)]
    told = {moment for page in pages[4:] for moment in re.findall(r"\d\d:\d\d:\d\d", page.words)}
    assert len(told) == 1
    assert 880 <= int(pages[-1].headers["Retry-After"]) <= 900


def test_failures_with_one_name_do_not_lock_another_out(stranger: Client) -> None:
    _failures = [signed_in_as(stranger, "suzuki", "wrong") for _attempt in range(5)]
    assert signed_in_as(stranger, "sato").one("//h1") == "立入検査への準備状況"


@pytest.mark.parametrize(
    "name", ["", "長" * 10_000, "<script>alert(1)</script>", "sato\u202e", "'; DROP TABLE auth_user;"]
)
def test_no_name_that_is_typed_breaks_the_page(stranger: Client, name: str) -> None:
    refused = signed_in_as(stranger, name, "wrong")
    assert (refused.status, refused.value("login")) == (200, name)


def test_who_signs_in_comes_to_the_page_that_was_asked_for(stranger: Client) -> None:
    assert signed_in_as(stranger, "sato", next="/ledger/").one("//h1") == "機器台帳"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example/"])
def test_who_signs_in_is_not_sent_to_another_host(stranger: Client, elsewhere: str) -> None:
    answer = stranger.post("/accounts/login/", {"login": "sato", "password": PASSWORD, "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_the_session_is_kept_from_scripts_and_from_other_houses(stranger: Client) -> None:
    signed_in_as(stranger, "sato")
    cookie = stranger.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_after_sign_out_pages_ask_for_sign_in_again(officer: Client) -> None:
    assert post(officer, "/accounts/logout/").one("//h1") == "ログイン"
    assert officer.get("/").status_code == 302


def test_sign_out_needs_more_than_a_link(officer: Client) -> None:
    get(officer, "/accounts/logout/")
    assert officer.get("/").status_code == 200


def test_somebody_whose_account_was_closed_is_out_at_once(officer: Client) -> None:
    User.objects.filter(username="sato").update(is_active=False)
    assert officer.get("/").status_code == 302


def test_the_note_of_the_first_password_opens_the_door_and_goes_when_it_is_changed(site: Site) -> None:
    note = site.config.data / INITIAL_PASSWORD
    first_administrator(note)
    name, password = note.read_text(encoding="ascii").split()
    client = Client()
    signed_in_as(client, name, password)
    assert note.exists()
    post(client, "/accounts/password/change/", oldpassword=password, password1=NEW, password2=NEW)
    assert not note.exists()
    assert signed_in_as(Client(), FIRST, NEW).one("//h1") == "立入検査への準備状況"


def test_whoever_still_uses_the_first_password_is_asked_to_change_it(site: Site) -> None:
    password = first_administrator(site.config.data / INITIAL_PASSWORD)
    home = signed_in_as(Client(), FIRST, str(password))
    assert home.one("//main/p[contains(., '最初のパスワードのまま')]/a/@href") == "/accounts/password/change/"


def test_whoever_changed_it_and_is_still_called_admin_is_asked_for_a_name(site: Site) -> None:
    client, note = Client(), site.config.data / INITIAL_PASSWORD
    signed_in_as(client, FIRST, str(first_administrator(note)))
    note.unlink()
    asked = "//main/p[contains(., '氏名がまだ')]/a/@href"
    number = User.objects.get(username=FIRST).pk
    assert get(client, "/").all(asked) == [f"/people/{number}/"]
    User.objects.filter(pk=number).update(last_name="佐藤", first_name="花子")
    assert get(client, "/").all(asked) == []


def test_nobody_else_is_asked_to_change_it(site: Site, officer: Client) -> None:
    (site.config.data / INITIAL_PASSWORD).touch()
    assert "最初のパスワードのまま" not in get(officer, "/").words


def test_whoever_changed_the_password_goes_on_at_home(officer: Client) -> None:
    home = post(officer, "/accounts/password/change/", oldpassword=PASSWORD, password1=NEW, password2=NEW)
    assert (home.one("//h1"), home.one("//*[@role='status']")) == ("立入検査への準備状況", "パスワードを変更しました。")


def test_the_note_stays_while_the_new_password_is_refused(site: Site) -> None:
    note = site.config.data / INITIAL_PASSWORD
    password = first_administrator(note)
    client = Client()
    signed_in_as(client, FIRST, str(password))
    post(client, "/accounts/password/change/", oldpassword=password, password1="short", password2="short")
    assert note.exists()


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("wrong", NEW, NEW, "現在のパスワード"),
        (PASSWORD, "kirin-12", "kirin-12", "13"),
        (PASSWORD, NEW, NEW + "x", "同じ"),
        (PASSWORD, PASSWORD, PASSWORD, "いまと同じ"),
        (PASSWORD, "1q2w3e4r5t6y7u", "1q2w3e4r5t6y7u", "一般的"),
    ],
)
def test_a_password_that_cannot_be_taken_is_refused_in_japanese(
    officer: Client, old: str, new: str, again: str, words: str
) -> None:
    refused = post(officer, "/accounts/password/change/", oldpassword=old, password1=new, password2=again)
    assert words in " ".join(refused.all("//p[@class='err']"))


def test_other_browsers_are_out_once_the_password_was_changed(officer: Client) -> None:
    elsewhere = Client()
    signed_in_as(elsewhere, "sato")
    post(officer, "/accounts/password/change/", oldpassword=PASSWORD, password1=NEW, password2=NEW)
    assert (officer.get("/").status_code, elsewhere.get("/").status_code) == (200, 302)
