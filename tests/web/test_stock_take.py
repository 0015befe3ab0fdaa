"""棚卸し: opened, read into by a scanner or by hand, and closed, with Enter alone and without a script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenken.actions.site import Site
from tenken.web.frame import now
from tests.ledger.steps import stated
from tests.web.pages import Page, get, post

CLOSING = {"by": "佐藤", "approved_by": "院長", "covers": ["place", "report"]}


@pytest.fixture
def opened(site: Site, english: Client) -> str:
    """The address of a stock-take over two machines."""
    for name in ("pc1", "pc2"):
        stated(site, "ledger-entry", f"machine:{name}", now(), title=name, machine_class="client_pc", place="1階")
    return english.post("/stocktake/", {"title": "棚卸し", "by": "佐藤"}).headers["Location"]


def scanned(client: Client, address: str, code: str, place: str = "") -> Page:
    return post(client, f"{address}scan", code=code, place=place, show="missing")


def test_without_a_name_none_is_opened_and_what_was_typed_stays(site: Site, english: Client) -> None:
    page = post(english, "/stocktake/", title="棚卸し", by=" ")
    assert ("say who carries it out" in page.words, page.value("title")) == (True, "棚卸し")


def test_the_field_for_the_label_has_the_focus(opened: str, english: Client) -> None:
    assert get(english, opened).all("//input[@autofocus]/@name") == ["code"]


def test_a_machine_that_was_read_is_no_longer_missing(opened: str, english: Client) -> None:
    page = scanned(english, opened, "ＰＣ１")
    assert page.one("//*[@role='status']") == "found: pc1; the ledger says: 1階"
    assert page.all("//tbody/tr/th/a") == ["pc2"]


def test_where_one_stands_stays_typed(opened: str, english: Client) -> None:
    assert scanned(english, opened, "pc1", "2階").value("place") == "2階"


def test_what_is_unknown_can_be_entered_or_forgotten(opened: str, english: Client) -> None:
    assert "not in the ledger: “A-9”" in scanned(english, opened, "A-9").words
    page = get(english, opened, show="unknown")
    assert page.all("//tbody//a[contains(@href, 'ledger-entry')]/@href") == ["/attest/ledger-entry/?title=A-9&place="]
    assert "None." in post(english, f"{opened}forget", code="A-9", show="unknown").words


def test_the_place_of_what_stands_elsewhere_is_put_right(opened: str, english: Client) -> None:
    scanned(english, opened, "pc1", "2階")
    page = post(english, f"{opened}places", pick=["machine:pc1"], by="佐藤")
    assert "place 1階 → becomes 2階" in page.line("pc1")


def test_a_list_is_read_whole(opened: str, english: Client) -> None:
    page = page_of(english, opened, b"tag\r\npc1\r\npc2\r\n")
    assert "2 machines read from the list; 0 lines name none" in page.words
    assert "the first line was taken for a head: tag" in page.words


@pytest.mark.parametrize("raw", [b"", b"\x00\x01", b"PK\x03\x04"])
def test_what_is_no_list_changes_nothing(opened: str, english: Client, raw: bytes) -> None:
    assert page_of(english, opened, raw).all("//tbody/tr/th/a") == ["pc1", "pc2"]


def page_of(client: Client, address: str, raw: bytes) -> Page:
    return post(client, f"{address}list", file=SimpleUploadedFile("list.csv", raw))


def test_closed_it_leads_to_its_sealed_record_and_takes_no_more(opened: str, english: Client) -> None:
    page = post(english, f"{opened}close", **CLOSING)
    assert "kept as the record of the ledger review" in page.words
    (record,) = page.all("//a[contains(@href, '/evidence/')]/@href")
    assert "record of the ledger review" in get(english, record).words
    assert page.all("//form[contains(@action, 'stocktake')]") == []
    assert "is closed" in scanned(english, opened, "pc1").words


def test_a_closing_without_an_approval_is_refused_in_words(opened: str, english: Client) -> None:
    assert "approved by" in post(english, f"{opened}close", by="佐藤").one("//*[@role='status']")


def test_one_that_there_is_not_is_not_found(site: Site, english: Client) -> None:
    assert get(english, "/stocktake/9/").status == 404
