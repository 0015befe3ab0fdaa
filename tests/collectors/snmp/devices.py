"""Devices for a real snmpd to play: values as their makers' documents and public records show them, names made up."""

from collections.abc import Iterator, Mapping, Sequence

from tenken.collectors.snmp.asked import COLUMNS, SCALARS
from tests.collectors.snmp.snmpd import Override

OIDS = {**SCALARS, **COLUMNS}


def text(name: str, at: str, value: str) -> Override:
    return _of(name, at, "octet_str", f'"{value}"')


def card(name: str, at: str, value: str) -> Override:
    """Six bytes, as ``00:a0:de:00:00:01``."""
    return _of(name, at, "octet_str", "0x" + value.replace(":", ""))


def number(name: str, at: str, value: int) -> Override:
    return _of(name, at, "integer", str(value))


def oid(name: str, at: str, value: str) -> Override:
    return _of(name, at, "object_id", f".{value}")


def _of(name: str, at: str, kind: str, value: str) -> Override:
    return f"{OIDS[name]}.{at}", kind, value


def system(description: str, object_id: str, name: str) -> list[Override]:
    named = [text("sysDescr", "0", description), oid("sysObjectID", "0", object_id)]
    return [*named, text("sysName", "0", name)]


def ports(names: Sequence[str], first_card: int, maker: str) -> Iterator[Override]:
    for at, name in enumerate(names, 1):
        yield text("ifDescr", str(at), name)
        yield text("ifName", str(at), name)
        yield number("ifType", str(at), 6)
        yield card("ifPhysAddress", str(at), f"{maker}:00:{first_card:02x}:{at:02x}")


def part(at: int, **columns: str) -> Iterator[Override]:
    """A chassis in the table of parts."""
    yield number("entPhysicalClass", str(at), 3)
    yield from (text(f"entPhysical{column}", str(at), value) for column, value in columns.items())


def decimal(mac: str) -> str:
    """A card as it stands in an index."""
    return ".".join(str(int(pair, 16)) for pair in mac.split(":"))


LINUX = [
    *system(
        "Linux ehr-srv01 6.1.0-28-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 (2024-11-22) x86_64",
        "1.3.6.1.4.1.8072.3.2.10",
        "ehr-srv01",
    ),
    *ports(("ens18",), 1, "00:16:3e"),
]

RTX = [
    *system("RTX1220 Rev.15.04.06 (Fri Jan 12 10:00:00 2024)", "1.3.6.1.4.1.1182.1.64", "gw-01"),
    *ports(("LAN1", "LAN2", "LAN3"), 1, "00:a0:de"),
    card("ipNetToMediaPhysAddress", "1.10.20.0.31", "b0:c7:de:00:03:1f"),
    number("ipNetToMediaType", "1.10.20.0.31", 3),
    card("ipNetToMediaPhysAddress", "1.10.20.0.99", "b0:c7:de:00:03:63"),
    number("ipNetToMediaType", "1.10.20.0.99", 4),
]
"""A router that knows one machine by ARP; of another a person typed in the card."""

SWITCH = [
    *system(
        "Cisco IOS Software [Cupertino], Catalyst L3 Switch Software (CAT9K_LITE_IOSXE), Version 17.9.4, RELEASE "
        "SOFTWARE (fc5)",
        "1.3.6.1.4.1.9.1.2871",
        "sw-3f-01.hosp.example",
    ),
    *part(
        1,
        Descr="C9200L-24T-4G",
        SerialNum="FDO2601000A",
        MfgName="Cisco Systems Inc",
        ModelName="C9200L-24T-4G",
        SoftwareRev="17.9.4",
        FirmwareRev="17.9.1r",
    ),
    *ports(("Gi1/0/1", "Gi1/0/2", "Gi1/0/24"), 16, "f8:7a:41"),
    card("dot1dBaseBridgeAddress", "0", "f8:7a:41:00:10:00"),
    *(number("dot1dBasePortIfIndex", str(port + 100), port) for port in (1, 2, 3)),
    number("dot1qVlanFdbId", "0.20", 7),
    number("dot1qTpFdbPort", f"7.{decimal('b0:c7:de:00:03:17')}", 101),
    number("dot1qTpFdbStatus", f"7.{decimal('b0:c7:de:00:03:17')}", 3),
    number("dot1qTpFdbPort", f"7.{decimal('f8:7a:41:00:10:00')}", 0),
    number("dot1qTpFdbStatus", f"7.{decimal('f8:7a:41:00:10:00')}", 4),
    number("dot1dTpFdbPort", decimal("b0:c7:de:00:03:17"), 101),
    number("dot1dTpFdbStatus", decimal("b0:c7:de:00:03:17"), 3),
    number("dot1dTpFdbPort", decimal("b0:c7:de:00:03:18"), 102),
    number("dot1dTpFdbStatus", decimal("b0:c7:de:00:03:18"), 3),
    text("lldpLocPortId", "3", "Gi1/0/24"),
    number("lldpRemChassisIdSubtype", "0.3.1", 4),
    card("lldpRemChassisId", "0.3.1", "f8:7a:41:00:00:80"),
    number("lldpRemPortIdSubtype", "0.3.1", 5),
    text("lldpRemPortId", "0.3.1", "Te1/1/1"),
    text("lldpRemSysName", "0.3.1", "sw-core"),
    number("lldpRemManAddrIfSubtype", "0.3.1.1.4.10.20.0.1", 2),
]
"""A switch with a card behind each of two ports and another switch behind the third."""

FORTIGATE = [
    *system("", "1.3.6.1.4.1.12356.101.1.1006", "fw-01"),
    text("fnSysSerial", "0", "FGT60FTK00000001"),
    text("fgSysVersion", "0", "v7.2.8,build1639,240313 (GA.M)"),
    *part(1, Descr="Fortinet FGT_60F, HW Serial#: FGT60FTK00000001", ModelName="FGT_60F", MfgName="Fortinet"),
    *ports(("wan1", "internal"), 32, "e0:23:ff"),
]

PRINTER = [
    *system("RICOH IM C3000 2.07 / RICOH Network Printer C model", "1.3.6.1.4.1.367.1.1", "mfp-2f"),
    oid("hrDeviceType", "1", "1.3.6.1.2.1.25.3.1.5"),
    text("hrDeviceDescr", "1", "RICOH IM C3000"),
    text("prtGeneralSerialNumber", "1", "3081RB00001"),
    *ports(("ncmac0",), 48, "58:38:79"),
]

DEVICES: Mapping[str, Sequence[Override]] = {
    "linux": LINUX,
    "yamaha-rtx1220": RTX,
    "cisco-c9200l-ios-xe": SWITCH,
    "fortigate-60f": FORTIGATE,
    "ricoh-printer": PRINTER,
}
