"""Which ports were asked is told exactly, and no longer than needed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.collectors.model import Unreadable
from tenken.collectors.nmap.ports import MOST_ENTRIES, asked_ports


def spelled_out(entries: tuple[str, ...]) -> set[int]:
    ranges = (entry.partition("/")[2].partition("-") for entry in entries)
    return {port for first, _dash, last in ranges for port in range(int(first), int(last or first) + 1)}


def test_a_short_list_is_spelled_out() -> None:
    assert asked_ports("tcp", "22-23,80") == ("tcp/22", "tcp/23", "tcp/80")


def test_a_long_list_stands_as_ranges() -> None:
    assert asked_ports("udp", "1-1000,2000,1001") == ("udp/1-1001", "udp/2000")


def test_an_empty_list_asks_nothing() -> None:
    assert asked_ports("tcp", "") == ()


@given(st.lists(st.tuples(st.integers(0, 65_535), st.integers(0, 200)), max_size=60))
def test_no_port_is_lost_and_none_is_added(ranges: list[tuple[int, int]]) -> None:
    pairs = [(first, min(first + more, 65_535)) for first, more in ranges]
    expected = {port for first, last in pairs for port in range(first, last + 1)}
    assert spelled_out(asked_ports("tcp", ",".join(f"{a}-{b}" for a, b in pairs))) == expected


@pytest.mark.parametrize("services", ["x", "1-", "1-2-3", "65536", "１", "-5"])
def test_what_is_no_list_of_ports_is_unreadable(services: str) -> None:
    with pytest.raises(Unreadable):
        asked_ports("tcp", services)


def test_a_list_of_too_many_pieces_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="separate ranges"):
        asked_ports("tcp", ",".join(str(2 * n) for n in range(MOST_ENTRIES + 1)))
