"""What an SNMP agent is asked, by the names of the MIBs: a few single values, then columns of tables, small ones first.

Contact, location, counters, processes and installed programs are not asked.
"""

from collections.abc import Mapping

WHO: Mapping[str, str] = {
    "sysDescr": "1.3.6.1.2.1.1.1",
    "sysObjectID": "1.3.6.1.2.1.1.2",
    "sysName": "1.3.6.1.2.1.1.5",
}
"""What every agent knows; it is asked first."""
SCALARS: Mapping[str, str] = {
    **WHO,
    "dot1dBaseBridgeAddress": "1.3.6.1.2.1.17.1.1",
    "fnSysSerial": "1.3.6.1.4.1.12356.100.1.1.1",
    "fgSysVersion": "1.3.6.1.4.1.12356.101.4.1.1",
}
"""Values that stand once, with the index 0. The last two are FortiGate's own (FORTINET-CORE-MIB, -FORTIGATE-MIB)."""

TABLES: Mapping[str, Mapping[str, str]] = {
    "prtGeneralTable": {"prtGeneralSerialNumber": "1.3.6.1.2.1.43.5.1.1.17"},
    "hrDeviceTable": {
        "hrDeviceType": "1.3.6.1.2.1.25.3.2.1.2",
        "hrDeviceDescr": "1.3.6.1.2.1.25.3.2.1.3",
    },
    "entPhysicalTable": {
        "entPhysicalDescr": "1.3.6.1.2.1.47.1.1.1.1.2",
        "entPhysicalClass": "1.3.6.1.2.1.47.1.1.1.1.5",
        "entPhysicalFirmwareRev": "1.3.6.1.2.1.47.1.1.1.1.9",
        "entPhysicalSoftwareRev": "1.3.6.1.2.1.47.1.1.1.1.10",
        "entPhysicalSerialNum": "1.3.6.1.2.1.47.1.1.1.1.11",
        "entPhysicalMfgName": "1.3.6.1.2.1.47.1.1.1.1.12",
        "entPhysicalModelName": "1.3.6.1.2.1.47.1.1.1.1.13",
    },
    "ifTable": {
        "ifDescr": "1.3.6.1.2.1.2.2.1.2",
        "ifType": "1.3.6.1.2.1.2.2.1.3",
        "ifPhysAddress": "1.3.6.1.2.1.2.2.1.6",
    },
    "ifXTable": {"ifName": "1.3.6.1.2.1.31.1.1.1.1"},
    "ipAddrTable": {"ipAdEntIfIndex": "1.3.6.1.2.1.4.20.1.2"},
    "ipAddressTable": {
        "ipAddressIfIndex": "1.3.6.1.2.1.4.34.1.3",
        "ipAddressType": "1.3.6.1.2.1.4.34.1.4",
    },
    "lldpLocPortTable": {
        "lldpLocPortId": "1.0.8802.1.1.2.1.3.7.1.3",
        "lldpLocPortDesc": "1.0.8802.1.1.2.1.3.7.1.4",
    },
    "lldpRemTable": {
        "lldpRemChassisIdSubtype": "1.0.8802.1.1.2.1.4.1.1.4",
        "lldpRemChassisId": "1.0.8802.1.1.2.1.4.1.1.5",
        "lldpRemPortIdSubtype": "1.0.8802.1.1.2.1.4.1.1.6",
        "lldpRemPortId": "1.0.8802.1.1.2.1.4.1.1.7",
        "lldpRemSysName": "1.0.8802.1.1.2.1.4.1.1.9",
    },
    "lldpRemManAddrTable": {"lldpRemManAddrIfSubtype": "1.0.8802.1.1.2.1.4.2.1.3"},
    "ipNetToMediaTable": {
        "ipNetToMediaPhysAddress": "1.3.6.1.2.1.4.22.1.2",
        "ipNetToMediaType": "1.3.6.1.2.1.4.22.1.4",
    },
    "ipNetToPhysicalTable": {
        "ipNetToPhysicalPhysAddress": "1.3.6.1.2.1.4.35.1.4",
        "ipNetToPhysicalType": "1.3.6.1.2.1.4.35.1.6",
        "ipNetToPhysicalState": "1.3.6.1.2.1.4.35.1.7",
    },
    "dot1dBasePortTable": {"dot1dBasePortIfIndex": "1.3.6.1.2.1.17.1.4.1.2"},
    "dot1qVlanCurrentTable": {"dot1qVlanFdbId": "1.3.6.1.2.1.17.7.1.4.2.1.3"},
    "dot1dTpFdbTable": {
        "dot1dTpFdbPort": "1.3.6.1.2.1.17.4.3.1.2",
        "dot1dTpFdbStatus": "1.3.6.1.2.1.17.4.3.1.3",
    },
    "dot1qTpFdbTable": {
        "dot1qTpFdbPort": "1.3.6.1.2.1.17.7.1.2.2.1.2",
        "dot1qTpFdbStatus": "1.3.6.1.2.1.17.7.1.2.2.1.3",
    },
}
"""Table → its columns that are walked, each by its OID."""

COLUMNS: Mapping[str, str] = {name: oid for columns in TABLES.values() for name, oid in columns.items()}
