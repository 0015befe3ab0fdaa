"""In a real browser, on a desk and on a phone, with keys alone and without scripts: every page serves everybody."""

import subprocess
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tenken.dates import local_day
from tests.browser import chromium
from tests.conftest import data_folder
from tests.serving import served
from tests.web.furnished import NAME, PASSWORD, furnished
from tests.web.looks import DESK, PHONE, Look, looks, sign_in
from tests.web.places import PLAIN

pytestmark = pytest.mark.browser
EVERY = pytest.mark.parametrize("name", PLAIN)
LOGIN = "/accounts/login/"
PRINTED = {
    "/checklist/": "チェックリスト",
    "/checklist/r7/hospital/2-6/": "セキュリティパッチ",
    "/ledger/": "ehr-pc01",
    "/contacts/": "連絡",
    "/logs/keeping/line/": "検査点の控え",
}
"""What hospitals print, and a word that stands on it."""
HELPERS = ("data-keys", "data-all")
"""What scripts add: each is another way to something that stands there without them."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, object]]]:
    """A furnished house whose pages `tenken run` serves: its address, and the blanks of the addresses in it."""
    with data_folder(tmp_path_factory.mktemp("house") / "data") as data:
        known = furnished(data)
        with served(data) as address:
            yield address, {**known, "today": local_day(datetime.now(UTC))}


@pytest.fixture(scope="module")
def address(house: tuple[str, dict[str, object]]) -> str:
    return house[0]


@pytest.fixture(scope="module")
def looked(house: tuple[str, dict[str, object]]) -> Mapping[str, Look]:
    """Every page, looked at once; by two browsers side by side."""
    address, known = house
    addresses = [(name, address + place.format_map(known)) for name, place in PLAIN.items()]
    with ThreadPoolExecutor() as threads:
        halves = threads.map(partial(_looked_at, address), (dict(addresses[::2]), dict(addresses[1::2])))
        return {name: look for half in halves for name, look in half}


def _looked_at(address: str, addresses: Mapping[str, str]) -> list[tuple[str, Look]]:
    with chromium(DESK) as browser:
        page = browser.new_page()
        sign_in(page, address)
        plain = browser.new_page()
        plain.context.new_cdp_session(plain).send("Emulation.setScriptExecutionDisabled", {"value": True})
        return list(looks(page, plain, addresses))


@pytest.fixture
def desk(address: str) -> Iterator[Page]:
    """A browser at the door."""
    with chromium() as browser:
        page = browser.new_page()
        page.goto(address + LOGIN)
        yield page


@EVERY
def test_axe_finds_no_barrier_on_it(looked: Mapping[str, Look], name: str) -> None:
    assert looked[name].barriers == ()


@EVERY
def test_nothing_on_it_is_fetched_from_elsewhere(looked: Mapping[str, Look], name: str) -> None:
    assert {urlsplit(url).hostname for url in looked[name].fetched} == {"127.0.0.1"}


@EVERY
def test_the_browser_has_nothing_to_complain_about(looked: Mapping[str, Look], name: str) -> None:
    assert looked[name].complaints == ()


@EVERY
def test_keys_reach_whatever_can_be_pressed_and_it_shows(looked: Mapping[str, Look], name: str) -> None:
    assert looked[name].unreached == ()


@EVERY
def test_whatever_can_be_pressed_stands_there_without_scripts(looked: Mapping[str, Look], name: str) -> None:
    assert [one for one in looked[name].scripted if not any(helper in one for helper in HELPERS)] == []


@EVERY
def test_nothing_sticks_out_of_it_sideways(looked: Mapping[str, Look], name: str) -> None:
    assert looked[name].sticks_out_at == ()


def test_the_first_key_leads_past_the_menu(desk: Page, address: str) -> None:
    sign_in(desk, address)
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator("main")).to_be_focused()


def test_one_signs_in_with_keys_alone(desk: Page) -> None:
    expect(desk.locator("[name=login]")).to_be_focused()
    desk.keyboard.type(NAME)
    desk.keyboard.press("Tab")
    desk.keyboard.type(PASSWORD)
    desk.keyboard.press("Enter")
    expect(desk.locator("h1")).to_have_text("立入検査への準備状況")


def test_a_row_is_answered_with_keys_alone(desk: Page, address: str) -> None:
    sign_in(desk, address)
    desk.goto(f"{address}/checklist/r7/hospital/2-7/#h-answer")
    _tab_to(desk, "answer")
    desk.keyboard.press("Space")
    _tab_to(desk, "reason")
    desk.keyboard.type("画面で確かめた")
    desk.keyboard.press("Tab")
    desk.keyboard.type("鈴木")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_have_text("回答を登録しました：はい")


def test_the_list_is_moved_through_and_answered_with_single_keys(desk: Page, address: str) -> None:
    sign_in(desk, address)
    desk.goto(f"{address}/checklist/")
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    desk.keyboard.press("y")
    expect(desk.locator("#r-1-1 [value=yes]")).to_be_checked()
    expect(desk.locator("#r-1-1 [name=by]")).to_be_visible()


def test_single_keys_can_be_switched_off_and_are_listed(desk: Page, address: str) -> None:
    sign_in(desk, address)
    desk.goto(f"{address}/checklist/")
    desk.keyboard.press("?")
    desk.get_by_label("この端末でキー操作を使う").uncheck()
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    expect(desk.locator("[data-item]:focus")).to_have_count(0)


def test_a_row_is_answered_in_the_list_without_scripts(address: str) -> None:
    with chromium(javascript=False) as browser:
        page = browser.new_page()
        sign_in(page, address)
        page.goto(f"{address}/checklist/")
        row = page.locator("#r-2-9")
        row.get_by_role("radio", name="いいえ").check()
        row.locator("[name=target]").fill("2026-03-31")
        row.locator("[name=on]").fill("2025-11-20")
        row.locator("[name=by]").fill("鈴木")
        row.get_by_role("button", name="回答を登録する").click()
        expect(page.locator("#r-2-9")).to_contain_text("2026-03-31")


def test_what_has_the_focus_is_seen(desk: Page, address: str) -> None:
    sign_in(desk, address)
    desk.get_by_role("link", name="チェックリストを開く").focus()
    desk.keyboard.press("Shift+Tab")
    desk.keyboard.press("Tab")
    outlined = "getComputedStyle(document.activeElement).outlineStyle"
    assert desk.evaluate(outlined) == "solid"


def test_a_row_is_answered_without_scripts(address: str) -> None:
    with chromium(javascript=False) as browser:
        page = browser.new_page()
        sign_in(page, address)
        page.goto(f"{address}/checklist/r7/hospital/2-8/")
        page.get_by_role("radio", name="いいえ").check()
        page.fill("[name=target]", "2026-03-31")
        page.fill("main [name=on]", "2025-11-20")
        page.fill("[name=by]", "鈴木")
        page.get_by_role("button", name="回答を登録する").click()
        expect(page.get_by_role("status")).to_have_text("回答を登録しました：いいえ")


def test_the_menu_of_a_phone_opens_without_scripts(address: str) -> None:
    with chromium(PHONE, javascript=False) as browser:
        page = browser.new_page()
        sign_in(page, address)
        page.get_by_role("button", name="メニュー").click()
        page.get_by_role("navigation", name="主なメニュー").get_by_role("link", name="機器台帳").click()
        expect(page.locator("h1")).to_have_text("機器台帳")


@pytest.mark.parametrize(("place", "says"), PRINTED.items())
def test_a_print_shows_the_content_and_nothing_to_press(address: str, tmp_path: Path, place: str, says: str) -> None:
    paper = tmp_path / "printed.pdf"
    with chromium() as browser:
        page = browser.new_page()
        sign_in(page, address)
        page.goto(address + place)
        page.pdf(path=paper, prefer_css_page_size=True)
    words = subprocess.run(["pdftotext", "-layout", str(paper), "-"], check=True, capture_output=True, text=True).stdout
    assert (says in words.replace(" ", ""), "ログアウト" in words, "主なメニュー" in words) == (True, False, False)


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until the field of this name has the focus."""
    for _press in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"no way to {name} by keys")
