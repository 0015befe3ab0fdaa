"""XML from outside is parsed, or Unreadable; it opens no file and swells to nothing."""

import pytest

from tenken.collectors.markup import parse_xml
from tenken.collectors.model import Unreadable

BOMB = b"""<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><b>&b;</b>"""
FILE = b"""<!DOCTYPE b [<!ENTITY f SYSTEM "file:///etc/hostname">]><b>&f;</b>"""
PARAMETER = b"""<!DOCTYPE b [<!ENTITY % f SYSTEM "file:///etc/hostname"> %f;]><b/>"""


@pytest.mark.parametrize("raw", [BOMB, FILE, PARAMETER, b'<!DOCTYPE b [<!ENTITY a "x">]><b c="&a;"/>'])
def test_entities_are_not_read(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        parse_xml(raw, 1_000)


@pytest.mark.parametrize(
    "raw",
    [b"", b"<a>", b"<a/><b/>", b"\x00", b"<a>\x00</a>", b"<a>" * 5_000, b'<?xml version="1.0" encoding="x"?><a/>'],
)
def test_what_is_damaged_cut_off_or_nested_too_deep_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        parse_xml(raw, 1_000_000)


def test_a_file_that_is_too_large_is_not_even_looked_at() -> None:
    with pytest.raises(Unreadable, match="at most 1 are read"):
        parse_xml(b"x" * (2 << 20), 1 << 20)


def test_a_document_type_without_entities_is_let_be() -> None:
    assert parse_xml(b"<!DOCTYPE nmaprun><nmaprun/>", 100).tag == "nmaprun"
