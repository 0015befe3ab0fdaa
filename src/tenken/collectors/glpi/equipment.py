"""What an inventory says of a network device or a printer: which one it is, its firmware, its ports, its neighbours."""

import re
from collections.abc import Iterator

from tenken.collectors.firmwares import firmware_family, version_in
from tenken.collectors.glpi.inventory import NETWORK, Inventory
from tenken.collectors.hosts import marks
from tenken.collectors.records import Record, flag, part_of, records, word, words
from tenken.collectors.sightings import Sighting, address_of, is_machine, mac_of, statement
from tenken.facts.machines import Firmware, Hardware, Interface, NetworkPlace
from tenken.facts.model import MachineClass, Mark
from tenken.facts.sightings import SeenOnNetwork

_ETHERNET = ("6", "7", "26", "62", "69", "71", "117", "169")
"""ifType of cards with a socket or an antenna; the others are made up by the device."""
_LOOPBACK = "24"
_NAME_AND_SERIAL = re.compile(r"(.*)\(([A-Z0-9]{8,14})\)")
"""Nexus switches put their serial number behind their name in CDP."""


def equipment_marks(content: Record) -> tuple[Mark, ...]:
    device = part_of(content, "network_device")
    cards = [word(device, "mac"), *(word(port, "mac") for port in records(content, "network_ports"))]
    return marks(word(device, "serial"), "", cards, (word(device, "name"),))


def hardware(inventory: Inventory) -> Hardware:
    device = part_of(inventory.content, "network_device")
    return Hardware(
        maker=word(device, "manufacturer"),
        model=word(device, "model"),
        virtual="",
        suggests=MachineClass.NETWORK if inventory.itemtype == NETWORK else MachineClass.OTHER,
        serial=word(device, "serial"),
    )


def firmware(content: Record) -> Firmware | None:
    """The device's own. Modules, hard disks and modems have theirs, which nobody asks for."""
    device = part_of(content, "network_device")
    listed = [one for one in records(content, "firmwares") if word(one, "type").lower() == "device"]
    own = next(iter(listed), {})
    description = word(device, "description", "comments")
    version = word(device, "firmware") or word(own, "version") or version_in(description)
    if not version:
        return None
    maker, model = word(device, "manufacturer") or word(own, "manufacturer"), word(device, "model") or word(own, "name")
    told = (description, word(own, "description"), model, version)
    return Firmware(maker, model, version, firmware_family(maker, told))


def place(content: Record) -> NetworkPlace | None:
    ports = (port for port in records(content, "network_ports") if word(port, "iftype") != _LOOPBACK)
    found = [_interface(port) for port in ports if word(port, "ifname", "ifdescr", "mac")]
    return NetworkPlace(tuple(sorted(found, key=lambda i: (i.name, i.mac)))) if found else None


def _interface(port: Record) -> Interface:
    listed = port.get("ips")
    told = words(listed.get("ip") if isinstance(listed, dict) else listed) or words(port.get("ip"))
    addresses = tuple(dict.fromkeys(filter(None, map(address_of, told))))
    mac = mac_of(word(port, "mac"))
    return Interface(word(port, "ifname", "ifdescr"), mac, addresses, physical=word(port, "iftype") in _ETHERNET)


def seen(content: Record) -> SeenOnNetwork:
    """It answered, so it is there."""
    device = part_of(content, "network_device")
    addresses = filter(None, map(address_of, words(device.get("ips"))))
    address = next((one for one in addresses if is_machine(Sighting("snmp", one))), "")
    return statement(Sighting("snmp", address, mac_of(word(device, "mac")), word(device, "name")))


def neighbours(content: Record) -> Iterator[Sighting]:
    """Who is at the other end of a port, by LLDP and CDP or by the table of its cards."""
    device = part_of(content, "network_device")
    teller = word(device, "name") or next(iter(words(device.get("ips"))), "")
    for port in records(content, "network_ports"):
        where = f"{teller} {word(port, 'ifname', 'ifdescr')}".strip()
        for other in records(port, "connections"):
            yield from _neighbour(other, where, named=bool(flag(port, "lldp")))


def _neighbour(other: Record, where: str, *, named: bool) -> Iterator[Sighting]:
    name, address = word(other, "sysname"), address_of(word(other, "ip"))
    both = _NAME_AND_SERIAL.fullmatch(name)
    name, serial = (both[1], both[2]) if both else (name, "")
    cards = list(filter(None, map(mac_of, words(other.get("sysmac")) or words(other.get("mac")))))
    if named or name or address:
        yield Sighting("lldp", address, next(iter(cards), ""), name, where, serial)
    else:
        yield from (Sighting("mac-table", mac=mac, where=where) for mac in cards)
