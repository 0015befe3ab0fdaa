"""An inventory of GLPI says what its agent saw of the machine; a partial one neither takes back nor proves absence."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.collectors.glpi.read import read
from tenken.collectors.model import Unreadable, Withheld
from tenken.facts.accounts import Administrators, LocalAccounts
from tenken.facts.machines import Firmware, Hardware, InstalledSoftware, NetworkPlace, OperatingSystem
from tenken.facts.model import MachineClass, MarkKind
from tenken.facts.sightings import SeenOnNetwork
from tenken.facts.windows import WindowsBuild
from tests.collectors.glpi.inventories import computer, marks_of, sample, the

WINDOWS, PARTIAL = sample("handmade-glpi-10-windows"), sample("handmade-glpi-10-partial")
SECTIONS = ("hardware", "bios", "operatingsystem", "softwares", "networks", "local_groups", "local_users", "antivirus")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


def withheld(raw: bytes) -> set[type]:
    return {claim.says.kind for claim in read(raw) if isinstance(claim.says, Withheld)}


def test_a_recorded_inventory_names_its_machine_and_system() -> None:
    raw = sample("fusioninventory-2.6-debian12")
    assert the(OperatingSystem, raw) == OperatingSystem(
        "linux", "debian", "12", "Debian GNU/Linux 12 (bookworm)", "6.1.0-28-amd64", "x86_64"
    )
    assert (MarkKind.HOSTNAME, "ward-srv01") in marks_of(next(read(raw)))


def test_a_container_does_not_bear_the_numbers_of_its_host() -> None:
    raw = computer(hardware={"name": "c1", "uuid": "8E2F6C14-5A3B-11EE-9D21-B0C7DE000317", "vmsystem": "Docker"},
                   bios={"ssn": "JPH4R01"})  # fmt: skip
    assert marks_of(next(read(raw))) == [(MarkKind.HOSTNAME, "c1")]


def test_a_pc_is_known_by_its_numbers_and_the_cards_that_are_its_own() -> None:
    assert marks_of(next(read(WINDOWS))) == [
        (MarkKind.SERIAL, "R2B00317"),
        (MarkKind.UUID, "8e2f6c14-5a3b-11ee-9d21-b0c7de000317"),
        (MarkKind.MAC, "b0:c7:de:00:03:17"),
        (MarkKind.FQDN, "uketsuke-pc03.hokuto.example"),
        (MarkKind.HOSTNAME, "uketsuke-pc03"),
    ]


def test_all_claims_of_a_machine_bear_the_same_marks() -> None:
    assert len({claim.about for claim in read(WINDOWS)}) == 1


def test_windows_is_told_with_its_build_and_revision() -> None:
    said = the(WindowsBuild, WINDOWS)
    assert (said.build, said.ubr, said.server, said.hotfixes) == (22631, 4317, False, ("KB5044285",))


def test_a_build_without_its_revision_is_withheld() -> None:
    raw = computer(operatingsystem={"kernel_name": "MSWin32", "full_name": "x", "kernel_version": "10.0.22631"})
    assert WindowsBuild in withheld(raw)


def test_software_comes_with_what_lets_others_in_from_afar() -> None:
    names = dict(the(InstalledSoftware, WINDOWS).packages)
    assert names["anydesk"] == ""
    assert names["レセプト電算処理システム ORCA クライアント"] == "5.2.0"


def test_administrators_are_found_by_the_number_of_their_group_and_strangers_told_apart() -> None:
    assert the(Administrators, WINDOWS) == Administrators(("Administrator", "kanri"), ("HOKUTO\\Domain Admins",))


def test_a_list_of_accounts_without_their_last_use_is_withheld() -> None:
    assert LocalAccounts in withheld(WINDOWS)


def test_who_administers_linux_is_withheld() -> None:
    assert Administrators in withheld(sample("fusioninventory-2.6-debian12"))


def test_a_partial_inventory_gives_no_lists() -> None:
    assert {NetworkPlace, InstalledSoftware} <= withheld(PARTIAL)


def test_a_partial_inventory_bears_a_sighting_of_its_own_way() -> None:
    assert the(SeenOnNetwork, PARTIAL).way == "partial-inventory"


def test_a_partial_inventory_that_does_not_show_the_machine_says_nothing_of_its_hardware() -> None:
    assert not any(isinstance(claim.says, Hardware) for claim in read(PARTIAL))


def test_a_partial_inventory_without_a_name_is_known_by_the_number_of_its_agent() -> None:
    raw = json.dumps({"deviceid": "PC9-2026-11-20-08-15-02", "partial": True, "content": {"versionclient": "1"}})
    assert marks_of(next(read(raw.encode()))) == [(MarkKind.HOSTNAME, "pc9")]


@pytest.mark.parametrize(
    ("chassis", "system", "looks_like"),
    [
        ("Laptop", "Debian GNU/Linux 12", MachineClass.CLIENT_PC),
        ("Rack Mount Chassis", "Debian GNU/Linux 12", MachineClass.SERVER),
        ("Desktop", "Microsoft Windows Server 2019 Standard", MachineClass.SERVER),
        ("Desktop", "Microsoft Windows 11 Pro", MachineClass.CLIENT_PC),
        ("Blade", "", MachineClass.SERVER),
        ("Desktop", "", MachineClass.UNKNOWN),
    ],
)
def test_chassis_and_system_speak_for_a_class(chassis: str, system: str, looks_like: MachineClass) -> None:
    raw = computer(hardware={"name": "PC1", "chassis_type": chassis}, operatingsystem={"full_name": system})
    assert the(Hardware, raw).suggests is looks_like


def test_a_router_that_was_recorded_tells_the_line_of_its_firmware() -> None:
    assert the(Firmware, sample("fusioninventory-2.6-snmpd")) == Firmware("", "", "15.02.31", "yamaha-rt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_the_encoding_of_the_file_does_not_matter(encoding: str) -> None:
    raw = json.dumps(json.loads(WINDOWS), ensure_ascii=False).encode(encoding)
    assert list(read(raw)) == list(read(WINDOWS))


def test_words_that_are_broken_in_utf_8_do_not_hide_the_rest() -> None:
    raw = WINDOWS.replace("日本医師会".encode(), b"\xff\xff").replace("受付03".encode(), b"\xe5")
    assert the(OperatingSystem, raw) == the(OperatingSystem, WINDOWS)


def test_xml_that_is_broken_in_utf_8_is_read() -> None:
    raw = sample("fusioninventory-2.6-debian12").replace(b"<VOLUMN>", b"<X>").replace(b">#1 SMP<", b">\x8e\xf3<")
    assert the(OperatingSystem, raw).id == "debian"


def test_inventories_of_several_machines_may_come_in_one_list() -> None:
    both = json.dumps([json.loads(computer()), json.loads(WINDOWS)]).encode()
    assert len({claim.about for claim in read(both)}) == 2


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"[]", b"{}", b"<a/>", b"<REQUEST/>", b"<REQUEST><CONTENT/></REQUEST>", b'{"content": 1}', b"[1, 2]",
        b'{"content": {"versionclient": "x"}}', b'{"content":' * 100_000, b"[" * 100_000, b"\xff\xfe", b"\x00" * 50,
        b'{"content": {"hardware": {"name": ' + b"9" * 5_000 + b"}}}",
        b"<REQUEST><CONTENT><BIOS>" + b"<A>" * 200 + b"</A>" * 200 + b"</BIOS></CONTENT></REQUEST>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><REQUEST><CONTENT><BIOS><SSN>&b;</SSN></BIOS></CONTENT></REQUEST>',
    ],
)  # fmt: skip
def test_what_is_no_inventory_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        list(read(raw))


def test_control_characters_and_halves_of_characters_are_taken_out_of_words() -> None:
    raw = computer(softwares=[{"name": "a\x00b\ud800\u2028=cmd()", "version": "1\n2"}])
    assert the(InstalledSoftware, raw).packages[0] == ("a b =cmd()", "1 2")


@given(st.sampled_from(SECTIONS), JSON)
def test_whatever_stands_in_a_section_is_read_or_unreadable(section: str, value: object) -> None:
    with suppress(Unreadable):
        assert list(read(computer(**{section: value})))
