"""What an agent says of its own device: which one it is, what it runs, its cards and addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address

from tenken.collectors.firmwares import firmware_family, version_in
from tenken.collectors.hosts import family_of, marks
from tenken.collectors.model import Withheld
from tenken.collectors.sightings import Sighting, address_of, is_machine, mac_of, statement
from tenken.collectors.snmp.answer import Answer, Index
from tenken.collectors.snmp.makers import MAKERS, MICROSOFT, NET_SNMP, enterprise
from tenken.facts.machines import Firmware, Hardware, Interface, NetworkPlace, OperatingSystem
from tenken.facts.model import LONGEST_NAME, MachineClass, Mark, MarkKind
from tenken.facts.sightings import SeenOnNetwork
from tenken.text import Message, _

CUT_OFF = _("the answer by SNMP was cut off in: {tables}")
_CHASSIS = 3
_PRINTER = "1.3.6.1.2.1.25.3.1.5"
_ETHERNET = (6, 7, 26, 62, 69, 71, 117, 169)
"""ifType of cards with a socket or an antenna; the others are made up by the device."""
_LOOPBACK, _UNICAST = 24, 1
_COMPUTERS = (NET_SNMP, MICROSOFT)
_LINUX = re.compile(r"Linux \S+ (\S+) .*\b(x86_64|i[3-6]86|aarch64|armv\w+|ppc64\w*|s390x|riscv64)\b")
_DESCRIBED = {
    "NEC": re.compile(r"\bIX Series (IX\d\w*)"),
    "YAMAHA": re.compile(r"\b((?:RTX|NVR|FWX|RT|SWX|WLX|UTX)\d\w*) Rev\."),
}
"""``RTX1220 Rev.15.04.06 (…)``; ``NEC Portable Internetwork Core …, IX Series IX2215 (…) Software, Version 10.7.18``"""
_FORTIOS = re.compile(r"v(\d+(?:\.\d+)+)")


@dataclass(frozen=True, slots=True)
class Chassis:
    """The first one in the table of parts; others of a stack are its members."""

    maker: str = ""
    model: str = ""
    serial: str = ""
    version: str = ""
    description: str = ""


def chassis(answer: Answer) -> Chassis:
    """Nothing where the table was cut off: what came may be a part of the device, or another of the stack."""
    if not answer.is_whole("entPhysicalTable"):
        return Chassis()
    found = [index for index, kind in answer.numbers("entPhysicalClass").items() if kind == _CHASSIS]
    if not found:
        return Chassis()
    first = min(found)

    def word(column: str) -> str:
        return short(answer.texts(f"entPhysical{column}").get(first, ""))

    version = word("SoftwareRev") or word("FirmwareRev")
    return Chassis(word("MfgName"), word("ModelName"), word("SerialNum"), version, word("Descr"))


def short(text: str) -> str:
    """A word of the device, on one line."""
    return " ".join(text.split())[:LONGEST_NAME]


def description(answer: Answer) -> str:
    return " ".join(answer.text("sysDescr").split())


def device_marks(answer: Answer) -> tuple[Mark, ...]:
    cards = [*answer.octets("ifPhysAddress").values(), *answer.octets("dot1dBaseBridgeAddress").values()]
    real = (mac_of(card.hex()) for card in cards if len(card) == 6)
    return marks(serial(answer), "", real, (answer.text("sysName"),))


def serial(answer: Answer) -> str:
    """A printer's and FortiGate's stand in tables of their own."""
    printers = answer.texts("prtGeneralSerialNumber") if answer.is_whole("prtGeneralTable") else {}
    of_printer = next((text for _index, text in sorted(printers.items()) if text), "")
    return chassis(answer).serial or short(answer.text("fnSysSerial")) or short(of_printer)


def _object_id(answer: Answer) -> int:
    return enterprise(answer.oids("sysObjectID").get((0,), ""))


def maker(answer: Answer) -> str:
    """One name for one maker, whatever it writes on its parts."""
    return MAKERS.get(_object_id(answer), ("",))[0] or chassis(answer).maker


def hardware(answer: Answer) -> Hardware | Withheld:
    tables = [table for table in ("entPhysicalTable", "prtGeneralTable") if not answer.is_whole(table)]
    if tables:
        return Withheld(Hardware, Message(CUT_OFF, {"tables": ", ".join(tables)}))
    return Hardware(maker(answer), model(answer), "", _class(answer), serial(answer))


def model(answer: Answer) -> str:
    return chassis(answer).model or _printer(answer) or _described(answer)


def _printer(answer: Answer) -> str:
    kinds, told = answer.oids("hrDeviceType"), answer.texts("hrDeviceDescr")
    printers = (told.get(index, "") for index, kind in sorted(kinds.items()) if kind == _PRINTER)
    return short(next(filter(None, printers), ""))


def _described(answer: Answer) -> str:
    """The model of a network device in its own words, where its maker has no table of parts for it."""
    named = _DESCRIBED[maker(answer)].search(description(answer)) if maker(answer) in _DESCRIBED else None
    return named[1] if named else ""


def _class(answer: Answer) -> MachineClass:
    if _is_printer(answer):
        return MachineClass.OTHER
    system = operating_system(answer)
    if system:
        server = system.family == "linux" or "server" in system.title.lower()
        return MachineClass.SERVER if server else MachineClass.UNKNOWN
    made = MAKERS.get(_object_id(answer), ("", MachineClass.UNKNOWN))[1]
    return MachineClass.NETWORK if made is MachineClass.UNKNOWN and _described(answer) else made


def _is_printer(answer: Answer) -> bool:
    return bool(answer.octets("prtGeneralSerialNumber")) or _PRINTER in answer.oids("hrDeviceType").values()


def operating_system(answer: Answer) -> OperatingSystem | None:
    """Of a computer. Which distribution and release it is, an agent does not say."""
    told = description(answer)
    family = family_of(told) if _object_id(answer) in _COMPUTERS and not _is_printer(answer) else ""
    if not family:
        return None
    named = _LINUX.search(told)
    kernel, architecture = (named[1], named[2]) if named else ("", "")
    return OperatingSystem(family, "", "", short(told), kernel, architecture)


def firmware(answer: Answer) -> Firmware | None:
    if operating_system(answer):
        return None
    told, parts = description(answer), chassis(answer)
    fortios = _FORTIOS.search(answer.text("fgSysVersion"))
    version = fortios[1] if fortios else version_in(told) or parts.version
    if not version:
        return None
    by = maker(answer)
    words = ("FortiOS" if fortios else "", told, parts.description, model(answer), version)
    return Firmware(by, model(answer), short(version), firmware_family(by, words))


def place(answer: Answer) -> NetworkPlace | Withheld | None:
    tables = [t for t in ("ifTable", "ifXTable", "ipAddrTable", "ipAddressTable") if not answer.is_whole(t)]
    if tables:
        return Withheld(NetworkPlace, Message(CUT_OFF, {"tables": ", ".join(tables)}))
    kinds, cards, addresses = answer.numbers("ifType"), answer.octets("ifPhysAddress"), own_addresses(answer)
    found = [
        Interface(name, mac_of(cards.get(index, b"").hex()), addresses.get(index, ()), kinds.get(index) in _ETHERNET)
        for index, name in interface_names(answer).items()
        if kinds.get(index) != _LOOPBACK
    ]
    return NetworkPlace(tuple(sorted(found, key=lambda i: (i.name, i.mac)))) if found else None


def interface_names(answer: Answer) -> dict[Index, str]:
    """ifIndex → its name, the short one where there is one."""
    names = {**answer.texts("ifDescr"), **{at: name for at, name in answer.texts("ifName").items() if name}}
    return {at: short(name) for at, name in names.items() if name}


def own_addresses(answer: Answer) -> dict[Index, tuple[str, ...]]:
    """ifIndex → addresses. Older agents have one table, newer ones another, and many have both."""
    found: dict[Index, dict[str, None]] = {}
    for address, card in _addresses(answer):
        if address and is_machine(Sighting("", address)):
            found.setdefault((card,), {})[address] = None
    return {card: tuple(addresses) for card, addresses in found.items()}


def _addresses(answer: Answer) -> Iterator[tuple[str, int]]:
    for index, card in answer.numbers("ipAdEntIfIndex").items():
        yield address_of(".".join(map(str, index))), card
    kinds = answer.numbers("ipAddressType")
    for index, card in answer.numbers("ipAddressIfIndex").items():
        if kinds.get(index) == _UNICAST:
            yield inet_address(index), card


def inet_address(index: Index) -> str:
    """InetAddressType, length and bytes, as they stand in an index (RFC 4001); zones of IPv6 are left out."""
    kind, length, *rest = (*index, 0, 0)[: max(2, len(index))]
    wanted = {1: 4, 2: 16, 3: 4, 4: 16}.get(kind, 0)
    if not wanted or len(rest) != length or length < wanted or any(part > 255 for part in rest):
        return ""
    return str(ip_address(bytes(rest[:wanted])))


def seen(answer: Answer) -> SeenOnNetwork:
    """It answered, so it is there: with the card that has the address at which it was asked, if it says which."""
    address = address_of(answer.address)
    cards = answer.octets("ifPhysAddress")
    asked = (mac_of(cards.get(index, b"").hex()) for index, own in own_addresses(answer).items() if address in own)
    first = (mark.value for mark in device_marks(answer) if mark.kind is MarkKind.MAC)
    card = next(filter(None, (*asked, *first)), "")
    return statement(Sighting("snmp", address, card, answer.text("sysName")))
