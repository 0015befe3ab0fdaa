"""操作の記録: who changed, looked at or took what, and who came in; narrowed by an address, and as a file."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tenken.actions.site import Site
from tenken.ledger import logbook
from tenken.ledger.logbook import Narrow
from tenken.web import frame, looks
from tests.ledger.steps import bcp
from tests.web.pages import get, post
from tests.web.places import site_map
from tests.web.test_people import questions
from tests.web.test_sign_in import signed_in_as


def verbs(**narrow: str) -> list[str]:
    return [done.verb for done in logbook.entries(Narrow(**narrow)).lines]  # type: ignore[arg-type]


def noted(by: str, verb: str, about: str = "", detail: str = "") -> None:
    logbook.note(frame.now(), by, verb, about, detail)


def exported(client: Client, query: str = "") -> list[list[str]]:
    content = b"".join(client.get(f"/log/export.csv{query}").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(StringIO(content)))


def test_coming_going_and_failing_are_written_down(officer: Client) -> None:
    client = Client()
    signed_in_as(client, "sato", "wrong")
    signed_in_as(client, "sato")
    post(client, "/accounts/logout/")
    assert verbs() == ["sign out", "sign in", "sign failed"]


def test_a_lockout_is_written_down(officer: Client) -> None:
    _failures = [signed_in_as(Client(), "sato", "wrong") for _attempt in range(5)]
    assert verbs(what="sign locked") == ["sign locked"]


def test_a_name_that_nobody_has_is_not_written_down_for_it_may_be_a_password(visitor: Client) -> None:
    signed_in_as(visitor, "kirin-no-kubi-2026", "sato")
    done = logbook.entries(Narrow()).lines[0]
    assert (done.verb, done.about, done.detail) == ("sign failed", "", "127.0.0.1")


@pytest.mark.parametrize(
    ("address", "verb"), [("", "look evidence"), ("original", "look original")], ids=["page", "original"]
)
def test_a_look_at_evidence_is_written_down(site: Site, officer: Client, address: str, verb: str) -> None:
    number = bcp(site, frame.now()).recorded.observation
    officer.get(f"/evidence/{number}/{address}")
    done = logbook.entries(Narrow()).lines[0]
    assert (done.by, done.verb, done.about) == ("sato", verb, f"evidence:{number}")


def test_whoever_takes_the_ledger_as_a_file_stands_in_the_record(officer: Client) -> None:
    officer.get("/ledger/export.csv?class=server")
    done = logbook.entries(Narrow()).lines[0]
    assert (done.by, done.verb, done.about) == ("sato", "look ledger", "evidence:class=server")


def test_every_page_whose_looks_are_recorded_is_there_and_its_look_has_a_name() -> None:
    assert (set(looks.LOOKS) <= site_map().keys(), set(looks.LOOKS.values())) == (True, set(looks.VERBS))


def test_evidence_that_is_not_there_was_not_looked_at(officer: Client) -> None:
    officer.get("/evidence/999/")
    assert verbs() == []


def test_looks_and_sign_ins_do_not_push_changes_off_the_home_page(officer: Client) -> None:
    noted("佐藤", "look evidence", "evidence:1")
    noted("佐藤", "sign in", "account:sato")
    assert logbook.lately() == ()


def test_it_is_narrowed_by_person_kind_span_and_words(officer: Client) -> None:
    noted("佐藤", "answer", "r7 hospital 2-6", "はい")
    noted("鈴木", "look evidence", "evidence:管理12")
    assert (verbs(by="鈴木"), verbs(what="changes"), verbs(words="管理")) == (
        ["look evidence"],
        ["answer"],
        ["look evidence"],
    )
    tomorrow = (frame.now() + timedelta(days=2)).date().isoformat()
    assert "あてはまる記録はありません" in get(officer, "/log/", since=tomorrow).words


def test_it_tells_in_words(officer: Client) -> None:
    noted("高橋", "change account", "account:森 一郎（mori）", "officer headquarters")
    line = get(officer, "/log/").line("森 一郎")
    assert "利用者の変更" in line
    assert "担当者 → " in line


def test_the_file_holds_all_that_fits_and_no_formula(officer: Client) -> None:
    noted("=HYPERLINK()", "answer", "r7 hospital 2-6", "はい")
    noted("佐藤", "look evidence", "evidence:1")
    rows = exported(officer, "?what=changes")
    assert (rows[0][0], len(rows), rows[1][1]) == ("日時", 2, "'=HYPERLINK()")


def test_who_takes_the_file_stands_in_the_record(officer: Client) -> None:
    exported(officer, "?by=x")
    assert (verbs(), logbook.entries(Narrow()).lines[0].about) == (["look log"], "evidence:by=x")


def test_an_officer_without_a_name_is_recorded_by_the_account(officer: Client) -> None:
    assert User.objects.get(username="sato").get_full_name() == ""
    officer.get("/log/export.csv")
    assert logbook.entries(Narrow()).lines[0].by == "sato"


def test_a_long_record_comes_in_pages_with_the_same_number_of_questions(officer: Client) -> None:
    noted("佐藤", "answer", "r7 hospital 2-6", "はい")
    few = questions(officer, "/log/")
    for number in range(100):
        noted("佐藤", "answer", "r7 hospital 2-6", str(number))
    assert questions(officer, "/log/") == few
    assert "1–100 ／ 101" in get(officer, "/log/").words


def test_a_day_that_is_none_is_told_and_no_field_holds_what_it_cannot(officer: Client) -> None:
    page = get(officer, "/log/", since="昨日", until="令和8年4月1日")
    assert "「昨日」は日付として読めません" in page.words
    assert (page.value("since"), page.value("until")) == ("", "2026-04-01")
