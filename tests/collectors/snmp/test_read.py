"""What a device says by SNMP: which one it is, what it runs, and whom it met, where."""

import pytest

from tenken.collectors.model import Unreadable, Withheld
from tenken.collectors.snmp.answer import Cell, Ended, Walk, parse_answer, written
from tenken.collectors.snmp.asked import COLUMNS, SCALARS
from tenken.collectors.snmp.read import read
from tenken.facts.coverage import Coverage
from tenken.facts.machines import Firmware, Hardware, NetworkPlace, OperatingSystem
from tenken.facts.model import MachineClass, MarkKind
from tenken.facts.sightings import SeenOnNetwork
from tests.collectors.snmp.answers import all_of, cell, changed, marks_of, object_id, sample, sightings, the

SWITCH, RTX, FORTIGATE = sample("cisco-c9200l-ios-xe"), sample("yamaha-rtx1220"), sample("fortigate-60f")
PRINTER, LINUX = sample("ricoh-printer"), sample("linux")
CARD, OTHER_CARD = "176.199.222.0.3.23", "176.199.222.0.3.24"


def test_a_switch_is_known_by_its_number_its_cards_and_its_name() -> None:
    kinds = [kind for kind, _value in marks_of(SWITCH)]
    assert kinds == [MarkKind.SERIAL, *[MarkKind.MAC] * 4, MarkKind.FQDN, MarkKind.HOSTNAME]


@pytest.mark.parametrize(
    ("raw", "hardware"),
    [
        (SWITCH, Hardware("Cisco", "C9200L-24T-4G", "", MachineClass.NETWORK, "FDO2601000A")),
        (RTX, Hardware("YAMAHA", "RTX1220", "", MachineClass.NETWORK, "")),
        (FORTIGATE, Hardware("Fortinet", "FGT_60F", "", MachineClass.NETWORK, "FGT60FTK00000001")),
        (PRINTER, Hardware("RICOH", "RICOH IM C3000", "", MachineClass.OTHER, "3081RB00001")),
        (LINUX, Hardware("", "", "", MachineClass.SERVER, "")),
    ],
    ids=["switch", "router", "firewall", "printer", "server"],
)
def test_each_device_tells_maker_model_and_number_in_its_own_place(raw: bytes, hardware: Hardware) -> None:
    assert the(Hardware, raw) == hardware


@pytest.mark.parametrize(
    ("raw", "firmware"),
    [
        (SWITCH, Firmware("Cisco", "C9200L-24T-4G", "17.9.4", "cisco-ios-xe")),
        (RTX, Firmware("YAMAHA", "RTX1220", "15.04.06", "yamaha-rt")),
        (FORTIGATE, Firmware("Fortinet", "FGT_60F", "7.2.8", "fortios")),
    ],
    ids=["switch", "router", "firewall"],
)
def test_firmware_is_told_with_the_line_that_its_version_counts_in(raw: bytes, firmware: Firmware) -> None:
    assert the(Firmware, raw) == firmware


def test_a_router_of_nec_tells_its_model_in_its_own_words() -> None:
    told = b"NEC Portable Internetwork Core Operating System Software, IX Series IX2215 (magellan-sec) Software, "
    told += b"Version 10.7.18, RELEASE SOFTWARE"
    nec = changed(RTX, cell("sysDescr", "0", told), object_id("1.3.6.1.4.1.119.1.84.18"))
    assert the(Hardware, nec) == Hardware("NEC", "IX2215", "", MachineClass.NETWORK, "")
    assert the(Firmware, nec) == Firmware("NEC", "IX2215", "10.7.18", "")


def test_other_things_that_nec_makes_may_be_of_any_class() -> None:
    nec = changed(RTX, cell("sysDescr", "0", b"NEC Express5800"), object_id("1.3.6.1.4.1.119.2.2"))
    assert the(Hardware, nec).suggests is MachineClass.UNKNOWN


@pytest.mark.parametrize(
    "oid", ["", "1.3.6.1.4.1", "1.3.6.1.4.1.", "1.3.6.1.4.1.x.1", "1.3.6.1.2.1.9", "1.3.6.1.4.1.99999"]
)
def test_a_maker_that_is_not_known_is_not_guessed(oid: str) -> None:
    assert the(Hardware, changed(RTX, object_id(oid))).maker == ""


