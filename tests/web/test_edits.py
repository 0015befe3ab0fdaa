"""一括変更 and まとめての変更: fields, preview, deed, and the way back, without a script."""

import pytest
from django.test import Client

from tenken.actions.site import Site
from tenken.web.frame import now
from tests.ledger.steps import stated
from tests.web.pages import Page, get, post

TYPED = {"step": "fields", "change": ["place"], "value-place": "新館", "by": "佐藤 花子", "reason": "移設"}


@pytest.fixture
def two(site: Site) -> Site:
    for name, place in (("pc1", "1階"), ("pc2", "2階")):
        stated(site, "ledger-entry", f"machine:{name}", now(), title=name, machine_class="client_pc", place=place)
    return site


def previewed(client: Client, **more: object) -> Page:
    return post(client, "/ledger/edit", **{"which": "all", "query": "", **TYPED, **more})


def written(client: Client) -> Page:
    token = previewed(client).all("//button[@name='token']/@value")[0]
    return previewed(client, token=token)


def test_the_ticked_machines_are_those_that_are_asked_for(two: Site, english: Client) -> None:
    page = post(english, "/ledger/edit", which="ticked", pick=["machine:pc2", "machine:nobody"])
    assert "1 machines：pc2" in page.words


def test_all_of_the_list_are_those_that_it_was_narrowed_to(two: Site, english: Client) -> None:
    page = post(english, "/ledger/edit", which="all", query="place=1%E9%9A%8E")
    assert "1 machines：pc1" in page.words


def test_without_a_ticked_machine_one_is_led_back(two: Site, english: Client) -> None:
    assert "tick the machines" in post(english, "/ledger/edit", which="ticked").one("//*[@role='status']")


def test_the_preview_shows_old_and_new_and_writes_nothing(two: Site, english: Client) -> None:
    page = previewed(english)
    assert "place 1階 → becomes 新館" in page.line("pc1")
    assert "2 machines would change. Nothing is written yet." in page.words
    assert "1階" in get(english, "/ledger/").line("pc1")


def test_said_again_it_is_written_and_stands_among_the_changes(two: Site, english: Client) -> None:
    page = written(english)
    assert "移設" in page.words
    assert "新館" in get(english, "/ledger/").line("pc1")
    assert "佐藤 花子 reason 移設" in get(english, "/changes/").line("machines changed together")


def test_what_is_wrong_is_marked_and_what_was_typed_stays(two: Site, english: Client) -> None:
    page = previewed(english, reason="", **{"value-place": "x" * 300})
    assert page.status == 409
    assert (page.value("by"), page.value("value-place")) == ("佐藤 花子", "x" * 300)
    assert page.words.count("is longer than 190 characters") == 1


def test_a_preview_that_is_out_of_date_is_shown_anew(two: Site, english: Client) -> None:
    page = previewed(english, token="0" * 64)
    assert "changed meanwhile" in page.one("//*[@role='status']")
    assert page.all("//button[@name='token']")


def test_undone_with_a_reason_the_machines_say_what_they_said(two: Site, english: Client) -> None:
    number = written(english).all("//form[contains(@action, 'undo')]/@action")[0]
    page = post(english, number, by="鈴木", reason="誤り")
    assert page.one("//p[@role='status']") == "2 machines say again what they said before"
    assert "1階" in get(english, "/ledger/").line("pc1")


def test_an_undoing_without_a_reason_changes_nothing(two: Site, english: Client) -> None:
    number = written(english).all("//form[contains(@action, 'undo')]/@action")[0]
    assert "say who undoes it, and why" in post(english, number, by="鈴木").words
    assert "新館" in get(english, "/ledger/").line("pc1")


def test_a_change_that_there_is_not_is_not_found(two: Site, english: Client) -> None:
    assert get(english, "/changes/999/").status == 404
