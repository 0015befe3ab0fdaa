"""事業者: sees its own form and nothing else; what it hands in counts as its returned workbook."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenken.actions.site import Site
from tenken.facts.vendors import VendorAnswer
from tenken.forms.workbook import Entry, Mark
from tenken.ledger import logbook
from tenken.ledger.logbook import Narrow
from tenken.ledger.people import Role
from tenken.ledger.recall import case_at, observation
from tenken.ledger.returns import standing_return
from tenken.standard.load import load
from tests.actions.steps import VENDOR, contract
from tests.actions.test_import_form import returned
from tests.web.conftest import signed_in
from tests.web.installed import installed
from tests.web.pages import Page, get, post
from tests.web.test_people import changed

SETTINGS = '[facility]\nname = "みどり野総合病院"\n[checklist]\nedition = "r7"\n'
ROWS = [row.id for row in load("r7").form("vendor").rows]
ON = "2025-11-10"


@pytest.fixture
def house(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A house that asks by the form of 令和7年度, and has a contract with 北斗システム."""
    with installed(tmp_path_factory.mktemp("house"), SETTINGS) as opened:
        contract(opened)
        yield opened


@pytest.fixture
def hokuto(house: Site, administrator: Client) -> Client:
    """森, who answers for 北斗システム."""
    client = signed_in("mori", role=Role.VENDOR)
    changed(administrator, "mori", role="vendor", vendor=VENDOR)
    return client


def typed(**other: str) -> dict[str, str]:
    return {"on": ON, **{f"answer-{row}": "yes" for row in ROWS}, **other}


def hand_in(client: Client, **other: str) -> Page:
    return post(client, "/own-form/write", do="hand-in", **typed(**other))


def answers() -> dict[str, VendorAnswer]:
    facts = case_at(logbook.lately()[0].at).about(VENDOR, VendorAnswer)
    return {fact.says.row: fact.says for fact in facts}


def upload(client: Client, raw: bytes) -> Page:
    return post(client, "/own-form/file", form=SimpleUploadedFile("様式.xlsx", raw))


def test_the_home_address_leads_to_the_form_and_no_menu_leads_elsewhere(hokuto: Client) -> None:
    page = get(hokuto, "/own-form/")
    assert (hokuto.get("/").headers["Location"], page.found("//nav//ul")) == ("/own-form/", [])
    assert len(page.found("//fieldset")) == len(ROWS)


def test_every_opening_is_recorded(hokuto: Client) -> None:
    get(hokuto, "/own-form/")
    done = logbook.entries(Narrow()).lines[0]
    assert (done.by, done.verb) == ("森 一郎", "look own form")


def test_a_draft_is_kept_and_counts_for_nothing(hokuto: Client) -> None:
    post(hokuto, "/own-form/write", do="save", **typed(**{"note-2-2": "確認中"}))
    assert (get(hokuto, "/own-form/").value("note-2-2"), answers()) == ("確認中", {})


def test_what_is_handed_in_is_the_vendors_returned_form(house: Site, hokuto: Client) -> None:
    hand_in(hokuto, **{"answer-2-2": "no", "target-2-2": "2026-03-01"})
    said = answers()
    assert (said["2-2"].yes, said["2-2"].target, said["2-3"].confirmed_on) == (
        False,
        date(2026, 3, 1),
        date(2025, 11, 10),
    )
    stands = standing_return(VENDOR, "r7")
    assert stands is not None
    last = observation(stands.observation)
    assert last is not None
    assert (last.collector.partition("/")[0], last.by, last.raw_sha256) == ("vendor_form", "森 一郎", stands.sha256)


def test_a_row_that_is_out_of_scope_stays_open_and_keeps_its_note(hokuto: Client) -> None:
    receipt = hand_in(hokuto, **{"answer-2-2": "none", "note-2-2": "保守していません"})
    assert ("2-2" in answers(), "保守していません" in receipt.words) == (False, True)


def test_handed_in_it_is_a_receipt_and_nothing_more_can_be_sent(hokuto: Client) -> None:
    receipt = hand_in(hokuto)
    again = hand_in(hokuto, **{"answer-2-2": "none", "note-2-2": "x"})
    assert ("提出の控え" in receipt.one("//h1"), receipt.found("//main//form")) == (True, [])
    assert ("提出済みです" in again.words, answers()["2-2"].yes) == (True, True)
    assert hokuto.get("/own-form/workbook").content[:2] == b"PK"


def test_what_is_missing_is_told_at_its_row_and_nothing_is_lost(hokuto: Client) -> None:
    refused = hand_in(hokuto, **{"answer-2-2": "", "answer-2-3": "no", "answer-2-4": "none", "note-1-1": "覚え"})
    assert (refused.status, len(refused.all("//p[@class='err']")), refused.value("note-1-1")) == (409, 3, "覚え")
    assert answers() == {}


def test_a_day_to_come_is_refused(hokuto: Client) -> None:
    assert "まだ来ていません" in hand_in(hokuto, on="9999-01-01").one("//p[@class='err']")


def test_a_workbook_is_shown_first_and_counts_when_it_was_confirmed(house: Site, hokuto: Client) -> None:
    raw = returned({"1-1": Entry(Mark(True, date(2025, 11, 10)))})
    sent = hokuto.post("/own-form/file", {"form": SimpleUploadedFile("様式.xlsx", raw)})
    shown = get(hokuto, sent.headers["Location"])
    assert ("まだ提出していません" in shown.words, answers()) == (True, {})
    post(hokuto, sent.headers["Location"])
    stands = standing_return(VENDOR, "r7")
    assert (list(answers()), house.archive.fetch(stands.sha256 if stands else "")) == (["1-1"], raw)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (returned({"1-1": Entry(Mark(True))}, name="東亜医療"), "東亜医療"),
        (returned({"2-2": Entry(Mark(True))}, edition="r6"), "ほかの年度"),
        (b"no workbook", "読めません"),
    ],
    ids=["another's", "another year's", "no workbook"],
)
def test_a_file_that_is_not_this_form_is_refused_in_words(hokuto: Client, raw: bytes, words: str) -> None:
    refused = upload(hokuto, raw)
    assert (words in refused.words, answers()) == (True, {})


def test_a_file_of_one_account_is_not_there_for_another(house: Site, hokuto: Client, administrator: Client) -> None:
    sent = hokuto.post("/own-form/file", {"form": SimpleUploadedFile("a.xlsx", returned({"1-1": Entry(Mark(True))}))})
    other = signed_in("tanaka", role=Role.VENDOR)
    changed(administrator, "tanaka", name="田中", reading="たなか", role="vendor", vendor=VENDOR)
    assert get(other, sent.headers["Location"]).status == 404


def test_the_facility_gives_it_back_and_the_vendor_hands_in_anew(hokuto: Client, officer: Client) -> None:
    hand_in(hokuto)
    given_back = post(officer, f"/vendors/{VENDOR}/give-back")
    hand_in(hokuto, **{"answer-2-2": "no", "target-2-2": "2026-03-01"})
    assert ("差し戻しました" in given_back.words, answers()["2-2"].yes) == (True, False)


def test_an_account_without_a_vendor_is_told_whom_to_ask(house: Site) -> None:
    page = get(signed_in("mori", role=Role.VENDOR), "/own-form/")
    assert (page.status, "結び付いていません" in page.words) == (409, True)
