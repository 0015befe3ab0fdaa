"""What a file is that somebody brought is told by what stands in it."""

import pytest

from tenken.actions.carry import make_bundle
from tenken.actions.recognise import SIGHTINGS, kind_of_file
from tenken.actions.site import Site
from tests.build import NOW
from tests.collectors.recorded import SAMPLES


@pytest.mark.parametrize("source", [*SIGHTINGS, "spreadsheet"])
def test_every_recorded_file_of_a_source_is_recognised(site: Site, source: str) -> None:
    told = {name: kind_of_file(site, raw) for name, raw in SAMPLES[source].items()}
    assert told == dict.fromkeys(told, source)


def test_so_is_a_list_of_a_publisher(site: Site) -> None:
    assert kind_of_file(site, SAMPLES["feed"]["handmade-kev.json"]) == "feed"


def test_so_is_a_bundle(site: Site) -> None:
    assert kind_of_file(site, make_bundle(site, (), NOW, "佐藤")) == "bundle"


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{", b"<x", b"\x00"])
def test_what_is_nothing_is_taken_for_a_list_which_then_says_why_it_is_none(site: Site, raw: bytes) -> None:
    assert kind_of_file(site, raw) == "spreadsheet"
