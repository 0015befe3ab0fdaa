"""公表された一覧: which are here, how old, who brought them; another is taken in on the page, or refused in words."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenken.actions.feeds import feeds_here
from tenken.actions.import_feed import Brought, import_feed
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.facts import STATEMENTS
from tenken.facts.feeds import Feed
from tenken.ledger.models import LogbookEntry
from tenken.web.feeds import KINDS
from tenken.web.frame import now
from tests.collectors.recorded import SAMPLES
from tests.feeds.test_debian import PACKAGES, vouching
from tests.web.pages import Page, get, post

KEV = SAMPLES["feed"]["handmade-kev.json"]
DEBIAN = SAMPLES["feed"]["handmade-endoflife-debian.json"]
BARE = b'[{"cycle": "12", "eol": "2026-06-10"}]'


def file(content: bytes, name: str = "list.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def brought(client: Client, content: bytes, name: str = "list.json", **more: object) -> Page:
    return post(client, "/feeds/import", **{"by": "佐藤 花子", "file": file(content, name), **more})


def said(page: Page) -> str:
    return page.one("//main/p[contains(@class, 'note')]")


def test_every_kind_of_list_has_its_section() -> None:
    assert set(KINDS) == {kind for kind in STATEMENTS.values() if issubclass(kind, Feed)}


def test_without_any_list_it_says_what_cannot_be_judged(english: Client) -> None:
    words = get(english, "/feeds/").words
    assert ("none is here" in words, "Without it no Windows machine can be judged." in words) == (True, True)


def test_a_list_stands_there_with_its_days_its_digest_and_who_brought_it(site: Site, english: Client) -> None:
    import_feed(site, Brought(DEBIAN), now(), "佐藤 花子")
    line = get(english, "/feeds/").line("endoflife.date")
    told = ("2025-11-15", "2026-05-14", sha256(DEBIAN).hexdigest(), "佐藤 花子", "not verified")
    assert [text in line for text in told] == [True] * 5


def test_the_digest_is_that_of_the_publishers_file_without_what_was_said_of_it(site: Site, english: Client) -> None:
    import_feed(site, Brought(BARE, "debian.json", local_day(now())), now())
    assert sha256(BARE).hexdigest() in get(english, "/feeds/").words


def test_it_asks_the_database_little_whatever_the_number_of_lists(site: Site, officer: Client) -> None:
    for raw in (
        KEV,
        DEBIAN,
        SAMPLES["feed"]["handmade-endoflife-full.json"],
        SAMPLES["feed"]["handmade-firmware.toml"],
    ):
        import_feed(site, Brought(raw), now())
    with CaptureQueriesContext(connection) as queries:
        get(officer, "/feeds/")
    assert len(queries) <= 12


def test_a_list_past_its_limit_is_called_too_old(site: Site, english: Client) -> None:
    old = vouching(PACKAGES, Date="Tue, 18 Nov 2014 08:12:07 UTC")
    import_feed(site, Brought(PACKAGES, beside=old), now())
    assert "too old" in get(english, "/feeds/").line("Debian")


def test_a_list_is_taken_in_with_the_name_of_who_brought_it(english: Client) -> None:
    assert said(brought(english, KEV)) == "CISA, KEV of 2025-11-18: 2 entries"
    assert [feed.issue for feed in feeds_here(now())] == ["KEV"]
    assert LogbookEntry.objects.latest("pk").by == "佐藤 花子"


def test_the_same_list_again_is_known(english: Client) -> None:
    brought(english, KEV)
    assert "it was here already" in said(brought(english, KEV))


def test_a_list_comes_with_what_vouches_for_it(english: Client) -> None:
    release = file(vouching(PACKAGES), "InRelease")
    assert said(brought(english, PACKAGES, "Packages", beside=release)).startswith(
        "Debian, bookworm-security main amd64"
    )


def test_the_day_and_the_product_of_a_file_that_tells_neither_are_taken_from_the_form(english: Client) -> None:
    assert (
        said(brought(english, BARE, "debian.json", dated="2025-11-10"))
        == "endoflife.date, debian of 2025-11-10: 1 entries"
    )


@pytest.mark.parametrize(
    ("content", "more", "why"),
    [
        (b"{}", {}, "no list that Tenken knows"),
        (b"", {}, "no list that Tenken knows"),
        (PACKAGES, {}, "together with the InRelease"),
        (BARE, {}, "bears no date"),
        (BARE, {"dated": "2025-13-01"}, "is no date"),
        (KEV, {"by": " "}, "say who brought it"),
        (KEV, {"file": ""}, "choose the file"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words_and_leaves_nothing(
    english: Client, content: bytes, more: dict[str, object], why: str
) -> None:
    assert why in said(brought(english, content, "debian.json", **more))
    assert feeds_here(now()) == ()


def test_an_older_list_is_refused(site: Site, english: Client) -> None:
    import_feed(site, Brought(DEBIAN), now() - timedelta(hours=1))
    assert "is here already" in said(brought(english, BARE, "debian.json", dated="2025-11-10"))


def test_nothing_is_taken_from_a_stranger(visitor: Client) -> None:
    assert visitor.post("/feeds/import", {"by": "x", "file": file(KEV)}).status_code == 302
    assert feeds_here(now()) == ()
