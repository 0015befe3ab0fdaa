"""What runs on a machine and what it listens to. An answer of osquery does not show whether rows were chosen."""

from collections.abc import Iterator

from tenken.collectors.model import Withheld
from tenken.collectors.osquery.machine import CHANGES_ONLY
from tenken.collectors.osquery.tables import Host
from tenken.collectors.records import Record, word
from tenken.collectors.sightings import address_of
from tenken.facts.services import ListeningSockets, Service, Services, Socket
from tenken.text import Message

_PROTOCOLS = {"6": "tcp", "17": "udp"}
_HIGHEST_PORT = 65_535
_BY_ITSELF = ("AUTO_START", "BOOT_START", "SYSTEM_START")
_ENABLED = ("enabled", "enabled-runtime", "static", "generated", "alias", "indirect")


def listening(host: Host) -> ListeningSockets | Withheld | None:
    """What is in it is open. That nothing else is it never proves: a question with WHERE looks like one without."""
    if "listening_ports" not in host.tables:
        return None
    if not host.has_answer("listening_ports"):
        return Withheld(ListeningSockets, Message(CHANGES_ONLY))
    rows = host.rows("listening_ports")
    names = {word(row, "pid"): word(row, "name") for row in host.rows("processes")}
    found = {socket for row in rows for socket in _socket(row, names)}
    order = sorted(found, key=lambda s: (s.protocol, s.port, s.address, s.process))
    return ListeningSockets(tuple(order), whole=False)


def _socket(row: Record, names: dict[str, str]) -> Iterator[Socket]:
    """Sockets without a port are files. The name of the process may stand in the row, where the question joined it."""
    protocol, port = _PROTOCOLS.get(word(row, "protocol"), ""), word(row, "port")
    if protocol and port.isascii() and port.isdigit() and len(port) <= 5 and 0 < int(port) <= _HIGHEST_PORT:
        process = word(row, "name", "process_name") or names.get(word(row, "pid"), "")
        yield Socket(protocol, address_of(word(row, "address")), int(port), process)


def services(host: Host) -> Services | Withheld | None:
    tables = [name for name in ("services", "systemd_units") if name in host.tables]
    if not tables:
        return None
    if not all(host.has_answer(name) for name in tables):
        return Withheld(Services, Message(CHANGES_ONLY))
    found = {*map(_of_windows, host.rows("services")), *map(_of_systemd, host.rows("systemd_units"))}
    kept = [one for one in found if one.name and (one.running or one.enabled)]
    return Services(tuple(sorted(kept, key=lambda one: (one.name, one.running, one.enabled))))


def _of_windows(row: Record) -> Service:
    return Service(word(row, "name"), word(row, "status") == "RUNNING", word(row, "start_type") in _BY_ITSELF)


def _of_systemd(row: Record) -> Service:
    return Service(word(row, "id"), word(row, "active_state") == "active", word(row, "unit_file_state") in _ENABLED)
