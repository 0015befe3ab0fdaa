"""Who made a device, by the number that IANA gave its maker (sysObjectID below 1.3.6.1.4.1)."""

from collections.abc import Mapping

from tenken.facts.model import MachineClass

_ENTERPRISES = "1.3.6.1.4.1."
NET_SNMP, MICROSOFT = 8072, 311
MAKERS: Mapping[int, tuple[str, MachineClass]] = {
    9: ("Cisco", MachineClass.NETWORK),
    119: ("NEC", MachineClass.UNKNOWN),
    207: ("Allied Telesis", MachineClass.NETWORK),
    253: ("Xerox", MachineClass.OTHER),
    278: ("APRESIA", MachineClass.NETWORK),
    318: ("APC", MachineClass.OTHER),
    367: ("RICOH", MachineClass.OTHER),
    641: ("Lexmark", MachineClass.OTHER),
    1182: ("YAMAHA", MachineClass.NETWORK),
    1248: ("EPSON", MachineClass.OTHER),
    1347: ("KYOCERA", MachineClass.OTHER),
    1602: ("Canon", MachineClass.OTHER),
    1916: ("Extreme", MachineClass.NETWORK),
    2385: ("SHARP", MachineClass.OTHER),
    2435: ("Brother", MachineClass.OTHER),
    2636: ("Juniper", MachineClass.NETWORK),
    3097: ("WatchGuard", MachineClass.NETWORK),
    8741: ("SonicWall", MachineClass.NETWORK),
    12356: ("Fortinet", MachineClass.NETWORK),
    14823: ("Aruba", MachineClass.NETWORK),
    14988: ("MikroTik", MachineClass.NETWORK),
    18334: ("KONICA MINOLTA", MachineClass.OTHER),
    21839: ("ALAXALA", MachineClass.NETWORK),
    25461: ("Palo Alto", MachineClass.NETWORK),
    47196: ("Aruba", MachineClass.NETWORK),
}
"""Number → maker, and the class of all that it makes and that speaks SNMP, where it is one."""


def enterprise(object_id: str) -> int:
    """The maker's number in a sysObjectID; 0 where there is none."""
    first = object_id.removeprefix(_ENTERPRISES).partition(".")[0]
    known = object_id.startswith(_ENTERPRISES) and first.isascii() and first.isdecimal() and len(first) < 10
    return int(first) if known else 0
