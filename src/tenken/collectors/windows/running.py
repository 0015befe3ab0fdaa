"""What a Windows machine runs, and what it answers to."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from tenken.collectors.model import Withheld
from tenken.collectors.records import Record, word
from tenken.collectors.sightings import address_of
from tenken.collectors.windows.answer import Answer, number, withheld
from tenken.facts.services import ListeningSockets, Service, Services, Socket
from tenken.text import Message, _

_OF_A_SESSION = re.compile(r"(.+)_([0-9a-f]{4,8})")
"""Services of a user who is signed in bear the number of the session, which is another one every time."""
_BY_ITSELF = ("Auto", "Boot", "System")
_FOR_OTHERS = ("system", "idle", "svchost")
_HIGHEST_PORT = 65_535
_GIVEN_OUT = 49_152
"""RFC 6335: from here on ports are given out by the system, to others after each start."""


def services(answer: Answer) -> Services | Withheld:
    section = answer["services"]
    if missing := withheld(Services, section):
        return missing
    if not section.rows:
        return Withheld(Services, Message(_("the list of services is empty, which no Windows shows")))
    called = _called(section.rows)
    found = {
        Service(called[word(row, "name")], word(row, "state") == "Running", word(row, "start") in _BY_ITSELF)
        for row in section.rows
        if word(row, "name")
    }
    kept = (service for service in found if service.running or service.enabled)
    return Services(tuple(sorted(kept, key=lambda one: (one.name, one.running, one.enabled))))


def _called(rows: list[Record]) -> Mapping[str, str]:
    """Names without the number of the session, which is known by several services that bear the same."""
    names = [word(row, "name") for row in rows]
    parts = {name: match for name in names if (match := _OF_A_SESSION.fullmatch(name))}
    often = Counter(match[2] for match in parts.values())
    return {name: parts[name][1] if name in parts and often[parts[name][2]] > 1 else name for name in names}


def listening(answer: Answer) -> ListeningSockets | Withheld:
    section, processes = answer["sockets"], answer["processes"]
    if missing := withheld(ListeningSockets, section, processes):
        return missing
    owners = _owners(answer)
    told = [list(_socket(row, owners)) for row in section.rows]
    found = {socket for sockets in told for socket in sockets}
    # Every Windows answers on TCP 135; what was left out would look closed.
    if not all(told) or not any(socket.protocol == "tcp" for socket in found):
        return Withheld(ListeningSockets, Message(_("the list of sockets is not whole")))
    return ListeningSockets(tuple(sorted(found, key=lambda s: (s.protocol, s.port, s.address, s.process))))


def _owners(answer: Answer) -> Mapping[int, str]:
    """Number of the process → the service in it, if it is one alone; else the program.

    What opens sockets for others is nobody's name: who lists the kernel or the host of services would list them all.
    """
    found = {
        number(row, "pid"): word(row, "name")
        for row in answer["processes"].rows
        if word(row, "name").lower() not in _FOR_OTHERS
    }
    rows = answer["services"].rows
    called, inside = _called(rows), defaultdict[int | None, set[str]](set)
    for row in rows:
        inside[number(row, "pid")].add(called[word(row, "name")])
    alone = {pid: next(iter(names)) for pid, names in inside.items() if pid and len(names) == 1}
    return {pid: name for pid, name in (found | alone).items() if pid is not None}


def _socket(row: Record, owners: Mapping[int, str]) -> Iterator[Socket]:
    """Ports that the system gave out are told as 0, where it is known to whom."""
    port, owner = number(row, "port"), owners.get(number(row, "pid") or -1, "")
    if word(row, "protocol") in ("tcp", "udp") and port is not None and 0 < port <= _HIGHEST_PORT:
        shown = 0 if owner and port >= _GIVEN_OUT else port
        yield Socket(word(row, "protocol"), address_of(word(row, "address")), shown, owner)
