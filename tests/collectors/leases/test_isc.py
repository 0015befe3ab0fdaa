"""dhcpd.leases: who holds an active lease by the last entry of its address."""

import pytest

from tenken.collectors.model import Unreadable
from tenken.facts.sightings import SeenOnNetwork
from tests.collectors.leases.lists import addresses, recorded, sample, seen

LEASES = sample("isc-dhcpd-4.4.3-P1.leases")
LEASE = """lease 10.9.9.9 {{
  starts 4 2026/11/26 00:10:00;
  ends {ends};
  binding state {state};
  next binding state active;
  hardware ethernet 00:16:3e:00:00:1f;
  client-hostname "{name}";
}}
lease 10.9.9.8 {{
  starts 4 2026/11/26 00:20:00;
  binding state free;
}}
"""


def lease(ends: str = "never", state: str = "active", name: str = "pc") -> str:
    return LEASE.format(ends=ends, state=state, name=name)


def test_a_lease_names_card_address_and_the_client_s_own_name() -> None:
    assert seen(LEASES)[0] == SeenOnNetwork("dhcp", "10.77.3.100", "00:16:3e:77:03:11", "reception-pc")


def test_every_active_lease_counts() -> None:
    assert addresses(LEASES) == ["10.77.3.100", "10.77.3.101", "10.77.3.102"]


def test_a_lease_that_was_given_back_later_in_the_journal_is_none() -> None:
    raw = recorded("journals/isc-dhcpd-4.4.3-P1-released.leases")
    assert addresses(raw) == ["10.77.3.100", "10.77.3.101"]


def test_the_last_name_of_an_address_holds() -> None:
    assert seen(recorded("journals/isc-dhcpd-4.4.3-P1-released.leases"))[1].called == "ct-console"


@pytest.mark.parametrize("state", ["free", "expired", "released", "abandoned", "backup", "reset"])
def test_only_the_state_active_is_a_sighting(state: str) -> None:
    assert seen(lease(state=state)) == []


@pytest.mark.parametrize("ends", ["never", "4 2026/11/26 00:20:00", "epoch 1795653600; # Thu Nov 26 00:40:00 2026"])
def test_a_lease_that_ran_on_when_the_newest_entry_was_written_counts(ends: str) -> None:
    assert addresses(lease(ends)) == ["10.9.9.9"]


@pytest.mark.parametrize("ends", ["4 2026/11/26 00:19:59", "epoch 1795651000"])
def test_a_lease_that_had_run_out_by_the_newest_entry_is_none(ends: str) -> None:
    assert addresses(lease(ends)) == []


def test_braces_in_a_name_do_not_end_a_lease() -> None:
    assert addresses(lease(name="a } b {")) == ["10.9.9.9"]


def test_blocks_within_a_lease_and_leases_of_ipv6_are_passed_over() -> None:
    inside = "  binding state active;\n  on expiry {\n    binding state free;\n  }\n}\n"
    v6 = 'ia-na "x" {\n  iaaddr fd00::5 {\n    binding state active;\n  }\n}\n'
    assert addresses(f"{v6}lease 10.9.9.9 {{\n  hardware ethernet 00:16:3e:00:00:1f;\n{inside}") == ["10.9.9.9"]


def test_a_file_that_ends_within_a_lease_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="cut off"):
        seen(LEASES[:-10])


@pytest.mark.parametrize("ends", ["4 2026/13/45 00:00:00", "epoch x", "epoch", "4 x y"])
def test_a_time_that_is_none_is_unreadable(ends: str) -> None:
    with pytest.raises(Unreadable, match="no time of a lease"):
        seen(lease(ends))


def test_a_server_that_gave_no_lease_saw_nobody() -> None:
    assert seen("authoring-byte-order little-endian;\n") == []
