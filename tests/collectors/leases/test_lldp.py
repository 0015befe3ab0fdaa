"""LLDP: who stands at the other end of a cable, by lldpd 1.0.16 in both of its forms of JSON."""

import json

import pytest

from tenken.collectors.model import Unreadable
from tenken.facts.model import MarkKind
from tenken.facts.sightings import SeenOnNetwork
from tests.collectors.leases.lists import claims, sample, seen

FIRST = SeenOnNetwork("lldp", "10.77.3.100", "00:16:3e:77:03:11", "reception-pc.hosp.test", "eth0")
PHONE = {
    "chassis": {"tel-7": {"id": {"type": "ip", "value": "10.9.9.9"}, "mgmt-ip": "10.9.9.9"}},
    "port": {"id": {"type": "mac", "value": "00:16:3e:00:00:1f"}},
    "lldp-med": {"inventory": {"serial": "FCH1234"}},
}


def told(neighbour: object) -> str:
    return json.dumps({"lldp": {"interface": {"eth0": neighbour}}})


@pytest.mark.parametrize("form", ["json", "json0", "json-one"])
def test_a_neighbour_names_card_address_name_and_our_port(form: str) -> None:
    assert seen(sample(f"lldpd-1.0.16-{form}.json"))[0] == FIRST


def test_both_forms_say_the_same() -> None:
    assert claims(sample("lldpd-1.0.16-json.json")) == claims(sample("lldpd-1.0.16-json0.json"))


def test_a_telephone_is_known_by_the_card_of_its_port_and_by_its_serial_number() -> None:
    marks = claims(told(PHONE))[0].about
    assert [mark.kind for mark in marks] == [MarkKind.SERIAL, MarkKind.MAC, MarkKind.HOSTNAME, MarkKind.ADDRESS]


def test_a_neighbour_without_a_name_is_known_by_its_card() -> None:
    nameless = {"chassis": {"id": {"type": "mac", "value": "00:16:3e:00:00:1f"}}}
    assert seen(told(nameless)) == [SeenOnNetwork("lldp", "", "00:16:3e:00:00:1f", "", "eth0")]


@pytest.mark.parametrize("text", ['{"lldp": {}}', '{"lldp": [{}]}', '{"lldp": {"interface": []}}'])
def test_nobody_at_the_other_end_is_nobody(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    "text", ['{"lldp": ', '{"lldp": {"a":' + '{"a":' * 100_000, '{"lldp": 1} x', '{"lldp": "\\ud800"}']
)
def test_damaged_json_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        seen(text)


@pytest.mark.parametrize("value", [None, 1, "x", [], [[]], {"a": 1}, {"chassis": 1}, {"chassis": {"id": None}}])
def test_what_lldpd_never_writes_says_nothing(value: object) -> None:
    assert seen(told(value)) == []
