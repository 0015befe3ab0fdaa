"""事業者への問い合わせ文: out of what waits for the vendor; changed on the page, taken along, noted when sent."""

import zipfile
from io import BytesIO

import pytest
from django.test import Client

from tenken.actions.site import Site
from tenken.ledger.letters import letters
from tenken.ledger.logbook import lately
from tenken.ledger.tasks import of_origins
from tenken.web import frame
from tests.ledger.steps import stated
from tests.pack.contents import pdf_text
from tests.web.pages import Page, get, post

VENDOR = "vendor:北斗システム"


@pytest.fixture
def house(site: Site) -> Site:
    """A house with one vendor, who looks after the EHR."""
    stated(site, "vendor-contract", VENDOR, frame.now(), systems="電子カルテ", starts="2025-04-01")
    return site


def written(client: Client, *lineages: str) -> int:
    """The number of a new draft about these topics."""
    client.post("/letters/new", {"vendor": VENDOR, "lineage": lineages or ("remote-maintenance", "patch", "mds-sds")})
    return letters().lines[0].number


def typed(page: Page, **other: str) -> dict[str, str]:
    names = ("to", "sender", "title", "opening", "questions", "closing", "written_on", "reply_by")
    return {**{name: page.value(name) for name in names}, **other}


def test_a_draft_is_addressed_to_the_vendor_and_names_its_systems(house: Site, officer: Client) -> None:
    page = get(officer, f"/letters/{written(officer)}/")
    assert (page.value("to").strip(), "電子カルテ" in page.value("opening")) == ("北斗システム　御中", True)


def test_a_device_that_the_vendor_looks_after_is_named_by_maker_and_model(house: Site, officer: Client) -> None:
    router = {"machine_class": "network", "vendor": "株式会社 北斗システム", "maker": "ヤマハ", "model": "RTX830"}
    stated(house, "ledger-entry", "machine:ルータ", frame.now(), title="ルータ", **router)
    page = get(officer, f"/letters/{written(officer)}/")
    assert "電子カルテ、ルータ（ヤマハ RTX830）について" in page.value("opening")


def test_rows_that_wait_for_a_vendor_are_ticked(house: Site, officer: Client) -> None:
    ticked = get(officer, "/letters/").all("//input[@name='lineage'][@checked]/@value")
    assert ("remote-maintenance" in ticked, "bcp" in ticked) == (True, False)


def test_what_this_vendor_has_answered_is_not_asked_again(house: Site, officer: Client) -> None:
    reply = {"uses_remote": "no", "answered_on": "2025-11-01"}
    stated(house, "remote-maintenance-reply", VENDOR, frame.now(), add="no", **reply, next_review="2099-01-01")
    ticked = get(officer, f"/letters/?vendor={VENDOR}").all("//input[@name='lineage'][@checked]/@value")
    assert ("remote-maintenance" in ticked, "mds-sds" in ticked) == (False, True)


def test_a_row_leads_to_a_letter_about_itself_alone(house: Site, officer: Client) -> None:
    (address,) = get(officer, "/checklist/r7/hospital/2-2/").all("//a[contains(., '問い合わせ文を作る')]/@href")
    assert get(officer, address).all("//input[@name='lineage'][@checked]/@value") == ["remote-maintenance"]


def test_a_row_of_the_house_itself_leads_to_no_letter(house: Site, officer: Client) -> None:
    assert get(officer, "/checklist/r7/hospital/3-3/").all("//a[contains(., '問い合わせ文を作る')]/@href") == []


def test_what_was_changed_stands_in_the_word_file(house: Site, officer: Client) -> None:
    number = written(officer)
    page = get(officer, f"/letters/{number}/")
    answer = officer.post(f"/letters/{number}/", typed(page, questions="鍵の置き場所はどこですか。", do="docx"))
    text = zipfile.ZipFile(BytesIO(answer.content)).read("word/document.xml").decode()
    assert ("鍵の置き場所はどこですか。" in text, ".docx" in answer.headers["Content-Disposition"]) == (True, True)


def test_the_pdf_holds_the_letter(house: Site, officer: Client) -> None:
    words = pdf_text(officer.get(f"/letters/{written(officer)}/pdf").content)
    assert ("北斗システム" in words, "みどり野総合病院" in words, "敬具" in words) == (True, True, True)


def test_a_wrong_day_is_refused_and_nothing_typed_is_lost(house: Site, officer: Client) -> None:
    address = f"/letters/{written(officer)}/"
    answer = post(officer, address, **typed(get(officer, address), reply_by="来週", title="別"))
    assert (answer.status, answer.value("title"), letters().lines[0].letter.title == "別") == (409, "別", False)


def test_a_letter_that_was_sent_makes_a_task_with_the_day_of_reply(house: Site, officer: Client) -> None:
    number = written(officer)
    post(officer, f"/letters/{number}/sent", on="2025-11-20")
    task = of_origins([f"letter:{number}"])[f"letter:{number}"]
    assert (task.due, task.about) == (letters().lines[0].letter.reply_by, VENDOR)


def test_a_letter_that_was_sent_stays_as_it_was(house: Site, officer: Client) -> None:
    number = written(officer)
    form = typed(get(officer, f"/letters/{number}/"), title="別の件名")
    post(officer, f"/letters/{number}/sent", on="2025-11-20")
    assert post(officer, f"/letters/{number}/", **form).status == 409
    assert letters().lines[0].letter.title != "別の件名"


def test_a_draft_can_be_thrown_away_and_the_logbook_says_so(house: Site, officer: Client) -> None:
    number = written(officer)
    post(officer, f"/letters/{number}/drop")
    assert (letters().total, [done.verb for done in lately(2)]) == (0, ["letter dropped", "letter"])


def test_a_letter_to_nobody_is_refused(house: Site, officer: Client) -> None:
    assert post(officer, "/letters/new", lineage="patch").status == 409


def test_without_a_vendor_the_page_says_what_to_do(officer: Client) -> None:
    assert "事業者がまだありません" in get(officer, "/letters/").words
