"""Windows: active leases and answering neighbours, by the names of properties in whatever language and encoding.

All by hand, after Microsoft's DhcpServerv4Lease and MSFT_NetNeighbor; the form of Export-DhcpServer is known by its
property names only.
"""

import pytest

from tenken.collectors.model import Unreadable
from tenken.facts.sightings import SeenOnNetwork
from tests.collectors.leases.lists import addresses, sample, seen

LEASED = ["10.20.1.31", "10.20.1.32"]
NEIGHBOURS = sample("handmade-windows-net-neighbor.csv")
LEASES = sample("handmade-windows-dhcp-leases-utf8-bom.csv")


@pytest.mark.parametrize("encoding", ["utf8-bom", "cp932", "utf16"])
def test_leases_are_read_in_every_encoding_that_powershell_writes(encoding: str) -> None:
    assert addresses(sample(f"handmade-windows-dhcp-leases-{encoding}.csv")) == LEASED


def test_a_lease_names_card_address_name_and_scope() -> None:
    first = SeenOnNetwork("dhcp", "10.20.1.31", "00:16:3e:00:01:1f", "RECEPTION-01.hosp.example", "10.20.1.0")
    assert seen(LEASES)[0] == first


@pytest.mark.parametrize("state", ["InactiveReservation", "Declined", "Expired", "Offered", "アクティブ", ""])
def test_what_is_not_active_is_no_sighting(state: str) -> None:
    assert addresses(f'"IPAddress","ClientId","AddressState"\n"10.9.9.9","00-16-3e-00-00-1f","{state}"\n') == []


def test_an_address_in_stock_for_those_who_dial_in_is_no_machine() -> None:
    assert "10.20.1.35" not in addresses(LEASES)


def test_the_export_of_a_server_gives_its_active_leases_and_no_reservation() -> None:
    assert addresses(sample("handmade-windows-export-dhcpserver.xml")) == LEASED[:1]


def test_an_export_without_leases_says_nothing() -> None:
    assert seen('<DHCPServer xmlns="x"><IPv4><Scopes><Scope/></Scopes></IPv4></DHCPServer>') == []


def test_a_lease_of_an_export_without_its_state_is_unreadable() -> None:
    lease = "<Lease><IPAddress>10.9.9.9</IPAddress><ClientId>x</ClientId></Lease>"
    with pytest.raises(Unreadable, match="-Leases"):
        seen(f"<DHCPServer><IPv4><Scopes><Scope><Leases>{lease}</Leases></Scope></Scopes></IPv4></DHCPServer>")


def test_neighbours_that_answered_were_seen_at_their_interface() -> None:
    assert seen(NEIGHBOURS) == [
        SeenOnNetwork("arp", "10.20.1.1", "00:16:3e:00:01:01", where="イーサネット"),
        SeenOnNetwork("arp", "10.20.1.40", "00:16:3e:00:01:28", where="イーサネット"),
    ]


@pytest.mark.parametrize(("state", "n"), [("5", 1), ("4", 1), ("Probe", 1), ("6", 0), ("1", 0), ("Unreachable", 0)])
def test_states_of_neighbours_are_known_by_name_and_number(state: str, n: int) -> None:
    assert len(seen(f"IPAddress;LinkLayerAddress;State\n10.9.9.9;00-16-3E-00-00-1F;{state}\n")) == n


@pytest.mark.parametrize("column", ["AddressState", "State"])
def test_without_the_state_nothing_is_read(column: str) -> None:
    other = {"AddressState": "ClientId", "State": "LinkLayerAddress"}[column]
    with pytest.raises(Unreadable, match=f"the column {column} is missing"):
        seen(f"IPAddress,{other}\n10.9.9.9,00-16-3e-00-00-1f\n")


def test_a_list_that_ends_within_a_line_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="cut off"):
        seen(NEIGHBOURS[:-20])


def test_a_line_with_too_few_cells_is_named() -> None:
    with pytest.raises(Unreadable, match="line 3 has 1 cells, the heading has 3"):
        seen("#TYPE x\nIPAddress,LinkLayerAddress,State\n10.9.9.9\n")


def test_formulas_in_cells_are_text_and_no_name() -> None:
    formula = "=cmd|' /C calc'!A0"
    text = f'"IPAddress","ClientId","AddressState","HostName"\n"10.9.9.9","00-16-3e-00-00-1f","Active","{formula}"\n'
    assert seen(text)[0].called == ""
