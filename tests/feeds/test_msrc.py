"""Microsoft's lists: by hand after its published format (CVRF as JSON), as the real ones are not ours to copy.

Numbers of updates and vulnerabilities in them are made up.
"""

import json
from datetime import date
from typing import Any

import pytest

from tenken.facts.feeds import WindowsRelease, WindowsReleases
from tenken.feeds.model import FeedError
from tests.collectors.recorded import SAMPLES
from tests.feeds.reading import read_as

MONTH = SAMPLES["feed"]["handmade-msrc-cvrf-2025-Nov.json"]
NEWEST = SAMPLES["feed"]["handmade-newest-builds.json"]
PATCHES = [{"cve": "CVE-2025-90001", "patches": [
    {"os": "Windows 11 Version 23H2", "version": "23H2", "kb": "KB9900001", "fixedBuild": "22631.6199"},
]}]  # fmt: skip
RELEASED = date(2025, 11, 11)
CVES = ("CVE-2025-90001", "CVE-2025-90002")


def read(raw: bytes, dated: date | None = None) -> WindowsReleases:
    return read_as(WindowsReleases, raw, dated)


def month(**changed: Any) -> bytes:
    return json.dumps({**json.loads(MONTH), **changed}).encode()


def builds(found: WindowsReleases) -> list[tuple[int, bool, int]]:
    return [(one.build, one.server, one.ubr) for one in found.releases]


def test_a_month_is_known_by_its_name_and_the_day_of_its_last_revision() -> None:
    found = read(MONTH)
    assert (found.publisher, found.issue, found.dated) == ("Microsoft", "2025-Nov", date(2025, 11, 19))


def test_a_fixed_build_bears_its_update_and_the_day_of_the_first_release() -> None:
    assert read(MONTH).releases[1] == WindowsRelease(22631, False, 6199, "KB9900001", RELEASED, CVES)


def test_each_build_stands_there_once_and_other_products_not_at_all() -> None:
    assert builds(read(MONTH)) == [
        (17763, True, 8027),
        (22631, False, 6199),
        (26100, False, 7171),
        (26100, True, 32522),
    ]


def test_a_list_of_newest_builds_is_dated_by_the_newest() -> None:
    found = read(NEWEST)
    assert (found.issue, found.dated, builds(found)) == (
        "newest-2025-11", RELEASED, [(17763, True, 8027), (22631, False, 6199)],
    )  # fmt: skip


def test_a_list_without_a_date_takes_the_one_that_a_person_says() -> None:
    found = read(json.dumps(PATCHES).encode(), RELEASED)
    assert (found.issue, found.dated, builds(found)) == ("2025-11", RELEASED, [(22631, False, 6199)])


def test_without_any_date_it_is_refused() -> None:
    with pytest.raises(FeedError, match="say with --dated"):
        read(json.dumps(PATCHES).encode())


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_is_nothing(bom: bytes) -> None:
    assert read(bom + MONTH).releases == read(MONTH).releases


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "no list that Tenken knows"),
        (MONTH[:-40], "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
        (b"\xff\xfe", "no list that Tenken knows"),
        (b"{}", "no list that Tenken knows"),
        (b"[1]", "no list that Tenken knows"),
        (month(Vulnerability=[]), "names no build"),
        (month(ProductTree={}), "cannot be read"),
    ],
)
def test_what_is_no_list_is_refused_in_words(raw: bytes, why: str) -> None:
    with pytest.raises(FeedError, match=why):
        read(raw)
