"""What other tools of the house export: its list of machines, leases, a table of addresses, inventories of devices."""

import csv
import json
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

from tenken.demo.house import STRANGER, Machine, everyone, network_devices
from tenken.demo.machines import address, card
from tenken.facts.model import CLASS_NAMES, MachineClass
from tenken.text import translate

PROFILE_NAME = "midorino"
PROFILE = f"""\
name = "{PROFILE_NAME}"
title = "情報管理室の機器一覧"
recognised_by = ["管理番号", "使用可否"]

[columns]
asset_tag = ["管理番号"]
title = ["機器名"]
hostname = ["ホスト名"]
machine_class = ["機器区分"]
place = ["設置場所"]
owner = ["管理責任者"]
vendor = ["保守業者"]
maker = ["メーカー"]
model = ["型番"]
serial = ["製造番号"]
mac = ["MACアドレス"]
fit_for_use = ["使用可否"]
"""
"""The columns of the house's list, as its officer told them to Tenken."""

_HEADS = ("管理番号", "機器名", "機器区分", "設置場所", "管理責任者", "保守業者", "メーカー", "型番", "製造番号",
          "MACアドレス", "ホスト名", "使用可否")  # fmt: skip
_ROUTER = "10.20.255.254"
_ADDRESSED_BY_DHCP = (MachineClass.CLIENT_PC,)


def machine_list() -> bytes:
    """The officer's list, as Excel of Japanese Windows writes it."""
    out = StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(_HEADS)
    rows.writerows(_row(number, machine) for number, machine in everyone() if machine.place)
    return out.getvalue().encode("cp932")


def _row(number: int, machine: Machine) -> tuple[str, ...]:
    kind = translate(CLASS_NAMES[machine.machine_class], "ja")
    maker, serial = machine.product.maker, machine.product.serial_of(number)
    told = (machine.place, machine.owner, machine.vendor, maker, machine.model, serial)
    return (f"M{number:04}", machine.name, kind, *told, card(number).upper().replace(":", "-"), machine.name, "可")


def leases(day: date, days_ago: int) -> bytes:
    """What Get-DhcpServerv4Lease gives on the server of the house."""
    out = StringIO(newline="")
    rows = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow(("IPAddress", "ScopeId", "ClientId", "HostName", "AddressState", "LeaseExpiryTime"))
    ends = f"{day + timedelta(days=8):%Y/%m/%d} 9:00:00"
    for number, machine in _plugged_in(days_ago):
        if machine.machine_class in _ADDRESSED_BY_DHCP or machine is STRANGER:
            own = (address(number), "10.20.0.0", card(number).replace(":", "-"), f"{machine.name}.midorino.example")
            rows.writerow((*own, "Active", ends))
    return out.getvalue().encode("utf-8-sig")


def addresses(days_ago: int) -> bytes:
    """What the core switch shows of the machines with fixed addresses."""
    lines = ["CORE-01#show ip arp", "Protocol  Address          Age (min)  Hardware Addr   Type   Interface"]
    lines.append(f"Internet  {_ROUTER:<16}        -   0016.3eff.fffe  ARPA   Vlan20")
    for number, machine in _plugged_in(days_ago):
        if machine.machine_class not in _ADDRESSED_BY_DHCP and machine is not STRANGER:
            plain = card(number).replace(":", "")
            dotted = f"{plain[:4]}.{plain[4:8]}.{plain[8:]}"
            lines.append(f"Internet  {address(number):<16}       {number % 60:>2}   {dotted}  ARPA   Vlan20")
    return ("\n".join([*lines, "CORE-01#"]) + "\n").encode()


def _plugged_in(days_ago: int) -> Iterator[tuple[int, Machine]]:
    return ((number, machine) for number, machine in everyone() if machine.plugged_in(days_ago))


def devices(day: date, days_ago: int) -> bytes:
    """What GLPI's agent found when it asked the network devices by SNMP."""
    own = {machine.name for machine in network_devices()}
    found = (_device(number, machine, day) for number, machine in _plugged_in(days_ago) if machine.name in own)
    return json.dumps(list(found), ensure_ascii=False, indent=1).encode()


def _device(number: int, machine: Machine, day: date) -> dict[str, object]:
    product = machine.product
    identity = {"type": "Networking", "manufacturer": product.maker, "model": machine.model, "name": machine.name,
                "serial": product.serial_of(number), "mac": card(number), "firmware": product.firmware,
                "description": product.described, "ips": [address(number)]}  # fmt: skip
    content = {"versionclient": "6.2", "network_device": identity, "network_ports": [_port(number)]}
    said = f"{machine.name}-{day:%Y-%m-%d}-06-00-00"
    return {"action": "netinventory", "deviceid": said, "itemtype": "NetworkEquipment", "content": content}


def _port(number: int) -> dict[str, object]:
    return {"ifnumber": 1, "ifname": "mgmt0", "iftype": 6, "mac": card(number), "ips": [address(number)], "ifstatus": 1}
