"""An inventory of a network device tells which one it is, what it runs, and who is at the other end of its ports."""

import pytest

from tenken.collectors.glpi.read import read
from tenken.facts.machines import Firmware, Hardware, NetworkPlace
from tenken.facts.model import MachineClass, MarkKind
from tenken.facts.sightings import SeenOnNetwork
from tests.collectors.glpi.inventories import all_of, equipment, marks_of, sample, the

SWITCH, PRINTER = sample("handmade-glpi-10-switch"), sample("handmade-glpi-10-printer")


def met(way: str, raw: bytes = SWITCH) -> list[SeenOnNetwork]:
    return [one for one in all_of(SeenOnNetwork, raw) if one.way == way]


def test_a_switch_is_known_by_its_number_and_all_its_cards() -> None:
    kinds = [kind for kind, _value in marks_of(next(read(SWITCH)))]
    assert kinds == [MarkKind.SERIAL, *[MarkKind.MAC] * 6, MarkKind.HOSTNAME]


def test_a_switch_is_a_network_device_and_a_printer_is_other_equipment() -> None:
    assert [the(Hardware, raw).suggests for raw in (SWITCH, PRINTER)] == [MachineClass.NETWORK, MachineClass.OTHER]


def test_the_firmware_is_the_devices_own_and_not_that_of_its_boot_loader() -> None:
    assert the(Firmware, SWITCH) == Firmware("Cisco", "C9200L-24T-4G", "17.9.4", "cisco-ios-xe")


def test_a_printer_has_firmware_of_no_line_that_is_known() -> None:
    assert the(Firmware, PRINTER) == Firmware("RICOH", "IM C3000", "2.07", "")


def test_a_device_that_tells_no_version_claims_no_firmware() -> None:
    assert all_of(Firmware, equipment()) == []


def test_the_device_itself_answered_and_so_it_is_there() -> None:
    assert met("snmp") == [SeenOnNetwork("snmp", "10.20.0.11", "f8:7a:41:00:10:00", "sw-3f-01")]


def test_neighbours_are_told_with_the_port_at_which_they_are() -> None:
    assert [(one.called, one.where) for one in met("lldp")] == [
        ("sw-core", "sw-3f-01 Gi1/0/24"),
        ("ap-3f-02", "sw-3f-01 Gi1/0/23"),
    ]


def test_a_neighbour_of_cisco_may_tell_its_serial_number_behind_its_name() -> None:
    claim = next(one for one in read(SWITCH) if getattr(one.says, "called", "") == "sw-core")
    assert marks_of(claim)[0] == (MarkKind.SERIAL, "FDO2601000B")


def test_cards_in_the_table_of_a_port_are_machines_behind_it() -> None:
    assert [(one.mac, one.where) for one in met("mac-table")] == [("b0:c7:de:00:03:17", "sw-3f-01 Gi1/0/1")]


@pytest.mark.parametrize("mac", ["ff:ff:ff:ff:ff:ff", "01:00:5e:00:00:01", "00:00:5e:00:01:0a", "00:00:00:00:00:00"])
def test_groups_and_shared_cards_are_no_machines(mac: str) -> None:
    assert met("mac-table", equipment({"ifname": "1", "connections": [{"mac": [mac]}]})) == []


def test_a_port_is_physical_by_its_type() -> None:
    assert [(i.name, i.physical) for i in the(NetworkPlace, SWITCH).interfaces][-2:] == [
        ("Gi1/0/24", True),
        ("Vl1", False),
    ]


def test_the_router_that_was_recorded_met_a_machine_behind_its_port() -> None:
    assert [one.where for one in met("mac-table", sample("fusioninventory-2.6-snmpd"))] == ["ward-rtx01 eth0"]
