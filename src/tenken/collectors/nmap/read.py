"""A scan of nmap that ran to its end: who answered, and on which of the ports that were asked.

A scan that was broken off says nothing: whom it had not reached would look like somebody who is not there. Only what
a machine answered counts. Hosts that are down, that nmap took for up because it was told so, and the scanner itself
are no sightings. What scripts and version probes say is not read.
"""

from collections.abc import Iterator

from tenken.collectors.markup import Element, parse_xml
from tenken.collectors.model import Claim, Unreadable, Withheld
from tenken.collectors.nmap.ports import asked_ports, port_number
from tenken.collectors.nmap.targets import targets_of
from tenken.collectors.sightings import Sighting, address_of, is_machine, mac_of, marks_of, statement
from tenken.facts.sightings import OpenPort, OpenPorts
from tenken.text import Message, _

MAX_BYTES = 64 * 1024 * 1024
_NMAP, _FINISHED, _HEAD = b"<nmaprun", b"<finished", 4_096
_BROKEN_OFF = _(
    "the scan was broken off, or its file cut: it has no end. Whom it did not reach would look absent; scan anew"
)
_NOT_NMAP = _("this is no scan of nmap; save it with “nmap -oX FILE”")
_ITSELF = "localhost-response"
_TOLD_SO = "user-set"
"""nmap -Pn: every address counts as up, whether anybody is there or not."""
_WITH_PORTS = ("tcp", "udp", "sctp")
_LONGEST_SERVICE = 60


def read(raw: bytes) -> Iterator[Claim]:
    """Raises Unreadable."""
    if _NMAP in raw[:_HEAD] and _FINISHED not in raw:
        raise Unreadable(_BROKEN_OFF)
    root = parse_xml(raw, MAX_BYTES)
    _check(root)
    asked = _asked(root)
    where = targets_of(root.get("args", ""))
    for host in root.iterfind("host"):
        yield from _host(host, asked, where)


def _check(root: Element) -> None:
    if root.tag != "nmaprun":
        raise Unreadable(_NOT_NMAP)
    finished = root.find("runstats/finished")
    if finished is None:
        raise Unreadable(_BROKEN_OFF)
    if finished.get("exit", "success") != "success":
        raise Unreadable(
            _("nmap ended with an error ({why}); mend that and scan anew"), why=finished.get("errormsg", "")[:120]
        )
    if root.get("scanner") != "nmap":  # others write the same document, and less in it
        raise Unreadable(_NOT_NMAP)


def _asked(root: Element) -> tuple[str, ...]:
    """The ports that were asked of every host; none in a scan that only looked who is there (-sn)."""
    infos = ((info.get("protocol", ""), info.get("services", "")) for info in root.iterfind("scaninfo"))
    lists = (asked_ports(*info) for info in infos if info[0] in _WITH_PORTS)
    return tuple(dict.fromkeys(port for ports in lists for port in ports))


def _host(host: Element, asked: tuple[str, ...], where: str) -> Iterator[Claim]:
    ports = _open_ports(host)
    seen = _sighting(host, where)
    if not _answered(host, ports) or not is_machine(seen):
        return
    about = marks_of(seen)
    yield Claim(about, statement(seen))
    if host.get("timedout") == "true":
        yield Claim(about, Withheld(OpenPorts, Message(_("nmap gave the machine up at its time limit"))))
    elif asked and host.find("ports") is not None:
        yield Claim(about, OpenPorts(asked, ports))


def _answered(host: Element, ports: tuple[OpenPort, ...]) -> bool:
    status = host.find("status")
    if status is None or status.get("state") != "up":
        return False
    reason = status.get("reason", "")
    return bool(ports) if reason == _TOLD_SO else reason not in ("", _ITSELF)


def _sighting(host: Element, where: str) -> Sighting:
    addresses = [(one.get("addrtype", ""), one.get("addr", "")) for one in host.iterfind("address")]
    ip = next((address_of(text) for kind, text in addresses if kind in ("ipv4", "ipv6")), "")
    mac = next((mac_of(text) for kind, text in addresses if kind == "mac"), "")
    # A name of type "user" is what was typed as a target, whoever answers there.
    names = (one.get("name", "") for one in host.iterfind("hostnames/hostname") if one.get("type") == "PTR")
    return Sighting("scan", ip, mac, next(names, ""), where)


def _open_ports(host: Element) -> tuple[OpenPort, ...]:
    found = {_open_port(port) for port in host.iterfind("ports/port") if _is_open(port)}
    return tuple(sorted(found, key=lambda port: (port.protocol, port.port, port.service)))


def _is_open(port: Element) -> bool:
    """``open|filtered`` is what nmap says of silence."""
    state = port.find("state")
    return state is not None and state.get("state") == "open" and port.get("protocol") in _WITH_PORTS


def _open_port(port: Element) -> OpenPort:
    service = port.find("service")
    name = "" if service is None else service.get("name", "")[:_LONGEST_SERVICE]
    return OpenPort(port.get("protocol", ""), port_number(port.get("portid", "")), name)
