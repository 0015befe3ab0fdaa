"""Scans that nmap 7.93 of Debian 12 made, of network namespaces that were built for it, and of loopback.

Another version was not to be had. ``samples/`` are scans that say something; ``scans/`` are those that say nothing:
killed, interrupted, of nobody, of the scanner itself, and one that ended with an error.
"""

from pathlib import Path

from tenken.collectors.nmap.read import read
from tenken.facts.sightings import OpenPorts, SeenOnNetwork

HERE = Path(__file__).parent


def scan(name: str) -> bytes:
    return (HERE / name).read_bytes()


def seen(raw: bytes) -> list[SeenOnNetwork]:
    return [claim.says for claim in read(raw) if isinstance(claim.says, SeenOnNetwork)]


def open_ports(raw: bytes) -> list[OpenPorts]:
    return [claim.says for claim in read(raw) if isinstance(claim.says, OpenPorts)]


def made(hosts: str, info: str = '<scaninfo protocol="tcp" services="22"/>', scanner: str = "nmap") -> bytes:
    """A scan by hand, after nmap's own document type."""
    end = '<runstats><finished time="1" exit="success"/><hosts up="1" down="0" total="1"/></runstats>'
    return f'<nmaprun scanner="{scanner}" args="nmap -oX - 10.9.9.0/24">{info}{hosts}{end}</nmaprun>'.encode()


def host(inside: str = "", state: str = "up", reason: str = "syn-ack", attributes: str = "") -> str:
    address = '<address addr="10.9.9.9" addrtype="ipv4"/>'
    return f'<host {attributes}><status state="{state}" reason="{reason}"/>{address}{inside}</host>'


def port(state: str = "open", number: str = "22", protocol: str = "tcp") -> str:
    return f'<ports><port protocol="{protocol}" portid="{number}"><state state="{state}" reason="x"/></port></ports>'
