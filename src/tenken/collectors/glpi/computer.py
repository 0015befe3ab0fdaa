"""What an inventory says of a computer: its system, hardware, cards, software, and who administers it."""

import re

from tenken.collectors.glpi.inventory import Inventory
from tenken.collectors.hosts import (
    CONTAINERS,
    NO_REVISION,
    distribution,
    family_of,
    looks_like,
    marks,
    release_of,
    virtual_of,
    windows_build,
)
from tenken.collectors.model import Withheld
from tenken.collectors.records import Record, flag, packages, part_of, records, word, words
from tenken.collectors.sightings import address_of, mac_of
from tenken.facts.accounts import Administrators
from tenken.facts.machines import Hardware, InstalledSoftware, Interface, NetworkPlace, OperatingSystem
from tenken.facts.model import MachineClass, Mark
from tenken.facts.windows import WindowsBuild
from tenken.text import Message, _

PARTIAL = _("the inventory is a partial one: it holds what changed only, and what it leaves out may be there")
_ADMINISTRATORS = "S-1-5-32-544"
"""The group's number, in every language of Windows the same."""
_MADE_UP = ("loopback", "bridge", "alias", "dialup", "bluetooth")
_KB = re.compile(r"\bKB(\d{6,8})\b")


def computer_marks(inventory: Inventory) -> tuple[Mark, ...]:
    """The asset tag of the BIOS is the maker's as often as the facility's, so it is left out."""
    content = inventory.content
    bios, hardware, system = (part_of(content, name) for name in ("bios", "hardware", "operatingsystem"))
    lent = bool(CONTAINERS.search(word(hardware, "vmsystem")))
    cards = [interface.mac for interface in _interfaces(content) if interface.physical]
    serial, uuid = ("", "") if lent else (word(bios, "ssn"), word(hardware, "uuid"))
    return marks(serial, uuid, cards, (word(hardware, "name") or inventory.host, word(system, "fqdn")))


def operating_system(content: Record) -> OperatingSystem | None:
    system, hardware = part_of(content, "operatingsystem"), part_of(content, "hardware")
    title = word(system, "full_name", "name") or word(hardware, "osname")
    if not title:
        return None
    family = family_of(word(system, "kernel_name"), title, word(system, "name"))
    id_ = distribution(word(system, "name"), title) if family == "linux" else family
    version = word(system, "version")
    return OperatingSystem(
        family=family,
        id=id_,
        version=release_of(id_, version) if family == "linux" else version,
        title=title,
        kernel=word(system, "kernel_version") or word(hardware, "osversion"),
        architecture=word(system, "arch"),
    )


def hardware(inventory: Inventory) -> Hardware | None:
    """A partial inventory that does not show what the machine looks like says nothing of it."""
    content = inventory.content
    bios, machine = part_of(content, "bios"), part_of(content, "hardware")
    if not bios and not machine:
        return None
    virtual = virtual_of(word(machine, "vmsystem"))
    suggests = looks_like(word(machine, "chassis_type") or word(bios, "type"), operating_system(content))
    if inventory.partial and suggests is MachineClass.UNKNOWN:
        return None
    return Hardware(
        maker=word(bios, "smanufacturer", "mmanufacturer", "bmanufacturer"),
        model=word(bios, "smodel", "mmodel"),
        virtual=virtual,
        suggests=suggests,
        serial="" if CONTAINERS.search(virtual) else word(bios, "ssn"),
    )


def network(inventory: Inventory) -> NetworkPlace | Withheld | None:
    if inventory.partial:
        return Withheld(NetworkPlace, Message(PARTIAL))
    found = _interfaces(inventory.content)
    return NetworkPlace(found) if found else None


def _interfaces(content: Record) -> tuple[Interface, ...]:
    """Each address has a record of its own, so a card stands there several times."""
    cards: dict[tuple[str, str], list[Record]] = {}
    for record in records(content, "networks"):
        key = (word(record, "description"), mac_of(word(record, "mac", "macaddr")))
        if any(key) and word(record, "type").lower() != "loopback":
            cards.setdefault(key, []).append(record)
    return tuple(_interface(*key, cards[key]) for key in sorted(cards))


def _interface(name: str, mac: str, entries: list[Record]) -> Interface:
    told = [address_of(text) for e in entries for key in ("ipaddress", "ipaddress6") for text in words(e.get(key))]
    own = not any(flag(e, "virtualdev") or word(e, "type").lower() in _MADE_UP for e in entries)
    return Interface(name, mac, tuple(dict.fromkeys(filter(None, told))), physical=own and bool(mac))


def software(inventory: Inventory) -> InstalledSoftware | Withheld | None:
    """With the protection against viruses and what lets others in from afar: no list of packages need hold them."""
    if inventory.partial:
        return Withheld(InstalledSoftware, Message(PARTIAL))
    listed = records(inventory.content, "softwares")
    if not listed:
        return None
    beside = [(word(one, "name"), word(one, "version")) for one in records(inventory.content, "antivirus")]
    beside += [(word(one, "type"), "") for one in records(inventory.content, "remote_mgmt")]
    sources = {word(one, "from").lower() for one in listed}
    manager = "dpkg" if sources == {"deb"} and not beside else "glpi"
    return InstalledSoftware(manager, packages([*map(_package, listed), *beside]))


def _package(record: Record) -> tuple[str, str]:
    return word(record, "name"), word(record, "version")


def build(content: Record) -> WindowsBuild | Withheld | None:
    system = operating_system(content)
    if system is None or system.family != "windows":
        return None
    names = (word(one, "name") for one in records(content, "softwares"))
    hotfixes = (f"KB{found}" for name in names for found in _KB.findall(name))
    found = windows_build(system.title, system.version, (system.kernel, system.version), hotfixes)
    return found or Withheld(WindowsBuild, Message(NO_REVISION))


def administrators(inventory: Inventory) -> Administrators | Withheld | None:
    """Of Windows only. Members that are no accounts of the machine are groups or strangers, whom nobody looked into."""
    groups = records(inventory.content, "local_groups")
    if not groups:
        return None
    if inventory.partial:
        return Withheld(Administrators, Message(PARTIAL))
    found = [group for group in groups if word(group, "id") == _ADMINISTRATORS]
    if not found:
        return Withheld(Administrators, Message(_("an inventory of GLPI does not tell what sudo allows to whom")))
    accounts = {word(user, "login", "name").lower() for user in records(inventory.content, "local_users")}
    members = sorted({name for group in found for key in ("members", "member") for name in words(group.get(key))})
    own = tuple(name for name in members if name.lower() in accounts)
    return Administrators(own, tuple(name for name in members if name.lower() not in accounts))
