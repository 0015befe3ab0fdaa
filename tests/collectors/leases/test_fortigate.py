"""FortiGate: the leases that ``execute dhcp lease-list`` shows, below the name of their interface. By hand."""

import pytest

from tenken.facts.sightings import SeenOnNetwork
from tests.collectors.leases.lists import addresses, sample, seen

SEVEN = sample("handmade-fortigate-lease-list-7-columns.txt")
FIVE = sample("handmade-fortigate-lease-list-5-columns.txt")


def test_a_lease_names_card_address_name_and_interface() -> None:
    assert seen(SEVEN)[0] == SeenOnNetwork("dhcp", "10.20.2.11", "00:16:3e:00:02:0b", "ER-DESK-01", "internal")


def test_leases_of_every_interface_are_read() -> None:
    assert [(one.address, one.where) for one in seen(SEVEN)][1:] == [
        ("10.20.2.12", "internal"),
        ("10.20.3.15", "wifi-staff"),
    ]


@pytest.mark.parametrize("raw", [SEVEN, FIVE])
def test_what_stands_in_the_next_column_is_not_taken_for_a_name(raw: bytes) -> None:
    assert seen(raw)[1].called == ""


def test_a_name_that_is_longer_than_its_column_is_read_whole() -> None:
    assert seen(SEVEN)[2].called == "a-name-that-is-longer-than-its-column"


def test_columns_that_are_parted_by_tabs_are_read() -> None:
    assert [one.called for one in seen(FIVE)] == ["ER-DESK-01", ""]


def test_a_last_line_that_is_cut_off_is_left_out() -> None:
    assert addresses(SEVEN[:-10]) == ["10.20.2.11", "10.20.2.12"]


def test_a_last_line_that_only_lacks_its_end_counts() -> None:
    assert len(seen(SEVEN.rstrip())) == 3
