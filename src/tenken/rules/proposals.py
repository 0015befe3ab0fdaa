"""一覧の案: what the majority of like machines runs is offered as needed, what few of them run stands out.

A proposal is no list and no verdict: a person says of each service whether it is needed, and why.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from tenken.facts.model import SubjectId
from tenken.facts.services import ListeningSockets, NeededService, Socket
from tenken.rules.remote_programs import called, programs, programs_listening
from tenken.rules.service_lists import DYNAMIC, Lists, dynamic_label, labels
from tenken.text import _

LEAST = 3
"""Of fewer machines no majority is told: two of two prove habit as little as one of one."""
MOST, FEW = 0.8, 0.1
SHOWN = 3


class Offer(StrEnum):
    """How a service stands among like machines, before anybody said a word on it."""

    FORBIDDEN = "forbidden"
    ODD = "odd"
    OPEN = "open"
    NEEDED = "needed"
    KNOWN = "known"


OFFER_NAMES: Mapping[Offer, str] = {
    Offer.FORBIDDEN: _("forbidden"),
    Offer.ODD: _("on few machines only"),
    Offer.OPEN: _("not explained"),
    Offer.NEEDED: _("on most machines"),
    Offer.KNOWN: _("explained"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What so many machines show alike: their sockets, and the remote-control programs on them."""

    machines: tuple[SubjectId, ...]
    sockets: tuple[Socket, ...]
    programs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposed:
    """A service on ``n`` of ``of`` machines, some of them by name, and the line of a list that explains it already."""

    service: str
    n: int
    of: int
    offer: Offer
    explained_by: NeededService | None
    machines: tuple[SubjectId, ...]

    @property
    def percent(self) -> int:
        return 100 * self.n // self.of


def propose(seen: Iterable[Seen], lists: Lists) -> tuple[Proposed, ...]:
    """A line for each service that others can reach, the gravest first, then by how many have it."""
    counted, services, where = Counter[str](), dict[str, _Service](), defaultdict[str, list[SubjectId]](list)
    total = 0
    for one in seen:
        total += len(one.machines)
        here = dict[str, _Service]()
        for service in _services(one):
            here[service.name] = service.together(here.get(service.name))
        for name, service in here.items():
            counted[name] += len(one.machines)
            services[name] = service.together(services.get(name))
            where[name].extend(one.machines[: SHOWN - len(where[name])])
    lines = [_line(services[name], n, total, lists, tuple(where[name])) for name, n in counted.items()]
    order = list(Offer)
    return tuple(sorted(lines, key=lambda line: (order.index(line.offer), -line.n, line.service)))


@dataclass(frozen=True, slots=True)
class _Service:
    """``name`` is what a list is to call it, ``names`` all that it may. Programs may be named more loosely."""

    name: str
    names: frozenset[str]
    program: bool = False

    def together(self, other: "_Service | None") -> "_Service":
        return replace(self, names=self.names | other.names) if other else self

    def is_named(self, name: str) -> bool:
        return (called(name) if self.program else name) in self.names


def _services(one: Seen) -> Iterator[_Service]:
    """A program behind a socket is asked once, as the socket."""
    outside = tuple({socket: None for socket in one.sockets if not socket.is_local})
    for socket in outside:
        yield _Service(_best(socket), frozenset(labels(socket)))
    listening = {found.program for found in programs_listening(ListeningSockets(outside))}
    for program in one.programs:
        if program not in listening:
            yield _Service(program, programs()[program].names, program=True)


def _best(socket: Socket) -> str:
    return dynamic_label(socket) if socket.process and socket.port >= DYNAMIC else labels(socket)[0]


def _line(service: _Service, n: int, total: int, lists: Lists, machines: tuple[SubjectId, ...]) -> Proposed:
    needs = (need for fact in lists.facts for need in fact.says.needed)
    need = next((need for need in needs if service.is_named(need.service)), None)
    return Proposed(service.name, n, total, _offer(service, n, total, lists), need, machines)


def _offer(service: _Service, n: int, total: int, lists: Lists) -> Offer:
    if any(map(service.is_named, lists.forbidden)):
        return Offer.FORBIDDEN
    if any(map(service.is_named, lists.known)):
        return Offer.KNOWN
    if total < LEAST:
        return Offer.OPEN
    return Offer.NEEDED if n >= MOST * total else Offer.ODD if n < FEW * total else Offer.OPEN
