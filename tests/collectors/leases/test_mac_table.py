"""MAC tables: at which port of which switch a card was heard. By hand."""

import pytest

from tenken.collectors.model import Unreadable
from tenken.facts.sightings import SeenOnNetwork
from tests.collectors.leases.lists import sample, seen

CISCO = sample("handmade-cisco-ios-show-mac-address-table.txt")
MAC = "00:16:3e:00:05:14"


def test_a_card_was_heard_at_a_port_of_a_switch() -> None:
    assert seen(CISCO)[0] == SeenOnNetwork("mac-table", "", MAC, where="sw-2f Gi1/0/3 VLAN 5")


def test_typed_ones_groups_and_those_that_routers_share_are_left_out() -> None:
    assert [one.mac for one in seen(CISCO)] == [MAC, "00:16:3e:00:05:16"]


def test_a_port_that_stands_before_the_card_is_read() -> None:
    ports = [one.where for one in seen(sample("handmade-awplus-show-mac-address-table.txt"))]
    assert ports == ["awplus port1.0.6 VLAN 6", "awplus sa1 VLAN 6"]


@pytest.mark.parametrize(
    "row",
    [
        " *     5 0016.3e00.0514  dynamic  Yes      280     Te1/8",
        "*    5     0016.3e00.0514   dynamic  0         F      F    Te1/8",
        "0016.3e00.0514          Dynamic          5     Te1/8",
        "  5    00:16:3e:00:05:14    Learned     Te1/8",
    ],
)
def test_rows_of_other_families_are_read_by_the_same_rule(row: str) -> None:
    assert seen(row + "\n") == [SeenOnNetwork("mac-table", "", MAC, where="Te1/8 VLAN 5")]


def test_neighbours_and_cards_of_one_session_are_both_read() -> None:
    ways = [one.way for one in seen(sample("handmade-cisco-ios-arp-and-mac-table.txt"))]
    assert ways == ["arp", "arp", "mac-table"]


def test_a_port_that_may_be_cut_off_is_not_believed() -> None:
    assert seen("   5    0016.3e00.0514    DYNAMIC     Gi1/0/1")[0].where == "VLAN 5"


def test_a_table_of_typed_cards_only_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        seen("   5    0016.3e00.0514    STATIC     Gi1/0/1\n")
