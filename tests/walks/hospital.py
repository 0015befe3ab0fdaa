"""A small hospital on one switch: servers, devices, a modality that must not be touched, and a box that nobody knows.

Whoever needs a host with snmpd, lldpd, telnetd or storescp finds it here by its name.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.walks.lab import NET, Host, Lab, end, make_key, start_sshd, start_switch
from tests.walks.services import start_lldpd, start_snmpd, start_storescp, start_telnetd

SUBNET = f"{NET}.0/28"
EHR, PACS, OLD = "ehr-srv01", "pacs-srv01", "old-srv01"
SWITCH, ROUTER, PRINTER = "core-sw01", "edge-rtr01", "mfp-3f"
CT, UNKNOWN = "ct-room1", "no-name"
HOSTS = (EHR, PACS, OLD, SWITCH, ROUTER, PRINTER, CT, UNKNOWN)
YAMAHA = "RTX1220 Rev.15.04.07 (Fri Apr 12 11:00:00 2024)"
YAMAHA_ID = ".1.3.6.1.4.1.1182.2.1.50"


@contextmanager
def hospital(folder: Path) -> Iterator[Lab]:
    """All hosts with their services. Tenken's key opens the first two servers."""
    tag = f"th{os.getpid() % 10000}"
    hosts = tuple(Host(name, f"{NET}.{4 + i}", f"{tag}-{i}") for i, name in enumerate(HOSTS))
    made = Lab(folder, hosts, Host("tenken", f"{NET}.2", f"{tag}-tk"), folder / "tenken_key")
    try:
        start_switch(f"{tag}-sw", (*hosts, made.tenken))
        make_key(made.key)
        _start_services(made)
        yield made
    finally:
        for namespace in (*(host.namespace for host in hosts), made.tenken.namespace, f"{tag}-sw"):
            end(namespace)


def _start_services(made: Lab) -> None:
    folder, key = made.folder, made.key.with_suffix(".pub")
    for name, knows in ((EHR, True), (PACS, True), (UNKNOWN, False)):
        start_sshd(folder / name, made.host(name), knows_key=knows, key=key)
    for name in (SWITCH, EHR):
        start_lldpd(made.host(name))
    start_snmpd(folder / "snmp-ehr", made.host(EHR), v3=False)
    start_snmpd(folder / "snmp-switch", made.host(SWITCH), v3=True)
    start_snmpd(folder / "snmp-router", made.host(ROUTER), v3=False, describes=YAMAHA, is_a=YAMAHA_ID)
    start_snmpd(folder / "snmp-printer", made.host(PRINTER), v3=True)
    for name, title in ((PACS, "PACS01"), (CT, "CT_ROOM1")):
        start_storescp(folder / f"{name}-dicom", made.host(name), title)
    for name in (OLD, CT):
        start_telnetd(folder / f"{name}-telnet", made.host(name))
