"""What a row of a table names, and what in a table is no machine."""

import pytest

from tenken.collectors.sightings import Sighting, address_of, is_machine, mac_of, marks_of, name_of, told
from tenken.facts.model import Mark, MarkKind

MAC = "00:16:3e:00:00:1f"


@pytest.mark.parametrize(
    "text",
    ["00:16:3e:00:00:1f", "00-16-3E-00-00-1F", "0016.3e00.001f", "0016-3e00-001f", "00163E00001F", " 0016.3E00.001F "],
)
def test_a_card_is_the_same_in_every_notation(text: str) -> None:
    assert mac_of(text) == MAC


@pytest.mark.parametrize(
    "text", ["", "00:16:3e:00:00", "00:16-3e:00:00:1f", "0016.3e00.001", "００163E00001F", "g" * 12]
)
def test_what_is_no_card_is_none(text: str) -> None:
    assert mac_of(text) == ""


@pytest.mark.parametrize(
    ("text", "address"), [("10.20.0.5", "10.20.0.5"), ("FD00::0:5%eth0", "fd00::5"), ("10.20.0", "")]
)
def test_an_address_is_written_in_one_way(text: str, address: str) -> None:
    assert address_of(text) == address


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('"reception-pc."', "reception-pc"),
        ("受付-01", "受付-01"),
        ("10.20.0.5", ""),
        ("ip-10-20-0-5.hosp.example", ""),
        ("two words", ""),
        ("", ""),
        ("*", ""),
        ("x" * 200, ""),
        ("=cmd()", ""),
        ("a\x00b", ""),
    ],
)
def test_only_what_a_machine_may_be_called_is_its_name(text: str, name: str) -> None:
    assert name_of(text, "10.20.0.5") == name


@pytest.mark.parametrize(
    ("address", "mac"),
    [
        ("10.20.0.5", "01:00:5e:00:00:fb"),
        ("10.20.0.255", "ff:ff:ff:ff:ff:ff"),
        ("10.20.0.5", "00:00:00:00:00:00"),
        ("10.20.0.5", "00:00:5e:00:01:07"),
        ("10.20.0.5", "00:00:0c:07:ac:01"),
        ("fe80::216:3eff:fe00:1f", MAC),
        ("169.254.7.7", MAC),
        ("224.0.0.251", ""),
        ("255.255.255.255", ""),
        ("::", MAC),
        ("127.0.0.1", ""),
        ("", ""),
    ],
)
def test_groups_shared_cards_link_local_addresses_and_the_teller_itself_are_no_machines(address: str, mac: str) -> None:
    assert not is_machine(Sighting("arp", address, mac))


def test_a_card_alone_is_a_machine() -> None:
    assert is_machine(Sighting("mac-table", mac=MAC))


def test_a_full_name_is_also_a_host_name() -> None:
    marks = marks_of(Sighting("dhcp", "10.20.0.5", MAC, "Reception-01.hosp.example"))
    assert marks == (
        Mark(MarkKind.MAC, MAC),
        Mark(MarkKind.FQDN, "reception-01.hosp.example"),
        Mark(MarkKind.HOSTNAME, "reception-01"),
        Mark(MarkKind.ADDRESS, "10.20.0.5"),
    )


def test_a_card_that_stands_twice_is_told_of_once_for_each_way() -> None:
    rows = [Sighting("arp", "10.20.0.5", MAC), Sighting("arp", "10.20.0.6", MAC), Sighting("dhcp", "10.20.0.7", MAC)]
    assert [claim.about[-1].value for claim in told(rows)] == ["10.20.0.5", "10.20.0.7"]
