"""機器のラベル: a PDF of codes that lead to their machines, on sheets that are sold cut."""

import pytest
from django.test import Client

from tenken.actions.import_spreadsheet import import_spreadsheet
from tenken.actions.site import Site
from tenken.ledger.models import Subject
from tenken.web.frame import now
from tests.pack.contents import pdf_text
from tests.web.pages import get, post

LIST = "ホスト名,機器名,資産番号,設置場所\r\npc1,受付PC,A-001,1階 受付\r\npc2,医局PC,A-002,2階\r\n"


@pytest.fixture
def two(site: Site) -> Site:
    import_spreadsheet(site, LIST.encode(), now(), "佐藤")
    return site


def printed(client: Client, **typed: object) -> str:
    answer = client.post("/labels/print", {"query": "", "sheet": "24", **typed})
    assert answer["Content-Type"] == "application/pdf"
    return pdf_text(bytes(answer.content))


def test_name_number_and_place_stand_on_each_label(two: Site, officer: Client) -> None:
    words = printed(officer)
    assert [word in words for word in ("受付PC", "A-001", "1階受付", "医局PC")] == [True] * 4


def test_only_the_ticked_ones_are_printed(two: Site, officer: Client) -> None:
    words = printed(officer, pick=["machine:pc2"])
    assert ("受付PC" in words, "医局PC" in words) == (False, True)


def test_only_what_the_list_was_narrowed_to_is_printed(two: Site, officer: Client) -> None:
    assert "受付PC" not in printed(officer, query="place=2%E9%9A%8E")


@pytest.mark.parametrize("sheet", ["12", "24", "40", "nonsense"])
def test_used_labels_are_left_out_on_every_sheet(two: Site, officer: Client, sheet: str) -> None:
    assert "受付PC" in printed(officer, sheet=sheet, skip="11")


def test_the_code_leads_to_the_machine(two: Site, officer: Client) -> None:
    number = Subject.objects.get(slug="machine:pc1").pk
    assert officer.get(f"/m/{number}/").headers["Location"] == "/ledger/machine:pc1/"
    assert get(officer, "/m/999999/").status == 404


def test_the_page_says_how_many_there_are_and_where_the_codes_lead(two: Site, english: Client) -> None:
    page = post(english, "/labels/", query="", pick=["machine:pc1"])
    assert "1 machines" in page.words
    assert "http://testserver/m/…" in page.words


def test_without_a_ticked_one_it_is_all_that_the_list_shows(two: Site, english: Client) -> None:
    assert "2 machines all that the list shows" in post(english, "/labels/", query="").words


def test_where_there_is_none_one_is_led_back(site: Site, english: Client) -> None:
    assert "nothing can be printed" in post(english, "/labels/", query="").one("//*[@role='status']")
