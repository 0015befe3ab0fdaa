"""立入検査モード: one frozen moment in a session of its own, from which nothing else opens."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tenken.actions.answer import answer
from tenken.actions.inspection import (
    InspectionError,
    Wished,
    close,
    close_run_out,
    enter_by_code,
    new_code,
    open_inspection,
)
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.dates import local_day
from tenken.ledger.inspections import Inspection, inspection
from tenken.ledger.recall import newest
from tenken.ledger.tasks import Source, task
from tenken.web.frame import now
from tests.ledger.steps import bcp, seen
from tests.web.pages import Page, get, post

Opened = tuple[Inspection, str]


@pytest.fixture
def opened(site: Site) -> Opened:
    """An inspection as of now, with a plan on file that was confirmed by 佐藤."""
    bcp(site, now())
    answer(site, "r7", "hospital", "3-3", Proposed(True, "佐藤 花子", date(2025, 11, 20)), now())
    return open_inspection(site, "r7", "hospital", Wished(local_day(now()), "保健所 田中", "北保健所"), "佐藤", now())


@pytest.fixture
def inspector(opened: Opened) -> Client:
    """田中, let in by the code, who reads the pages in English."""
    client = Client()
    client.cookies["tenken_language"] = "en"
    post(client, "/inspection/enter/", code=opened[1])
    return client


def test_the_code_lets_in_to_the_first_row(opened: Opened) -> None:
    page = post(Client(), "/inspection/enter/", code=opened[1].lower())
    assert "医療情報システム" in page.one("//h1")


def test_a_code_lets_in_once(opened: Opened) -> None:
    enter_by_code(opened[1], now())
    with pytest.raises(InspectionError, match="lets nobody in"):
        enter_by_code(opened[1], now())


def test_another_code_takes_the_first_one_back(opened: Opened) -> None:
    new_code(opened[0].number, "佐藤", now())
    with pytest.raises(InspectionError, match="lets nobody in"):
        enter_by_code(opened[1], now())


def test_a_code_has_run_out_with_the_inspection(opened: Opened) -> None:
    with pytest.raises(InspectionError, match="run out"):
        enter_by_code(opened[1], now() + timedelta(hours=9))


def test_codes_cannot_be_guessed_for_long(opened: Opened) -> None:
    tried = [post(Client(), "/inspection/enter/", code="AAAA").status for _attempt in range(11)]
    assert tried == [409] * 10 + [429]


@pytest.mark.parametrize("address", ["/checklist/", "/ledger/", "/tasks/", "/pack/", "/inspection/", "/evidence/1/"])
def test_nothing_else_opens_from_it(inspector: Client, address: str) -> None:
    assert get(inspector, address).status == 403


def test_home_leads_to_the_rows(inspector: Client) -> None:
    assert inspector.get("/").headers["Location"] == "/inspection/look/"


def test_a_row_shows_answer_verdict_and_proof_in_words(inspector: Client) -> None:
    words = get(inspector, "/inspection/look/3-3/").words
    shown = ("はい", "令和7年11月20日", "佐藤 花子", "BCP 第4版", "院長", "証跡.pdf")
    assert [part for part in shown if part not in words] == []


def test_what_came_to_be_known_later_does_not_show(site: Site, inspector: Client) -> None:
    before = get(inspector, "/inspection/look/2-6/").one("//footer//code")
    seen(site, now=now() + timedelta(seconds=1))
    assert get(inspector, "/inspection/look/2-6/").one("//footer//code") == before


def test_the_hash_is_another_for_another_row(inspector: Client) -> None:
    one, other = (get(inspector, f"/inspection/look/{row}/").one("//footer//code") for row in ("2-6", "2-7"))
    assert one != other


def test_the_hash_is_the_same_in_both_languages(inspector: Client) -> None:
    english = get(inspector, "/inspection/look/3-3/").one("//footer//code")
    inspector.cookies["tenken_language"] = "ja"
    assert get(inspector, "/inspection/look/3-3/").one("//footer//code") == english


def test_the_original_of_a_proof_is_read_in_place(inspector: Client) -> None:
    link = next(iter(get(inspector, "/inspection/look/3-3/").all("//a[contains(@href, 'open=')]/@href")))
    assert "BCP 第4版" in get(inspector, f"/inspection/look/3-3/{link.partition('#')[0]}").one("//pre")


def test_the_file_that_was_handed_in_opens_as_pdf(inspector: Client) -> None:
    link = get(inspector, "/inspection/look/3-3/").one("//a[contains(@href, '/paper/')]/@href")
    came = get(inspector, link)
    assert (came.headers["Content-Type"], came.source) == ("application/pdf", "%PDF-1.7 plan")


def test_no_original_opens_that_the_row_does_not_rest_on(site: Site, inspector: Client) -> None:
    seen(site, now=now())
    assert get(inspector, f"/inspection/look/3-3/original/{newest()}").status == 404


def test_a_remark_becomes_a_task(inspector: Client) -> None:
    page = post(inspector, "/inspection/look/3-3/remark", text="訓練の記録がない")
    assert "訓練の記録がない" in page.words
    made = task(1)
    assert made is not None
    assert (made.source, made.lineage, made.by) == (Source.INSPECTION, "bcp", "保健所 田中")


def test_the_pack_is_that_of_the_moment(inspector: Client) -> None:
    came = inspector.post("/inspection/pack")
    assert (came.headers["Content-Type"], came.content[:2]) == ("application/zip", b"PK")


def test_closing_it_ends_the_session(opened: Opened, inspector: Client) -> None:
    close(opened[0].number, "佐藤", now())
    assert get(inspector, "/inspection/look/").status == 302


def test_what_ran_out_is_closed_with_its_account(opened: Opened, inspector: Client) -> None:
    later = now() + timedelta(hours=9)
    close_run_out(later)
    found = inspection(opened[0].number)
    assert found is not None
    assert (found.closed_at, User.objects.get(username=f"inspector-{found.number}").is_active) == (later, False)


def test_the_officers_screen_becomes_the_inspectors(opened: Opened, english: Client) -> None:
    post(english, f"/inspection/{opened[0].number}/start")
    assert [get(english, address).status for address in ("/ledger/", "/inspection/look/")] == [403, 200]


def test_leaving_leads_to_sign_in(inspector: Client) -> None:
    assert post(inspector, "/inspection/leave").one("//h1") == "sign in"


def open_by_form(client: Client, **typed: str) -> Page:
    wished = {"inspector": "田中", "day": local_day(now()).isoformat(), "hours": "8", **typed}
    return post(client, "/inspection/", **wished)


def test_an_officer_opens_one_and_sees_the_code_once_made(english: Client) -> None:
    page = open_by_form(english, inspector="保健所 田中")
    assert len(page.one("//dd/b").replace("-", "")) == 12


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"inspector": " "}, "say who inspects"),
        ({"day": "2999-01-01"}, "still to come"),
        ({"hours": "0"}, "1 hour to 168 hours"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_words(english: Client, typed: dict[str, str], says: str) -> None:
    page = open_by_form(english, **typed)
    assert (page.status, says in page.words) == (409, True)


def test_a_remark_that_an_officer_wrote_down_stands_in_the_report(opened: Opened, english: Client) -> None:
    number = opened[0].number
    post(english, f"/inspection/{number}/remark", row="2-6", text="更新が遅い")
    post(english, "/tasks/1/settle", state="done", word="すべて当てた", after="1")
    line = get(english, f"/inspection/{number}/").line("更新が遅い")
    assert ("2-⑥" in line, "すべて当てた" in line, "done" in line) == (True, True, True)


@pytest.mark.parametrize(("ending", "first"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_report_is_handed_out(opened: Opened, english: Client, ending: str, first: bytes) -> None:
    post(english, f"/inspection/{opened[0].number}/remark", text="更新が遅い")
    assert english.get(f"/inspection/{opened[0].number}/report.{ending}").content.startswith(first)


def test_the_texts_of_the_report_are_kept(opened: Opened, english: Client) -> None:
    page = post(english, f"/inspection/{opened[0].number}/report", to="北保健所長　様", opening="本文", closing="")
    assert (page.value("to"), page.value("opening")) == ("北保健所長　様", "本文")
    assert "みどり野総合病院" in page.value("closing")
