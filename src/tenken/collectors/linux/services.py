"""What a Linux machine runs, and what it answers to."""

import re

from tenken.collectors.linux.answer import Answer, withheld
from tenken.collectors.model import Withheld
from tenken.facts.services import ListeningSockets, Service, Services, Socket

_SOCKET = re.compile(r"(tcp|udp)6? (\S+):(\d+) ?(.*)")
_PROCESS = re.compile(r'\(\("([^"]+)"')
_ENABLED = {"enabled", "enabled-runtime", "static", "generated", "alias", "indirect"}


def listening(answer: Answer) -> ListeningSockets | Withheld:
    section = answer["sockets"]
    if missing := withheld(ListeningSockets, section):
        return missing
    found = {_socket(match) for match in map(_SOCKET.fullmatch, section.lines) if match}
    order = sorted(found, key=lambda s: (s.protocol, s.port, s.address, s.process))
    return ListeningSockets(tuple(order))


def _socket(match: re.Match[str]) -> Socket:
    protocol, address, port, users = match.groups()
    process = _PROCESS.search(users)
    return Socket(protocol, address.partition("%")[0].strip("[]"), int(port), process[1] if process else "")


def services(answer: Answer) -> Services | Withheld:
    section = answer["units"]
    if missing := withheld(Services, section):
        return missing
    running = set(section.all("running"))
    states = dict(line.split(" ", 1) for line in section.all("file") if " " in line)
    names = sorted(set(states) | running)
    found = (Service(name, name in running, states.get(name, "").strip() in _ENABLED) for name in names)
    return Services(tuple(service for service in found if service.running or service.enabled))
