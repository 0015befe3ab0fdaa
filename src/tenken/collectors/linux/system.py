"""What a Linux machine is: its name and marks, system, hardware, network and packages."""

import shlex

from tenken.collectors.linux.answer import Answer, withheld
from tenken.collectors.model import Withheld
from tenken.facts.machines import Hardware, InstalledSoftware, Interface, NetworkPlace, OperatingSystem
from tenken.facts.model import MachineClass, Mark, MarkKind

CONTAINERS = {"docker", "podman", "lxc", "lxc-libvirt", "systemd-nspawn", "openvz", "container-other", "rkt", "wsl"}
_PORTABLE = {"8", "9", "10", "14", "30", "31", "32"}
_DESKTOPS = {"display-manager.service", "gdm.service", "gdm3.service", "lightdm.service", "sddm.service"}


def is_container(answer: Answer) -> bool:
    """Containers borrow their kernel, clock and hardware from a host."""
    return answer["identity"].values().get("virt", "") in CONTAINERS


def marks(answer: Answer) -> tuple[Mark, ...]:
    said = answer["identity"].values()
    found = [(MarkKind.MACHINE_ID, said.get("machine-id", "")), (MarkKind.HOSTNAME, said.get("hostname", "").lower())]
    if not is_container(answer):
        found += [
            (MarkKind.SERIAL, said.get("product_serial", "")),
            (MarkKind.UUID, said.get("product_uuid", "").lower()),
        ]
    found += [(MarkKind.MAC, mac) for mac in _addressed_macs(answer)]
    if "contact" in answer:
        found += [(MarkKind.HOST_KEY, line) for line in answer["contact"].lines]
    return tuple(Mark(kind, value.strip()) for kind, value in found if value.strip())


def operating_system(answer: Answer) -> OperatingSystem | Withheld:
    section = answer["os-release"]
    if missing := withheld(OperatingSystem, section):
        return missing
    said = release(answer)
    return OperatingSystem("linux", said.get("ID", ""), said.get("VERSION_ID", ""), said.get("PRETTY_NAME", ""))


def release(answer: Answer) -> dict[str, str]:
    """os-release as its manual defines it: KEY=value, quoted as in a shell."""
    pairs = (line.partition("=") for line in answer["os-release"].lines)
    return {key: _unquoted(value) for key, equals, value in pairs if equals}


def _unquoted(value: str) -> str:
    try:
        return " ".join(shlex.split(value))
    except ValueError:
        return value


def hardware(answer: Answer) -> Hardware:
    said = answer["identity"].values()
    virtual = said.get("virt", "none")
    return Hardware(
        maker=said.get("sys_vendor", ""),
        model=said.get("product_name", ""),
        virtual="" if virtual == "none" else virtual,
        suggests=_suggested_class(answer),
        serial="" if is_container(answer) else said.get("product_serial", ""),
    )


def _suggested_class(answer: Answer) -> MachineClass:
    """A laptop, or a machine with a graphical log-in, is somebody's PC; any other Linux is taken for a server."""
    portable = answer["identity"].values().get("chassis_type", "") in _PORTABLE
    desktop = _DESKTOPS & set(answer["units"].all("running"))
    return MachineClass.CLIENT_PC if portable or desktop else MachineClass.SERVER


def network(answer: Answer) -> NetworkPlace | Withheld:
    section = answer["links"]
    if missing := withheld(NetworkPlace, section):
        return missing
    macs = dict(_words(line) for line in section.all("link"))
    addresses = {name: tuple(rest.split()) for name, rest in (_words(line) for line in section.all("addr"))}
    physical = set(section.all("physical"))
    found = (
        Interface(_bare(name), mac, addresses.get(name, ()), name in physical)
        for name, mac in macs.items()
        if _bare(name) != "lo"
    )
    return NetworkPlace(tuple(sorted(found, key=lambda interface: interface.name)))


def _words(line: str) -> tuple[str, str]:
    name, _blank, rest = line.partition(" ")
    return name, rest


def _bare(name: str) -> str:
    """``eth0@if12`` is eth0: the rest is the number of its other end, which changes."""
    return name.partition("@")[0]


def _addressed_macs(answer: Answer) -> tuple[str, ...]:
    place = network(answer)
    if isinstance(place, Withheld):
        return ()
    return tuple(interface.mac.lower() for interface in place.interfaces if interface.addresses and interface.mac)


def software(answer: Answer) -> InstalledSoftware | Withheld:
    section = answer["packages"]
    if missing := withheld(InstalledSoftware, section):
        return missing
    pairs = tuple(_package(line) for line in section.lines if "\t" in line)
    return InstalledSoftware(section.values().get("manager", ""), pairs)


def _package(line: str) -> tuple[str, str]:
    name, _tab, version = line.partition("\t")
    return name, version.partition("\t")[0]