def test_a_computer_tells_its_family_and_kernel_and_no_release() -> None:
    assert all_of(Firmware, LINUX) == []
    system = the(OperatingSystem, LINUX)
    assert (system.family, system.id, system.version, system.kernel) == ("linux", "", "", "6.1.0-28-amd64")


def test_the_first_chassis_of_a_stack_speaks_for_it() -> None:
    second = [cell("entPhysicalClass", "1001", "3"), cell("entPhysicalSerialNum", "1001", b"FDO2601000Z")]
    assert the(Hardware, changed(SWITCH, *second)).serial == "FDO2601000A"


def test_the_number_of_a_module_is_none_of_the_device() -> None:
    module = [cell("entPhysicalClass", "1", "9")]
    assert the(Hardware, changed(SWITCH, *module)).serial == ""


def test_a_table_of_parts_that_was_cut_off_gives_no_number() -> None:
    cut = changed(SWITCH, ended={"entPhysicalModelName": Ended.SILENT})
    withheld = next(claim.says for claim in read(cut) if isinstance(claim.says, Withheld))
    assert (withheld.kind, str(withheld.why)) == (Hardware, "the answer by SNMP was cut off in: entPhysicalTable")
    assert MarkKind.SERIAL not in dict(marks_of(cut))


def test_ports_that_were_cut_off_are_withheld_and_named() -> None:
    cut = changed(SWITCH, ended={"ifName": Ended.TOO_LATE})
    assert [c.says.kind for c in read(cut) if isinstance(c.says, Withheld)] == [NetworkPlace]
    assert the(Coverage, cut).cut == ("ifXTable",)


def test_rows_of_a_table_that_was_cut_off_stand_for_themselves() -> None:
    cut = changed(SWITCH, ended={"dot1qTpFdbStatus": Ended.SILENT})
    assert "b0:c7:de:00:03:17" in sightings(cut, "mac-table")


def test_cards_are_at_the_port_where_the_switch_learnt_them() -> None:
    assert sightings(SWITCH, "mac-table") == {
        "b0:c7:de:00:03:17": "sw-3f-01 Gi1/0/1 VLAN 20",
        "b0:c7:de:00:03:18": "sw-3f-01 Gi1/0/2",
    }


@pytest.mark.parametrize("status", ["1", "2", "4", "5"])
def test_a_card_that_was_not_learnt_is_none(status: str) -> None:
    typed = changed(SWITCH, cell("dot1dTpFdbStatus", OTHER_CARD, status))
    assert "b0:c7:de:00:03:18" not in sightings(typed, "mac-table")


def test_a_filtering_database_of_several_vlans_names_none() -> None:
    shared = changed(SWITCH, cell("dot1qVlanFdbId", "0.30", "7"))
    assert sightings(shared, "mac-table")["b0:c7:de:00:03:17"] == "sw-3f-01 Gi1/0/1"


def test_arp_tells_who_answered_at_which_address_and_port() -> None:
    found = [one for one in all_of(SeenOnNetwork, RTX) if one.way == "arp"]
    assert found == [SeenOnNetwork("arp", "10.20.0.31", "b0:c7:de:00:03:1f", where="gw-01 LAN1")]


@pytest.mark.parametrize(("kind", "state", "count"), [("3", "1", 1), ("3", "2", 1), ("4", "1", 0), ("3", "5", 0)])
def test_the_newer_table_of_neighbours_also_says_whether_they_answered(kind: str, state: str, count: int) -> None:
    at = "2.2.16.253.0.0.0.0.0.0.0.0.0.0.0.0.0.0.7"
    row = [
        cell("ipNetToPhysicalPhysAddress", at, bytes.fromhex("b0c7de000377")),
        cell("ipNetToPhysicalType", at, kind),
        cell("ipNetToPhysicalState", at, state),
    ]
    assert list(sightings(changed(RTX, *row), "arp")).count("b0:c7:de:00:03:77") == count


