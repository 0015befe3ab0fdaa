"""Vulnerabilities known to be exploited: by hand after CISA's form, one made up, one real."""

import json
from datetime import date

import pytest

from tenken.facts.feeds import KnownExploited
from tenken.feeds.model import FeedError
from tests.collectors.recorded import SAMPLES
from tests.feeds.reading import read_as

KEV = SAMPLES["feed"]["handmade-kev.json"]


def test_it_bears_its_edition_its_day_and_what_is_exploited() -> None:
    found = read_as(KnownExploited, KEV)
    assert (found.publisher, found.edition, found.dated) == ("CISA", "2025.11.18", date(2025, 11, 18))
    assert found.known == {"CVE-2025-90002", "CVE-2024-55591"}


def test_a_later_edition_takes_the_place_of_the_earlier() -> None:
    later = json.dumps({**json.loads(KEV), "catalogVersion": "2025.12.01"}).encode()
    assert read_as(KnownExploited, later).item == read_as(KnownExploited, KEV).item


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"vulnerabilities": []}, "names no vulnerability"),
        ({"vulnerabilities": [{"cveID": "made-up"}]}, "names no vulnerability"),
        ({"dateReleased": "soon"}, "cannot be read"),
        ({"vulnerabilities": 7}, "cannot be read"),
    ],
)
def test_what_is_no_such_list_is_refused_in_words(changed: dict[str, object], why: str) -> None:
    with pytest.raises(FeedError, match=why):
        read_as(KnownExploited, json.dumps({**json.loads(KEV), **changed}).encode())
