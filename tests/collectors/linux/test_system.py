"""What a Linux machine is: its name and marks, system, hardware, network and packages."""

import pytest

from tenken.collectors.linux.read import read
from tenken.facts.machines import Hardware, InstalledSoftware, Interface, NetworkPlace, OperatingSystem
from tenken.facts.model import MachineClass, Mark, MarkKind
from tests import samples
from tests.collectors.linux.answers import RECORDED, machine, says, why_not

IDENTITY = """\
hostname EHR-SRV01
machine-id 00000000000000000000000000000001
product_uuid 4C4C4544-0039-5A10-8056-B7C04F4E4D32
product_serial 7N9ZVM2
sys_vendor Dell Inc.
product_name PowerEdge R750
chassis_type 23
virt none"""
LINKS = """\
link lo 00:00:00:00:00:00
link eth1 00:16:3E:00:00:02
link eth0@if12 00:16:3e:00:00:01
link wg0
addr lo 127.0.0.1/8 ::1/128
addr eth1
addr eth0@if12 10.20.0.1/24 fe80::1/64
addr wg0 10.99.0.1/32
physical eth1"""


def identity(**more: str) -> bytes:
    changed = {**dict(line.split(" ", 1) for line in IDENTITY.splitlines()), **more}
    return machine(identity="\n".join(f"{key} {value}" for key, value in changed.items()), links=LINKS)


def marks(raw: bytes) -> dict[MarkKind, str]:
    return {mark.kind: mark.value for mark in next(iter(read(raw))).about}


def suggested(raw: bytes) -> MachineClass:
    return says(Hardware, raw).suggests


def test_the_system_is_what_os_release_says() -> None:
    said = says(OperatingSystem, RECORDED)
    assert said == OperatingSystem("linux", "debian", "12", "Debian GNU/Linux 12 (bookworm)")


@pytest.mark.parametrize(("line", "version"), [("'9.4'", "9.4"), ("9.4", "9.4"), ('"9.4', '"9.4'), ("", "")])
def test_values_are_quoted_as_in_a_shell(line: str, version: str) -> None:
    assert says(OperatingSystem, machine(os_release=f"ID=almalinux\nVERSION_ID={line}")).version == version


def test_without_os_release_the_system_is_withheld() -> None:
    assert "does not exist" in why_not(OperatingSystem, machine(os_release=66))


def test_the_hardware_is_told_with_maker_model_and_serial() -> None:
    assert says(Hardware, identity()) == Hardware("Dell Inc.", "PowerEdge R750", "", MachineClass.SERVER, "7N9ZVM2")


def test_a_virtual_machine_says_of_which_kind() -> None:
    assert says(Hardware, identity(virt="vmware")).virtual == "vmware"


@pytest.mark.parametrize("chassis", ["8", "9", "10", "14", "30", "31", "32"])
def test_what_is_carried_about_is_somebodys_pc(chassis: str) -> None:
    assert suggested(identity(chassis_type=chassis)) is MachineClass.CLIENT_PC


@pytest.mark.parametrize("unit", ["gdm.service", "lightdm.service", "display-manager.service"])
def test_a_graphical_log_in_speaks_for_a_pc(unit: str) -> None:
    assert suggested(machine(units=f"running {unit}")) is MachineClass.CLIENT_PC


def test_a_graphical_log_in_that_does_not_run_speaks_for_nothing() -> None:
    assert suggested(machine(units="file gdm.service enabled\nrunning ssh.service")) is MachineClass.SERVER


def test_any_other_linux_is_taken_for_a_server() -> None:
    assert suggested(identity()) is MachineClass.SERVER


def test_a_machine_is_known_by_its_own_marks() -> None:
    assert marks(identity()) == {
        MarkKind.MACHINE_ID: "00000000000000000000000000000001",
        MarkKind.HOSTNAME: "ehr-srv01",
        MarkKind.SERIAL: "7N9ZVM2",
        MarkKind.UUID: "4c4c4544-0039-5a10-8056-b7c04f4e4d32",
        MarkKind.MAC: "00:16:3e:00:00:01",
    }


def test_a_container_does_not_go_by_its_hosts_serial() -> None:
    borrowed = identity(virt="docker")
    assert {MarkKind.SERIAL, MarkKind.UUID}.isdisjoint(marks(borrowed))
    assert says(Hardware, borrowed).serial == ""


def test_a_card_without_an_address_is_no_mark() -> None:
    assert Mark(MarkKind.MAC, "00:16:3e:00:00:02") not in next(iter(read(identity()))).about


def test_the_host_key_that_answered_is_a_mark() -> None:
    assert marks(b"== contact\n ssh-ed25519 AAAA\n-- 0\n" + RECORDED)[MarkKind.HOST_KEY] == "ssh-ed25519 AAAA"


@pytest.mark.parametrize("name", samples.NAMES)
def test_an_address_is_never_a_mark(name: str) -> None:
    assert [mark for mark in next(iter(read(samples.linux(name)))).about if "192.0.2" in mark.value] == []


def test_interfaces_have_their_addresses_and_lose_the_number_of_their_other_end() -> None:
    assert says(NetworkPlace, machine(links=LINKS)).interfaces == (
        Interface("eth0", "00:16:3e:00:00:01", ("10.20.0.1/24", "fe80::1/64"), physical=False),
        Interface("eth1", "00:16:3E:00:00:02", (), physical=True),
        Interface("wg0", "", ("10.99.0.1/32",), physical=False),
    )


def test_without_the_program_ip_the_network_is_withheld() -> None:
    assert "has no program" in why_not(NetworkPlace, machine(links=69))


def test_a_machine_whose_network_was_not_seen_is_known_by_its_other_marks() -> None:
    assert set(marks(machine(links=69))) == {MarkKind.MACHINE_ID, MarkKind.HOSTNAME}


def test_packages_are_told_with_name_and_version() -> None:
    said = says(InstalledSoftware, machine(packages="manager dpkg\nbash\t5.2.15-2+b13\nlibgcc-s1\t12.2.0-14"))
    assert (said.manager, said.packages) == ("dpkg", (("bash", "5.2.15-2+b13"), ("libgcc-s1", "12.2.0-14")))


def test_a_machine_of_rpm_tells_epochs_as_well() -> None:
    said = says(InstalledSoftware, samples.linux("dnf4-rpm-root.txt"))
    assert (said.manager, said.packages[0]) == ("rpm", ("bash-demo", "0:1.0-1.el9"))


def test_without_a_package_manager_packages_are_withheld() -> None:
    assert "has no program" in why_not(InstalledSoftware, machine(packages=69))
