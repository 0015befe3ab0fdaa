"""A browser is told with every page what it may do with it, and finds nothing in it that it may not."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client

from tests.web.conftest import Rendered
from tests.web.places import NAMES

pytestmark = pytest.mark.django_db
EVERY = pytest.mark.parametrize("name", NAMES)
STYLES = ("fonts.css", "tokens.css", "app.css", "pages.css")


@EVERY
def test_only_our_own_files_may_be_loaded_and_nothing_inline_runs(rendered: Rendered, name: str) -> None:
    policy = _policy(rendered[name, "ja"].headers["Content-Security-Policy"])
    assert policy["default-src"] == ["'self'"]
    assert {"'unsafe-inline'", "'unsafe-eval'"}.isdisjoint(word for words in policy.values() for word in words)


@EVERY
def test_no_other_page_may_frame_it(rendered: Rendered, name: str) -> None:
    headers = rendered[name, "ja"].headers
    assert _policy(headers["Content-Security-Policy"])["frame-ancestors"] == ["'none'"]
    assert headers["X-Frame-Options"] == "DENY"


@EVERY
def test_forms_go_to_us_only_and_no_base_is_taken(rendered: Rendered, name: str) -> None:
    policy = _policy(rendered[name, "ja"].headers["Content-Security-Policy"])
    assert (policy["form-action"], policy["base-uri"], policy["object-src"]) == (["'self'"], ["'none'"], ["'none'"])


@EVERY
def test_types_are_not_guessed_and_no_other_house_learns_the_address(rendered: Rendered, name: str) -> None:
    headers = rendered[name, "ja"].headers
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "same-origin")


@EVERY
def test_it_holds_no_style_and_no_script_but_files_of_our_own(rendered: Rendered, name: str) -> None:
    page = rendered[name, "ja"]
    ours = "//script[starts-with(@src, '/static/tenken/') and not(text())]"
    assert page.all(f"{ours}/@src") == page.all("//script/@src")
    assert page.found("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')]") == []
    assert [address for address in page.all("//@href") if address.startswith(("javascript:", "data:"))] == []


@EVERY
def test_nothing_in_it_is_fetched_from_another_host(rendered: Rendered, name: str) -> None:
    addresses = rendered[name, "ja"].all("//@href | //@src | //@srcset | //@action | //@formaction | //@poster")
    assert [address for address in addresses if re.match(r"\w+:|//", address)] == []


@pytest.mark.parametrize("style", STYLES)
def test_no_style_sheet_fetches_from_another_host(style: str) -> None:
    text = Path(str(find(f"tenken/{style}"))).read_text(encoding="utf-8")
    assert [address for address in re.findall(r"url\(\"?([^)\"]+)", text) if "//" in address] == []
    assert "@import" not in text


@pytest.mark.parametrize("name", ["home", "sign-in", "no such page"])
def test_the_style_sheets_that_it_asks_for_are_served_before_sign_in(rendered: Rendered, name: str) -> None:
    asked = rendered[name, "ja"].all("//link/@href")
    assert {Client().get(address).status_code for address in asked} == {200}


def _policy(header: str) -> dict[str, list[str]]:
    parts = (part.split() for part in header.split(";"))
    return {name: words for name, *words in parts}
