"""Lists are told by their structure in every encoding; what is none is Unreadable, and nothing else escapes."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken.collectors.leases.read import read
from tenken.collectors.leases.text import MAX_BYTES
from tenken.collectors.model import Unreadable
from tests.collectors.leases.lists import addresses, sample, seen

CISCO = sample("handmade-cisco-ios-show-ip-arp.txt")
TWO = ["10.20.5.20", "10.20.5.22"]
WORDS = st.sampled_from(
    [
        *(
            "10.9.9.9",
            "00:16:3e:00:00:1f",
            "0016.3e00.001f",
            "dynamic",
            "dev",
            "lladdr",
            "STALE",
            "lease",
            "show ",
            "sw#",
        ),
        *("IPAddress", "ClientId", "State", "AddressState", "LinkLayerAddress", "(01) 00 16 3e 00 00 1f", "1日 2時間"),
        *(
            "IP MAC-Address Hostname Expiry",
            '{"lldp":',
            "<DHCPServer",
            "{",
            "}",
            "[",
            "]",
            "\n",
            "\t",
            " ",
            ",",
            '"',
            ": ",
        ),
        *("-", "²", "\x08"),
    ]
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "utf-16-le"])
def test_the_same_list_is_read_in_every_encoding(encoding: str) -> None:
    assert addresses(CISCO.decode().encode(encoding)) == TWO


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_ends_of_lines_do_not_matter(end: str) -> None:
    assert addresses(CISCO.decode().replace("\n", end)) == TWO


def test_what_a_pager_and_a_screen_left_behind_is_passed_over() -> None:
    raw = CISCO.replace(
        b"Internet  10.20.5.20", b"\x1b[7m--More--\x1b[m\x08\x08\x08   \x08\x08\x08Internet  10.20.5.20"
    )
    assert addresses(raw) == TWO


@pytest.mark.parametrize(
    "raw", [b"", b"\n\n", b"hello", b"\x00" * 50, b"\xff\xfe\x00", b"PK\x03\x04" + b"\x00" * 99, b"%PDF-1.7"]
)
def test_what_is_no_list_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        seen(raw)


def test_a_file_that_is_too_large_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="at most 32 are read"):
        seen(b"x" * (MAX_BYTES + 1))


def test_a_line_without_end_is_passed_over() -> None:
    assert addresses(CISCO + b"10.9.9.9 " * 100_000) == TWO


@settings(max_examples=400)
@given(st.lists(WORDS, max_size=40).map("".join) | st.lists(WORDS, max_size=40).map(" ".join))
def test_any_mixture_of_what_lists_are_made_of_is_read_or_unreadable(text: str) -> None:
    with suppress(Unreadable):
        assert len(list(read(text.encode()))) <= 40
