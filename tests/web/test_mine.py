"""回答者: sees the questions that were put to them, answers them under their own name, and sees nothing else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.ledger.answers import answers_at
from tenken.ledger.asked import open_questions, put_to
from tenken.ledger.logbook import lately
from tenken.ledger.people import Role
from tenken.web import frame
from tests.web.conftest import signed_in
from tests.web.pages import Page, get, post
from tests.web.test_people import TOLD, changed, number

ANSWER = {"answer": "yes", "on": "2025-11-20", "reason": "台帳で確かめた", "after": "0"}


@pytest.fixture
def mori(administrator: Client) -> Client:
    """森, a head nurse who answers what is put to her."""
    client = signed_in("mori", role=Role.ANSWERER)
    changed(administrator, "mori", **{**TOLD, "role": "answerer"})
    client.force_login(User.objects.get(username="mori"), "tenken.web.access.MemberBackend")
    return client


def put(officer: Client, *rows: str, to: str = "mori", **more: str) -> Page:
    return post(officer, "/asking/", row=list(rows), to=number(to), **more)


def first(client: Client) -> str:
    return str(get(client, "/mine/").all("//ol//a/@href")[0])


def test_only_what_was_put_to_them_stands_there(officer: Client, mori: Client) -> None:
    put(officer, "2-6", "3-1")
    put(officer, "2-1", to="sato")
    assert [line[:3] for line in get(mori, "/mine/").all("//ol//a")] == ["2-⑥", "3-①"]


def test_the_home_address_leads_there_and_the_menu_to_the_work_diary_alone(mori: Client) -> None:
    page = get(mori, "/mine/")
    assert (mori.get("/").headers["Location"], page.all("//nav//ul//a/@href")) == ("/mine/", ["/logs/diary/"])
    assert page.found("//form[@role='search']") == []


def test_an_answer_is_kept_under_the_name_of_who_was_asked(officer: Client, mori: Client) -> None:
    put(officer, "2-6")
    post(mori, first(mori), **{**ANSWER, "by": "somebody else"})
    given = answers_at("r7", "hospital", frame.now())["2-6"][0]
    assert (given.by, given.yes, lately()[0].by) == ("森 一郎", True, "森 一郎")
    assert (list(open_questions("r7", "hospital")), put_to(number("mori"))[0].answer) == ([], 1)


def test_an_answered_question_is_closed_and_stays_to_be_seen(officer: Client, mori: Client) -> None:
    put(officer, "2-6")
    address = first(mori)
    post(mori, address, **ANSWER)
    again = post(mori, address, **ANSWER)
    assert "はい" in get(mori, "/mine/").one("//section[h2 or .//h2]")
    assert (again.status, len(answers_at("r7", "hospital", frame.now())["2-6"])) == (409, 1)


def test_what_the_form_refuses_is_told_and_what_was_typed_stays(officer: Client, mori: Client) -> None:
    put(officer, "2-6")
    refused = post(mori, first(mori), **{**ANSWER, "answer": "no", "reason": "まだ"})
    assert (refused.status, refused.value("reason")) == (409, "まだ")
    assert len(open_questions("r7", "hospital")) == 1


def test_a_question_to_somebody_else_is_not_there(officer: Client, mori: Client) -> None:
    put(officer, "2-6", to="sato")
    address = first(officer)
    assert (get(mori, address).status, post(mori, address, **ANSWER).status) == (404, 404)


def test_a_question_that_was_taken_back_is_gone(officer: Client, mori: Client) -> None:
    put(officer, "2-6")
    post(officer, "/asking/withdraw", number=open_questions("r7", "hospital")[0].number)
    assert "届いている質問はありません" in get(mori, "/mine/").words


def test_putting_it_twice_asks_once_with_the_newer_day(officer: Client, mori: Client) -> None:
    put(officer, "2-6")
    day = (local_day(frame.now()) + timedelta(days=9)).isoformat()
    put(officer, "2-6", due=day)
    assert [str(one.due) for one in open_questions("r7", "hospital")] == [day]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"row": [], "to": "mori"}, "質問を1つ以上"),
        ({"row": ["2-6"], "to": ""}, "だれに聞くか"),
        ({"row": ["2-6"], "to": "mori", "due": "2020-01-01"}, "もう過ぎています"),
    ],
)
def test_what_is_missing_is_told(officer: Client, mori: Client, typed: dict[str, object], words: str) -> None:
    to = {"to": number(str(typed["to"])) if typed["to"] else ""}
    refused = post(officer, "/asking/", **{**typed, **to, "note": "急ぎ"})
    assert (refused.status, words in refused.words, refused.value("note")) == (409, True, "急ぎ")


def test_nobody_who_only_looks_is_asked(site: Site, officer: Client) -> None:
    signed_in("honbu", role=Role.HEADQUARTERS)
    assert put(officer, "2-6", to="honbu").status == 409


def test_who_is_not_in_the_list_is_invited_by_those_who_may(administrator: Client, officer: Client) -> None:
    leads = [
        get(client, "/asking/").all("//section[@aria-labelledby='h-put']//a/@href")
        for client in (administrator, officer)
    ]
    assert ["/people/invite/" in links for links in leads] == [True, False]
