"""Ends of support by endoflife.date: by hand after the published forms; days are those that makers announced."""

import json
from datetime import date
from typing import Any

import pytest

from tenken.facts.feeds import SupportCycle, SupportDates
from tenken.feeds.model import FeedError
from tenken.feeds.recognise import Source, read_source
from tests.collectors.recorded import SAMPLES
from tests.feeds.reading import read_as

DEBIAN = SAMPLES["feed"]["handmade-endoflife-debian.json"]
FULL = SAMPLES["feed"]["handmade-endoflife-full.json"]
BARE = b"""[{"cycle": "12", "releaseDate": "2023-06-10", "eol": "2026-06-10", "extendedSupport": "2028-06-30",
 "latest": "12.12", "latestReleaseDate": "2025-09-06", "lts": false},
 {"cycle": "9", "eol": true, "lts": false}, {"cycle": "14", "eol": false, "lts": false}]"""
PAGE = b"""---
title: FortiOS
permalink: /fortios
eolColumn: End of Support
customFields:
  - name: patch
    display: none

# newest first
releases:
  - releaseCycle: "7.6"
    releaseDate: 2024-07-25
    eoas: 2027-07-25
    eol: 2029-01-25 # as announced
    latest: '7.6.4'
    latestReleaseDate: 2025-08-28

-   releaseCycle: "6.0"
    eol: true
---

> [FortiOS](https://example.org) runs on FortiGate.
"""
DAY = date(2025, 11, 18)
BOOKWORM = SupportCycle("12", date(2026, 6, 10), False, date(2028, 6, 30), "12.12", date(2025, 9, 6))


def read(raw: bytes, dated: date | None = None, called: str = "") -> SupportDates:
    return read_as(SupportDates, raw, dated, called)


def test_a_product_is_dated_by_the_day_it_was_last_changed() -> None:
    found = read(DEBIAN)
    assert (found.publisher, found.issue, found.dated) == ("endoflife.date", "debian", date(2025, 11, 15))


def test_a_branch_bears_its_ends_and_its_newest_version() -> None:
    assert read(DEBIAN).cycles[0] == BOOKWORM


def test_of_the_list_of_all_products_those_are_taken_that_tenken_judges() -> None:
    assert [(one.item, one.dated) for one in read_source(Source(FULL))] == [("windows", DAY), ("fortios", DAY)]


def test_the_older_form_takes_product_and_day_from_outside() -> None:
    found = read(BARE, DAY, "debian.json")
    assert (found.issue, found.dated, found.cycles[0]) == ("debian", DAY, BOOKWORM)


@pytest.mark.parametrize(("number", "ends_and_over"), [(1, (None, True)), (2, (None, False))])
def test_an_end_without_a_day_is_over_or_not_announced(number: int, ends_and_over: tuple[None, bool]) -> None:
    cycle = read(BARE, DAY, "debian.json").cycles[number]
    assert (cycle.ends, cycle.over) == ends_and_over


def test_a_page_of_the_repository_is_read_as_well() -> None:
    found = read(PAGE, DAY)
    newest = SupportCycle("7.6", date(2029, 1, 25), False, None, "7.6.4", date(2025, 8, 28))
    assert (found.issue, found.cycles) == ("fortios", (newest, SupportCycle("6.0", None, True)))


def changed(**more: Any) -> bytes:
    return json.dumps({**json.loads(DEBIAN), **more}).encode()


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (changed(result={"name": "debian", "releases": []}), "names no branch"),
        (changed(result={"name": "../etc", "releases": [1]}), "does not say which product"),
        (
            changed(result={"name": "debian", "releases": [{"name": "12", "isEol": False, "eolFrom": "soon"}]}),
            "be read",
        ),
        (changed(result=[{"name": "python", "releases": []}]), "no product that Tenken judges"),
        (changed(result=7), "cannot be read"),
        (DEBIAN[:-30], "cannot be read"),
        (BARE, "bears no date|does not say which product"),
        (PAGE, "bears no date"),
        (PAGE[:200], "cannot be read"),
    ],
)
def test_what_cannot_be_relied_on_is_refused_in_words(raw: bytes, why: str) -> None:
    with pytest.raises(FeedError, match=why):
        read(raw)