def test_a_neighbour_by_lldp_is_told_with_its_address_and_the_port_to_it() -> None:
    found = [one for one in all_of(SeenOnNetwork, SWITCH) if one.way == "lldp"]
    assert found == [
        SeenOnNetwork("lldp", "10.20.0.1", "f8:7a:41:00:00:80", called="sw-core", where="sw-3f-01 Gi1/0/24")
    ]


def test_a_telephone_names_only_its_port_by_its_card() -> None:
    phone = [
        cell("lldpRemChassisIdSubtype", "0.3.1", "5"),
        cell("lldpRemPortIdSubtype", "0.3.1", "3"),
        cell("lldpRemPortId", "0.3.1", bytes.fromhex("b0c7de0003aa")),
    ]
    assert "b0:c7:de:00:03:aa" in sightings(changed(SWITCH, *phone), "lldp")


def test_the_device_itself_is_not_among_those_that_it_met() -> None:
    own = [cell("dot1dTpFdbPort", "248.122.65.0.16.1", "101"), cell("dot1dTpFdbStatus", "248.122.65.0.16.1", "3")]
    assert "f8:7a:41:00:10:01" not in sightings(changed(SWITCH, *own), "mac-table")


def test_the_device_answered_and_so_it_is_there_with_the_card_of_that_address() -> None:
    asked = changed(SWITCH, cell("ipAdEntIfIndex", "10.20.0.11", "2"), address="10.20.0.11")
    assert [one for one in all_of(SeenOnNetwork, asked) if one.way == "snmp"] == [
        SeenOnNetwork("snmp", "10.20.0.11", "f8:7a:41:00:10:02", called="sw-3f-01.hosp.example")
    ]


def test_own_addresses_stand_at_their_ports_without_broadcasts() -> None:
    rows = [
        cell("ipAdEntIfIndex", "10.20.0.11", "1"),
        cell("ipAddressIfIndex", "1.4.10.20.0.11", "1"),
        cell("ipAddressType", "1.4.10.20.0.11", "1"),
        cell("ipAddressIfIndex", "1.4.10.20.0.255", "1"),
        cell("ipAddressType", "1.4.10.20.0.255", "3"),
    ]
    first = the(NetworkPlace, changed(SWITCH, *rows)).interfaces[0]
    assert (first.name, first.addresses) == ("Gi1/0/1", ("10.20.0.11",))


@pytest.mark.parametrize("index", ["", "1", "1.4.10.20", "1.4.10.20.0.300", "9.4.10.20.0.1", "2.16.1.2.3", "1.0"])
def test_an_address_that_is_none_is_passed_over(index: str) -> None:
    rows = [cell("ipAddressIfIndex", index, "1"), cell("ipAddressType", index, "1")]
    assert the(NetworkPlace, changed(SWITCH, *rows)).interfaces[0].addresses == ()


def test_a_device_that_tells_its_name_alone_is_unreadable() -> None:
    name = Walk("sysName", SCALARS["sysName"], Ended.WHOLE, (Cell("0", "octets", b"switch".hex()),))
    with pytest.raises(Unreadable, match="neither serial number nor card"):
        list(read(written("10.0.0.1", "3", "", [name])))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[" * 100_000,
        written("10.0.0.1", "3", "", []).replace(b"snmp/1", b"snmp/9"),
        written("10.0.0.1", "3", "", [Walk("ifDescr", SCALARS["sysDescr"], Ended.WHOLE)]),
        written("10.0.0.1", "3", "", [Walk("ifType", COLUMNS["ifType"], Ended.WHOLE, (Cell("1.x", "number", "6"),))]),
        written("10.0.0.1", "3", "", [Walk("ifType", COLUMNS["ifType"], Ended.WHOLE, (Cell("1.-2", "number", "6"),))]),
        written("10.0.0.1", "3", "", [Walk("ifType", COLUMNS["ifType"], Ended.WHOLE, (Cell("1", "number", "²"),))]),
        written("10.0.0.1", "3", "", [Walk("ifName", COLUMNS["ifName"], Ended.WHOLE, (Cell("1", "octets", "6"),))]),
    ],
)
def test_what_is_no_answer_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        list(read(raw))


def test_a_column_that_was_not_asked_counts_as_cut_off() -> None:
    assert parse_answer(written("10.0.0.1", "3", "", [])).ended("ifName") is Ended.TOO_LATE
