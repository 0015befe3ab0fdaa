"""What holds for every page: it comes, it speaks the visitor's language, and all that it points at is there."""

import re
from urllib.parse import unquote, urlsplit

import pytest
from django.urls import resolve

from tests.web.conftest import Rendered
from tests.web.places import NAMES

pytestmark = pytest.mark.django_db  # the pages are made on the test database
EITHER = pytest.mark.parametrize("language", ["ja", "en"])
EVERY = pytest.mark.parametrize("name", NAMES)

REFUSED = {
    "no such page": 404,
    "event of an access log that there is not": 404,
    "invitation that opens nothing": 404,
    "not understood": 400,
    "wrong way to ask": 405,
    "form from elsewhere": 403,
    "sign-in, locked": 429,
    "answer, refused": 409,
    "first run, refused": 409,
    "answer in the list, refused": 409,
    "one question, refused": 409,
    "letter, refused": 409,
    "questions, refused": 409,
    "not for this role": 403,
    "own form, refused": 409,
    "contact chart, refused": 409,
    "entry, refused": 409,
    "list of needed services, refused": 409,
    "setting, refused": 409,
    "facility, refused": 409,
    "inspection, refused": 409,
    "inspection, wrong code": 409,
    "edit of machines, refused": 409,
    "task, refused": 409,
    "target, refused": 409,
    "removal of logs, refused": 409,
    "token of an authority, refused": 409,
    "task, not settled": 409,
}
"""The pages that say no; all others come with 200."""

ENGLISH = re.compile(r"[A-Za-z][A-Za-z'’]*(?:[ ,]+[A-Za-z'’]+){2,}")
"""Three English words in a row, or more."""

NOT_OURS = {
    "tenken collect linux": "a command",
    "tenken import vendor": "a command",
    "vendor root sato": "accounts of a machine",
    "Unable to connect to port": "what the network said",
    "SKYSEA Client View": "a product",
    "Patient Record karte": "what a log said",
    "PACS IHE ATNA": "a system and a standard",
}
"""English that stays English in every language, and what it is."""


@EVERY
@EITHER
def test_it_comes(rendered: Rendered, name: str, language: str) -> None:
    assert rendered[name, language].status == REFUSED.get(name, 200)


@EVERY
@EITHER
def test_it_says_in_which_language_it_speaks(rendered: Rendered, name: str, language: str) -> None:
    page = rendered[name, language]
    assert (page.one("/html/@lang"), page.headers["Content-Language"]) == (language, language)


@EVERY
def test_no_english_sentence_is_left_on_a_japanese_page(rendered: Rendered, name: str) -> None:
    page = rendered[name, "ja"].without("//pre | //code")
    read_out = page.all("//@aria-label | //@title | //@placeholder | //@alt")
    assert set(ENGLISH.findall("。".join([page.words, *read_out]))) <= set(NOT_OURS)


@EVERY
@EITHER
def test_no_value_of_the_program_shows_as_it_is_written_in_code(rendered: Rendered, name: str, language: str) -> None:
    assert not re.findall(r"\b(?:True|False|None)\b|<\w+ object|\w+\(\w+=", _shown(rendered, name, language))


@EVERY
def test_it_has_a_name_of_its_own_and_the_facilitys(rendered: Rendered, name: str) -> None:
    own, _bar, facility = rendered[name, "ja"].title.partition("｜")
    assert (bool(own), facility) == (True, "みどり野総合病院")


@EVERY
def test_every_link_and_form_of_it_leads_to_a_page_of_ours(rendered: Rendered, name: str) -> None:
    addresses = rendered[name, "ja"].all("//a/@href | //form/@action")
    paths = {urlsplit(address).path for address in addresses} - {""}
    assert all(resolve(unquote(path)) for path in paths)


@EVERY
def test_every_mark_that_it_draws_is_in_its_sheet_of_marks(rendered: Rendered, name: str) -> None:
    page = rendered[name, "ja"]
    assert {mark.removeprefix("#") for mark in page.all("//use/@href")} <= set(page.all("//symbol/@id"))


def _shown(rendered: Rendered, name: str, language: str) -> str:
    return rendered[name, language].without("//pre | //code").words
