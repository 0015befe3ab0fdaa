"""One inventory, whether it came as JSON (GLPI 10 and later) or as the XML of FusionInventory and older agents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tenken.collectors.markup import Element, parse_xml
from tenken.collectors.model import Unreadable
from tenken.collectors.records import MAX_BYTES, Record, decoded, each, flag, parse_json, part_of, plain, records, word
from tenken.text import _

NETWORK, PRINTER, COMPUTER = "NetworkEquipment", "Printer", "Computer"
_NOT_GLPI = _("this is no inventory of GLPI: there is no “content” in it; save it with “glpi-inventory --json”")
_TYPES = {"networking": NETWORK, "printer": PRINTER, "computer": COMPUTER}
_SECTIONS = ("hardware", "bios", "operatingsystem", "softwares", "networks", "network_device")
_DEVICE_ID = re.compile(r"(.+)-\d{4}(?:-\d{2}){5}")
_DEEPEST = 12
"""Levels of an XML inventory; real ones have seven."""


@dataclass(frozen=True)
class Inventory:
    """``partial`` says that it holds what changed only: what it leaves out may be there all the same.

    ``host`` is the computer's name as its agent's own number begins with it.
    """

    itemtype: str
    partial: bool
    content: Record
    host: str = ""


def inventories(raw: bytes) -> Iterator[Inventory]:
    """Raises Unreadable."""
    if is_xml(raw):
        yield from _of_xml(parsed(raw))
        return
    whole = parse_json(decoded(raw))
    found = [_of_json(one) for one in each(whole)]
    if not found or (isinstance(whole, list) and len(found) < len(whole)):
        raise Unreadable(_NOT_GLPI)
    yield from found


def is_xml(raw: bytes) -> bool:
    return raw[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] == b"<"


def parsed(raw: bytes) -> Element:
    """Some agents of Windows put words of its own code page into what they call UTF-8."""
    try:
        return parse_xml(raw, MAX_BYTES)
    except Unreadable:
        return parse_xml(decoded(raw).encode("utf-8", "replace"), MAX_BYTES, "utf-8")


def _host(device_id: str) -> str:
    match = _DEVICE_ID.fullmatch(device_id)
    return match[1] if match else ""


def _of_json(whole: Record) -> Inventory:
    content = whole.get("content")
    if not isinstance(content, dict) or not any(section in content for section in (*_SECTIONS, "versionclient")):
        raise Unreadable(_NOT_GLPI)
    itemtype = word(whole, "itemtype") or _type_of(part_of(content, "network_device"))
    return Inventory(itemtype, bool(flag(whole, "partial")), content, _host(word(whole, "deviceid")))


def _type_of(device: Record) -> str:
    return _TYPES.get(word(device, "type").lower(), NETWORK if device else COMPUTER)


def _of_xml(root: Element) -> Iterator[Inventory]:
    content = root.find("CONTENT")
    if root.tag != "REQUEST" or content is None:
        raise Unreadable(_NOT_GLPI)
    devices = content.findall("DEVICE")
    for device in devices:
        yield _of_device(_told(device))
    if not devices:
        told = _told(content)
        if not isinstance(told, dict) or not any(section in told for section in _SECTIONS):
            raise Unreadable(_NOT_GLPI)
        yield Inventory(COMPUTER, partial=False, content=told, host=_host(plain(root.findtext("DEVICEID"))))


def _of_device(told: Any) -> Inventory:
    """An answer by SNMP: what JSON calls network_device and network_ports stands here in INFO and PORTS."""
    device = told if isinstance(told, dict) else {}
    info = part_of(device, "info")
    ips = part_of(info, "ips").get("ip")
    content = {**device, "network_device": {**info, "ips": ips}}
    content["network_ports"] = [_port(port) for port in records(part_of(device, "ports"), "port")]
    return Inventory(_type_of(info), partial=False, content=content)


def _port(port: Record) -> Record:
    connections = part_of(port, "connections")
    return {**port, "lldp": connections.get("cdp"), "connections": records(connections, "connection")}


def _told(element: Element, depth: int = 0) -> Any:
    """Elements within are a record by their small names, in a list where there are several of one name."""
    children = [child for child in element if isinstance(child.tag, str)]
    if not children:
        return element.text or ""
    if depth > _DEEPEST:
        raise Unreadable(_("the inventory is nested deeper than any agent writes it"))
    found: dict[str, list[Any]] = {}
    for child in children:
        found.setdefault(child.tag.lower(), []).append(_told(child, depth + 1))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}
