"""A made fleet seen by six sources, with the traps of real ones: how well are sightings told apart?

Every machine is seen under marks of its own; some serial numbers are a maker's junk, some UUIDs were cloned with the
machine, some docks lend their MAC to whoever sits there, some names were given twice or changed. The figures show how
the method behaves under these traps; a real hospital's rates are not known.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from tenken.facts.model import Mark, MarkKind

SOURCES = ("ledger", "directory", "script", "scan", "snmp", "agent")


@dataclass(frozen=True)
class Machine:
    number: int
    network: bool
    serial: str
    uuid: str
    name: str
    earlier_name: str
    wired: str
    wireless: str
    dock: str


@dataclass(frozen=True)
class Sighting:
    machine: int
    source: str
    marks: tuple[Mark, ...]


def fleet(size: int, seed: int) -> tuple[Machine, ...]:
    chance = Random(seed)
    return tuple(_machine(number, size, chance) for number in range(size))


def _machine(number: int, size: int, chance: Random) -> Machine:
    network, roll = chance.random() < 0.12, chance.random
    name = f"{'SW' if network else 'PC'}-{number:05}"
    portable = not network and roll() < 0.3
    return Machine(
        number=number,
        network=network,
        serial=chance.choice(["To be filled by O.E.M.", "Default string", "0"]) if roll() < 0.06 else f"SN{number:07}",
        uuid=f"cloned-{chance.randrange(size // 60 + 1):04}" if roll() < 0.03 else f"uuid-{number:06}",
        name="DESKTOP-PC" if roll() < 0.02 else name,
        earlier_name=f"OLD-{number:05}" if roll() < 0.03 else "",
        wired=_mac(0, number),
        wireless=_mac(1, number) if portable else "",
        dock=_mac(2, chance.randrange(size // 30 + 1)) if portable and roll() < 0.4 else "",
    )


def _mac(kind: int, number: int) -> str:
    return f"00:1b:{kind:02x}:{number >> 16:02x}:{number >> 8 & 255:02x}:{number & 255:02x}"


def sightings(machines: tuple[Machine, ...], seed: int) -> Iterator[Sighting]:
    """Source after source, each in an order of its own."""
    chance = Random(seed + 1)
    for source in SOURCES:
        order = list(machines)
        chance.shuffle(order)
        for machine in order:
            marks = _SEEN_BY[source](machine, chance)
            if marks:
                yield Sighting(machine.number, source, tuple(Mark(kind, value) for kind, value in marks if value))


_Marks = list[tuple[MarkKind, str]]


def _ledger(m: Machine, chance: Random) -> _Marks:
    serial = m.serial if chance.random() < 0.9 else ""
    return [(MarkKind.ASSET_TAG, f"A{m.number:05}"), (MarkKind.SERIAL, serial), (MarkKind.HOSTNAME, m.name)]


def _directory(m: Machine, _chance: Random) -> _Marks:
    return [] if m.network else [(MarkKind.AD_GUID, f"guid-{m.number}"), (MarkKind.HOSTNAME, m.name)]


def _script(m: Machine, chance: Random) -> _Marks:
    if m.network or chance.random() < 0.1:
        return []
    return [(MarkKind.SERIAL, m.serial), (MarkKind.UUID, m.uuid), *_cards(m), (MarkKind.HOSTNAME, m.name)]


def _scan(m: Machine, chance: Random) -> _Marks:
    used = chance.choice([card for card in (m.wired, m.wireless, m.dock) if card])
    nameless = used != m.dock and chance.random() < 0.3  # at a dock, the card alone would name the dock
    return [(MarkKind.MAC, used), (MarkKind.HOSTNAME, "" if nameless else m.name)]


def _snmp(m: Machine, chance: Random) -> _Marks:
    serial = m.serial if chance.random() < 0.8 else ""
    return [(MarkKind.SERIAL, serial), (MarkKind.MAC, m.wired), (MarkKind.HOSTNAME, m.name)] if m.network else []


def _agent(m: Machine, chance: Random) -> _Marks:
    if m.network or chance.random() < 0.2:
        return []
    name = m.earlier_name or m.name
    return [(MarkKind.SERIAL, m.serial), (MarkKind.UUID, m.uuid), *_cards(m), (MarkKind.HOSTNAME, name)]


def _cards(m: Machine) -> _Marks:
    return [(MarkKind.MAC, m.wired), (MarkKind.MAC, m.wireless), (MarkKind.MAC, m.dock)]


_SEEN_BY = dict(zip(SOURCES, (_ledger, _directory, _script, _scan, _snmp, _agent), strict=True))


@dataclass(frozen=True)
class Score:
    """``precision`` and ``recall`` over pairs of sightings; ``mixed`` entries hold more than one machine."""

    precision: float
    recall: float
    mixed: int
    entries: int


def score(entry_of: Mapping[Sighting, str]) -> Score:
    by_entry = Counter((entry, sighting.machine) for sighting, entry in entry_of.items())
    entries, machines = Counter[str](), Counter[int]()
    for (entry, machine), n in by_entry.items():
        entries[entry] += n
        machines[machine] += n
    right = sum(_pairs(n) for n in by_entry.values())
    made, true = sum(map(_pairs, entries.values())), sum(map(_pairs, machines.values()))
    mixed = Counter(entry for entry, _machine in by_entry)
    return Score(right / made, right / true, sum(n > 1 for n in mixed.values()), len(entries))


def _pairs(n: int) -> int:
    return n * (n - 1) // 2
