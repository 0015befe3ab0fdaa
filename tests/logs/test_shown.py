"""Octets of an event are shown so that nothing is hidden and nothing acts, whatever they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.logs.shown import LONGEST, shown


@pytest.mark.parametrize(("encoding", "named"), [("utf-8", "utf-8"), ("cp932", "cp932")])
def test_japanese_is_read_in_the_encoding_that_fits(encoding: str, named: str) -> None:
    found = shown("2026/04/01,カルテ参照\r\n".encode(encoding))
    assert (found.text, found.encoding) == ("2026/04/01,カルテ参照", named)


def test_xml_is_laid_out_a_line_for_each_part_behind_its_header() -> None:
    found = shown(b"<85>1 - - - - IHE+RFC-3881 - <AuditMessage><EventIdentification/><X>1</X></AuditMessage>")
    assert found.text.splitlines()[:3] == [
        "<85>1 - - - - IHE+RFC-3881 - ",
        "<AuditMessage>",
        "  <EventIdentification/>",
    ]


def test_json_is_laid_out() -> None:
    assert shown(b'{"resourceType":"AuditEvent"}').text == '{\n "resourceType": "AuditEvent"\n}'


def test_what_is_no_whole_xml_stays_as_it_came() -> None:
    assert shown(b"<AuditMessage><Event").text == "<AuditMessage><Event"


def test_entities_of_xml_are_not_followed() -> None:
    raw = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert "root:" not in shown(raw).text


@pytest.mark.parametrize(
    ("raw", "text"), [(b"a\0b", "a␀b"), ("a\u202eb".encode(), "a⟨U+202E⟩b"), (b"\x1b[31m", "␛[31m")]
)
def test_signs_that_cannot_be_seen_or_that_turn_others_are_shown(raw: bytes, text: str) -> None:
    assert shown(raw).text == text


def test_octets_of_no_encoding_are_shown_in_hex() -> None:
    found = shown(b"\x81\xff\x00")
    assert (found.text, found.encoding) == ("81 ff 00", "")


def test_a_long_event_is_cut_and_says_so() -> None:
    found = shown("あ".encode() * LONGEST)
    assert (found.cut, found.encoding, set(found.text)) == (True, "utf-8", {"あ"})


@given(st.binary(max_size=300))
def test_whatever_comes_is_shown_in_signs_that_can_be_seen(raw: bytes) -> None:
    assert all(sign.isprintable() or sign in "\n\t" for sign in shown(raw).text)
