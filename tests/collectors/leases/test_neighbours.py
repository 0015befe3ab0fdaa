"""Neighbours: who answered, by ``ip neigh`` (iproute2 6.1.0) and by terminals of switches and routers (by hand)."""

import pytest

from tenken.collectors.model import Unreadable
from tenken.facts.sightings import SeenOnNetwork
from tests.collectors.leases.lists import addresses, sample, seen

TEXT, JSON = sample("iproute2-6.1.0-neigh.txt"), sample("iproute2-6.1.0-neigh.json")
CISCO = sample("handmade-cisco-ios-show-ip-arp.txt")
MAC = "00:16:3e:00:00:1f"


def test_a_neighbour_was_seen_at_the_interface() -> None:
    assert seen(JSON)[0] == SeenOnNetwork("arp", "10.77.3.101", "00:16:3e:77:03:12", where="eth0")


def test_text_and_json_say_the_same() -> None:
    assert seen(TEXT) == seen(JSON)


def test_who_failed_or_was_typed_or_is_link_local_is_no_sighting() -> None:
    assert addresses(TEXT) == ["10.77.3.101", "10.77.3.100", "10.77.3.102"]


def test_a_card_stands_where_it_answered_last() -> None:
    old, new = f"10.9.9.1 dev eth0 lladdr {MAC} STALE\n", f"10.9.9.2 dev eth0 lladdr {MAC} router REACHABLE\n"
    assert addresses(old + new) == ["10.9.9.2"]


@pytest.mark.parametrize("device", ["docker0", "br-0123456789ab", "veth12ab", "cni0"])
def test_containers_of_the_machine_itself_are_not_on_the_network(device: str) -> None:
    assert seen(f"172.17.0.2 dev {device} lladdr {MAC} REACHABLE\n") == []


@pytest.mark.parametrize(
    "text", ["[", '[{"dst": 1}]', '[{"dev": "eth0"}]', "[" * 100_000, '[{"dst":"x","dev":"y","state":"z"}]']
)
def test_json_that_ip_does_not_write_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        seen(text)


def test_a_row_of_a_terminal_was_seen_at_device_and_interface() -> None:
    assert seen(CISCO)[0] == SeenOnNetwork("arp", "10.20.5.20", "00:16:3e:00:05:14", where="sw-core Vlan5")


def test_the_device_s_own_address_and_one_that_never_answered_are_no_sightings() -> None:
    assert addresses(CISCO) == ["10.20.5.20", "10.20.5.22"]


def test_what_was_typed_into_a_switch_is_no_sighting() -> None:
    assert addresses(sample("handmade-awplus-show-arp.txt")) == ["10.20.6.30", "10.20.6.31"]


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (f"  10.9.9.9            {MAC.replace(':', '-')}     動的", ""),
        (f"? (10.9.9.9) at {MAC} [ether] on eth0", "eth0"),
        (f"LAN1(port1)  10.9.9.9   {MAC}  1200", "LAN1(port1)"),
        (f"10.9.9.9         5          {MAC} port5", "port5"),
        ("        inside 10.9.9.9 0016.3e00.001f 120", ""),
        ("10.9.9.9        00:12:34  0016.3e00.001f  Vlan10", "Vlan10"),
    ],
)
def test_rows_of_other_makers_are_read_by_the_same_rule(row: str, where: str) -> None:
    assert seen(row + "\n") == [SeenOnNetwork("arp", "10.9.9.9", MAC, where=where)]


def test_the_end_of_a_row_that_may_be_cut_off_is_not_believed() -> None:
    assert [one.where for one in seen(CISCO[:-2])] == ["sw-core Vlan5", "sw-core"]


def test_a_last_row_that_is_cut_before_it_says_how_it_was_learnt_is_left_out() -> None:
    assert len(seen(sample("handmade-awplus-show-arp.txt")[:-3])) == 2


@pytest.mark.parametrize(
    "line", [f"Nov 26 00:00:01 srv dhcpd[7]: DHCPACK on 10.9.9.9 to {MAC} via eth0", f"address is {MAC} (bia {MAC})"]
)
def test_lines_of_logs_and_interfaces_are_no_rows(line: str) -> None:
    with pytest.raises(Unreadable):
        seen(line + "\n")
