"""What the tables of osquery say of their machine. Every column is a text, and any may be blank."""

import re
from collections.abc import Iterator

from tenken.collectors.hosts import (
    CONTAINERS,
    NO_REVISION,
    distribution,
    family_of,
    looks_like,
    marks,
    release_of,
    uuid_of,
    virtual_of,
    windows_build,
)
from tenken.collectors.model import Withheld
from tenken.collectors.osquery.tables import Host
from tenken.collectors.records import Record, packages, word
from tenken.collectors.sightings import address_of, mac_of
from tenken.facts.accounts import Administrators, LocalAccounts
from tenken.facts.machines import Hardware, InstalledSoftware, Interface, NetworkPlace, OperatingSystem
from tenken.facts.model import Mark
from tenken.facts.windows import WindowsBuild
from tenken.text import Message, _

CHANGES_ONLY = _("the log holds what changed since a result that is not in it; bring the table itself, or a snapshot")
_NO_LAST_USE = _("osquery lists accounts, but not which directories let others log in, nor all of their log-ins")
_NO_RIGHTS = _("osquery knows who is in which group of the machine, but not what sudo or the domain allows to whom")
_KB = re.compile(r"KB\d{6,8}", re.IGNORECASE)
_VIRTUAL = re.compile(r"vmware|virtualbox|qemu|kvm|virtual machine|xen|parallels|bochs", re.IGNORECASE)
_MADE_UP = re.compile(
    r"(?:lo|docker|veth|virbr|vnet|br-?|tun|tap|wg|bond|team|vmnet|utun|awdl|llw|bridge|cni|flannel|cali|dummy)\d*\b"
    r"|veth|br-|loopback|bluetooth|wan miniport|hyper-v virtual|vmware virtual|virtualbox host|tap-",
    re.IGNORECASE,
)


def host_marks(host: Host) -> tuple[Mark, ...]:
    """What the machine says of itself goes before what the log calls it: that may be a number of osquery's own."""
    system = host.latest("system_info")
    lent = _in_container(system)
    serial = "" if lent else word(system, "hardware_serial")
    own = "" if lent else uuid_of(word(system, "uuid"))
    called = next(filter(None, map(uuid_of, host.called)), "")
    names = [word(system, "hostname"), *(name for name in host.called if not uuid_of(name))]
    cards = [i.mac for i in _interfaces(host) if i.physical]
    return marks(serial, own or ("" if lent else called), cards, dict.fromkeys(names))


def _in_container(system: Record) -> bool:
    return bool(CONTAINERS.search(word(system, "hardware_vendor"))) or bool(
        CONTAINERS.search(word(system, "hardware_model"))
    )


def operating_system(host: Host) -> OperatingSystem | None:
    said, system = host.latest("os_version"), host.latest("system_info")
    title = word(said, "name")
    if not title:
        return None
    family = family_of(word(said, "platform"), word(said, "platform_like"), title)
    version = word(said, "version")
    linux = family == "linux"
    id_ = distribution(word(said, "platform"), title) if linux else family
    return OperatingSystem(
        family=family,
        id=id_,
        version=release_of(id_, version) if linux else version,
        title=f"{title} {version}".strip() if linux else title,
        kernel=word(host.latest("kernel_info"), "version"),
        architecture=word(said, "arch") or word(system, "cpu_type"),
    )


def hardware(host: Host) -> Hardware | None:
    system, chassis = host.latest("system_info"), host.latest("chassis_info")
    if not system:
        return None
    maker, model = word(system, "hardware_vendor"), word(system, "hardware_model")
    virtual = next(filter(None, (_virtual(text) for text in (model, maker))), "")
    return Hardware(
        maker=maker,
        model=model,
        virtual=virtual_of(virtual),
        suggests=looks_like(word(chassis, "chassis_types"), operating_system(host)),
        serial="" if _in_container(system) else word(system, "hardware_serial"),
    )


def _virtual(text: str) -> str:
    match = _VIRTUAL.search(text) or CONTAINERS.search(text)
    return match[0].lower() if match else ""


def network(host: Host) -> NetworkPlace | Withheld | None:
    if "interface_details" not in host.tables:
        return None
    if not host.has_whole("interface_details"):
        return Withheld(NetworkPlace, Message(CHANGES_ONLY))
    return NetworkPlace(_interfaces(host))


def _interfaces(host: Host) -> tuple[Interface, ...]:
    addresses: dict[str, list[str]] = {}
    for row in host.rows("interface_addresses"):
        addresses.setdefault(word(row, "interface"), []).append(address_of(word(row, "address")))
    found = (_interface(row, addresses) for row in host.rows("interface_details"))
    return tuple(sorted({i for i in found if i.name and i.name != "lo"}, key=lambda i: (i.name, i.mac)))


def _interface(row: Record, addresses: dict[str, list[str]]) -> Interface:
    """Windows counts its cards, and tells their names beside."""
    key, mac = word(row, "interface"), mac_of(word(row, "mac"))
    own = word(row, "physical_adapter")
    told = (word(row, "description"), word(row, "friendly_name"), key)
    made_up = own == "0" if own else any(_MADE_UP.match(text) for text in told if text)
    found = tuple(dict.fromkeys(filter(None, addresses.get(key, ()))))
    real = mac if mac != "00:00:00:00:00:00" else ""
    return Interface(word(row, "friendly_name") or key, real, found, physical=bool(real) and not made_up)


_MANAGERS = (("deb_packages", "dpkg"), ("rpm_packages", "rpm"), ("programs", "windows"), ("software", "fleet"))


def software(host: Host) -> InstalledSoftware | Withheld | None:
    listed = [(table, manager) for table, manager in _MANAGERS if table in host.tables]
    if not listed:
        return None
    if not all(host.has_whole(table) for table, _manager in listed):
        return Withheld(InstalledSoftware, Message(CHANGES_ONLY))
    found = packages(pair for table, _manager in listed for pair in _packages(host, table))
    managers = [manager for table, manager in listed if host.rows(table)]
    return InstalledSoftware(", ".join(managers), found, whole=False) if found else None


def _packages(host: Host, table: str) -> Iterator[tuple[str, str]]:
    for row in host.rows(table):
        name, version = word(row, "name"), word(row, "version")
        if table == "rpm_packages":
            epoch, release = word(row, "epoch") or "0", word(row, "release")
            version = f"{epoch if epoch.isdecimal() else '0'}:{version}-{release}"
        if word(row, "status") in ("", "install ok installed"):
            yield name, version


def build(host: Host) -> WindowsBuild | Withheld | None:
    """Older osquery tells the build, and not its revision; then nothing can be said of updates."""
    said = host.latest("os_version")
    title = word(said, "name")
    if family_of(word(said, "platform"), title) != "windows":
        return None
    together = f"10.0.{word(said, 'build')}.{word(said, 'revision')}"
    versions = (word(said, "version"), title, together, word(host.latest("kernel_info"), "version"))
    hotfixes = (found.upper() for row in host.rows("patches") for found in _KB.findall(word(row, "hotfix_id")))
    found = windows_build(title, word(said, "display_version"), versions, hotfixes)
    return found or Withheld(WindowsBuild, Message(NO_REVISION))


def accounts(host: Host) -> Iterator[Withheld]:
    if host.rows("users"):
        yield Withheld(LocalAccounts, Message(_NO_LAST_USE))
    if host.rows("user_groups"):
        yield Withheld(Administrators, Message(_NO_RIGHTS))
