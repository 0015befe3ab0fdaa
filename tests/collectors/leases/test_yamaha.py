"""YAMAHA: the leases that ``show status dhcp`` shows, by the shape of the values and by no word. By hand."""

import pytest

from tenken.facts.sightings import SeenOnNetwork
from tests.collectors.leases.lists import addresses, sample, seen

JAPANESE = sample("handmade-yamaha-show-status-dhcp-ja-cp932.txt")
ENGLISH = sample("handmade-yamaha-show-status-dhcp-en.txt")


def lease(*items: str) -> str:
    return "\n".join(("x: 10.9.9.0", "x: 10.9.9.9", *(f"x: {item}" for item in items))) + "\n"


def test_a_lease_names_card_address_name_device_and_network() -> None:
    first = SeenOnNetwork("dhcp", "192.168.100.2", "00:16:3e:00:04:02", "uketsuke-01", "RTX1220 192.168.100.0")
    assert seen(JAPANESE)[0] == first


def test_japanese_and_english_say_the_same() -> None:
    assert [(one.address, one.mac, one.called) for one in seen(JAPANESE)][:2] == [
        (one.address, one.mac, one.called) for one in seen(ENGLISH)
    ]


@pytest.mark.parametrize("raw", [JAPANESE, ENGLISH])
def test_a_reservation_that_nobody_uses_is_no_sighting(raw: bytes) -> None:
    assert "192.168.100.20" not in addresses(raw)


def test_a_client_that_does_not_name_itself_by_its_card_has_none() -> None:
    assert seen(JAPANESE)[2] == SeenOnNetwork("dhcp", "192.168.100.4", "", "kenkyu", "RTX1220 192.168.100.0")


@pytest.mark.parametrize("client", ["(01) 00 16 3e 00 00 1f", "00:16:3e:00:00:1f", "(01) 00 16 3E 00 00 1F"])
def test_a_card_is_read_as_client_or_as_card(client: str) -> None:
    assert seen(lease(client, "1日 2時間 3分 4秒"))[0].mac == "00:16:3e:00:00:1f"


@pytest.mark.parametrize("left", ["2日 13時間 37分 41秒", "2days 23hours 59min. 31secs.", "59分 12秒"])
def test_time_that_is_left_makes_a_lease(left: str) -> None:
    assert addresses(lease("00:16:3e:00:00:1f", left)) == ["10.9.9.9"]


@pytest.mark.parametrize("name", ["3dprinter", "1", "12ji-pc"])
def test_a_name_with_numbers_is_no_time(name: str) -> None:
    assert addresses(lease("00:16:3e:00:00:1f", name)) == []
