"""招待: a link that opens once, of which only a hash is kept."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tenken.actions.accounts import Told
from tenken.actions.invitations import invite
from tenken.ledger.logbook import lately
from tenken.ledger.models import Invitation
from tenken.ledger.people import Role, role_of
from tenken.web import frame
from tests.web.pages import Page, get, post
from tests.web.test_sign_in import signed_in_as

TOLD = {"name": "森 一郎", "reading": "もり いちろう", "role": "officer", "days": "7"}
PASSWORD = "kujira-no-uta-1851"
WANTED = {"account": "mori", "password": PASSWORD, "again": PASSWORD}


def slip(administrator: Client, **told: str) -> Page:
    return post(administrator, "/people/invite/", **{**TOLD, **told})


def link(administrator: Client, **told: str) -> str:
    address = slip(administrator, **told).one("//code")
    return address.removeprefix("http://testserver")


def test_the_slip_holds_link_code_role_and_time(administrator: Client) -> None:
    shown = slip(administrator)
    assert re.fullmatch(r"http://testserver/join/[\w-]{32}/", shown.one("//code"))
    assert (len(shown.all("//svg[@class='qr']/path/@d")), "担当者" in shown.words) == (1, True)


def test_the_slip_is_shown_once(administrator: Client) -> None:
    slip(administrator)
    again = get(administrator, "/people/invite/slip/")
    assert (again.status, again.headers["Location"]) == (302, "/people/")


def test_of_the_link_only_a_hash_is_kept(administrator: Client) -> None:
    token = link(administrator).split("/")[2]
    assert token not in str(Invitation.objects.values().get())


def test_who_has_the_link_makes_the_account_and_signs_in(administrator: Client, visitor: Client) -> None:
    assert post(visitor, link(administrator), **WANTED).one("//h1") == "ログイン"
    home = signed_in_as(visitor, "mori", PASSWORD)
    assert (role_of(User.objects.get(username="mori")), "森 一郎" in home.one("//header")) == (Role.OFFICER, True)
    assert (lately()[0].by, lately()[0].verb) == ("森 一郎", "join")


def test_a_link_opens_once_and_a_used_one_is_answered_as_one_that_never_was(
    administrator: Client, visitor: Client
) -> None:
    address = link(administrator)
    post(visitor, address, **WANTED)
    used, unknown = (get(visitor, where) for where in (address, "/join/nothing/"))
    assert (used.status, used.one("//main")) == (404, unknown.one("//main"))
    assert post(visitor, address, **{**WANTED, "account": "second"}).status == 404


def test_a_link_whose_time_is_over_opens_nothing_and_is_listed_so(administrator: Client, visitor: Client) -> None:
    token = invite(Told("森 一郎", "もり", "officer"), 1, "高橋", frame.now() - timedelta(days=2))
    assert get(visitor, f"/join/{token}/").status == 404
    assert "期限切れ" in get(administrator, "/people/").line("森 一郎")


def test_a_withdrawn_link_opens_nothing(administrator: Client, visitor: Client) -> None:
    address = link(administrator)
    post(administrator, "/people/invite/withdraw", number=Invitation.objects.get().pk)
    assert get(visitor, address).status == 404
    assert "開いている招待はありません" in get(administrator, "/people/").words


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"account": "森"}, "英字"),
        ({"account": "TAKAHASHI"}, "使われています"),
        ({"again": "another"}, "上のパスワードと違います"),
        ({"password": "short", "again": "short"}, "13"),
    ],
)
def test_what_cannot_be_taken_is_told_and_the_link_still_opens(
    administrator: Client, visitor: Client, wrong: dict[str, str], words: str
) -> None:
    address = link(administrator)
    refused = post(visitor, address, **{**WANTED, **wrong})
    assert (refused.status, words in refused.one("//p[@class='err']")) == (409, True)
    assert post(visitor, address, **WANTED).one("//h1") == "ログイン"


def test_full_width_letters_are_taken_as_they_are_meant(administrator: Client, visitor: Client) -> None:
    post(visitor, link(administrator), **{**WANTED, "account": "ｍｏｒｉ２"})
    assert User.objects.filter(username="mori2").exists()


def test_whoever_is_invited_wrongly_is_told_at_the_field(administrator: Client) -> None:
    refused = slip(administrator, reading="", role="king", days="1000")
    assert (refused.status, len(refused.all("//p[@class='err']")), refused.value("name")) == (409, 2, "森 一郎")


def test_a_link_that_only_this_machine_could_open_is_warned_of(administrator: Client) -> None:
    made = administrator.post("/people/invite/", TOLD, headers={"host": "127.0.0.1:8000"}, follow=True)
    assert "この機械からしか開けません" in made.content.decode()
