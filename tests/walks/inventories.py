"""What other sources say of the lab's hosts: the facility's list, an inventory, a table of neighbours.

The inventory has GLPI's form and was written here, of values that the host itself gives.
"""

import json
import subprocess
import time
from pathlib import Path

from tests.walks.hospital import CT, EHR, OLD, PACS, PRINTER, ROUTER, SWITCH, UNKNOWN
from tests.walks.lab import Host, Lab

UNPLUGGED = "rehab-srv01"
"""It stands in the facility's list, and nowhere else."""
CLASSES = {
    EHR: "サーバ",
    PACS: "サーバ",
    OLD: "サーバ",
    UNPLUGGED: "サーバ",
    SWITCH: "スイッチ",
    ROUTER: "ルータ",
    PRINTER: "複合機",
    CT: "医療機器",
}
_ANSWERED_AFTER_S = 0.5
_HEADS = "機器名,機器の区分,ホスト名,MACアドレス,製造番号,設置場所,責任者,使用に適している,備考"


def list_of(lab: Lab) -> bytes:
    """As a hospital keeps it, in CP932; the unknown box does not stand in it."""
    lines = [_HEADS, *(_line(n, name, lab) for n, name in enumerate(CLASSES))]
    return "\r\n".join(lines).encode("cp932")


def _line(number: int, name: str, lab: Lab) -> str:
    card = "00-00-5E-00-53-EE" if name == UNPLUGGED else lab.host(name).mac.upper().replace(":", "-")
    return f"{name},{CLASSES[name]},{name},{card},SN{number:04},1階,佐藤,はい,{'備品' if name == PRINTER else ''}"


def inventory_of(host: Host) -> bytes:
    """An inventory of the host, by what its own programs say."""
    inside = ["ip", "netns", "exec", host.namespace]
    card = json.loads(_said([*inside, "ip", "-j", "addr", "show", "eth0"]))[0]
    address = next(one["local"] for one in card["addr_info"] if one["family"] == "inet")
    released = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
    content = {
        "versionclient": "GLPI-Agent_v1.7",
        "hardware": {"name": host.name, "chassis_type": "Server"},
        "operatingsystem": {
            "full_name": released["PRETTY_NAME"].strip('"'),
            "kernel_name": "linux",
            "kernel_version": _said(["uname", "-r"]).strip(),
            "name": "Debian GNU/Linux",
            "version": released.get("VERSION_ID", "").strip('"'),
        },
        "networks": [
            {"description": "eth0", "ipaddress": address, "mac": card["address"], "status": "up", "type": "ethernet"}
        ],
    }
    made = {"action": "inventory", "deviceid": f"{host.name}-2026-11-26", "itemtype": "Computer", "content": content}
    return json.dumps(made).encode()


def neighbours_of(host: Host, others: tuple[Host, ...]) -> bytes:
    """The host's table of neighbours after it spoke with them, as ``ip neigh`` writes it."""
    inside = ["ip", "netns", "exec", host.namespace]
    words = "; ".join(f"echo > /dev/udp/{one.address}/9" for one in others)
    subprocess.run([*inside, "bash", "-c", words], check=True, capture_output=True)
    time.sleep(_ANSWERED_AFTER_S)
    return _said([*inside, "ip", "-4", "neigh"]).encode()


def _said(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def known_to(lab: Lab) -> tuple[Host, ...]:
    """Hosts whom the switch met by themselves; the unknown box is first met by the sweep."""
    return tuple(host for host in lab.hosts if host.name not in (SWITCH, UNKNOWN))
