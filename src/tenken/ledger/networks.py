"""Where on the network machines were seen last, by range of addresses."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, ip_interface

from django.db import connection

from tenken.facts.machines import NetworkPlace
from tenken.facts.model import MachineClass, SubjectId, SubjectKind
from tenken.facts.sightings import SeenOnNetwork
from tenken.ledger import seal
from tenken.ledger.links import links
from tenken.ledger.models import Entry
from tenken.ledger.recall import statement

OTHERS = 24
"""Addresses in no named range are told by ranges of this prefix."""


@dataclass(frozen=True, slots=True)
class Sighted:
    """A machine of the ledger at an address; ``entered`` is False where it was only seen."""

    about: SubjectId
    title: str
    machine_class: str
    place: str
    entered: bool
    address: str


@dataclass
class Range:
    """A range of addresses with the machines that were seen in it last."""

    network: IPv4Network
    machines: list[Sighted] = field(default_factory=list)

    @property
    def entered(self) -> int:
        return len({one.about for one in self.machines if one.entered})

    @property
    def unknown(self) -> int:
        return len({one.about for one in self.machines if not one.entered})

    @property
    def medical(self) -> int:
        return len({one.about for one in self.machines if one.machine_class == MachineClass.MEDICAL.value})


def ranges(named: Iterable[IPv4Network]) -> tuple[Range, ...]:
    """The named ranges and those of the other addresses. A machine stands in the smallest range that holds it."""
    # By whole numbers: making a network of each address would take most of the time of the page.
    wanted = {(int(network.network_address), network.prefixlen): list[Sighted]() for network in named}
    lengths = sorted({length for _start, length in wanted}, reverse=True)
    for address, one in _sighted():
        keys = ((address >> (32 - length) << (32 - length), length) for length in lengths)
        key = next((key for key in keys if key in wanted), (address >> (32 - OTHERS) << (32 - OTHERS), OTHERS))
        wanted.setdefault(key, []).append(one)
    return tuple(Range(IPv4Network(key), wanted[key]) for key in sorted(wanted))


def _sighted() -> Iterator[tuple[int, Sighted]]:
    """Each address with the machine that was seen there."""
    known, addresses = links(), _addresses(*seal.head())
    columns = ("subject_id", "subject__slug", "title", "machine_class", "place", "entered")
    present = Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None, retired=False)
    entries = {row[0]: row[1:] for row in present.values_list(*columns)}
    at = defaultdict[int, set[int]](set)
    for subject, found in addresses.items():
        at[known.end(subject)] |= found
    for subject in at.keys() & entries.keys():
        slug, title, machine_class, place, entered = entries[subject]
        for address in sorted(at[subject]):
            one = Sighted(SubjectId(slug), title, machine_class, place, entered, str(IPv4Address(address)))
            yield address, one


@lru_cache(maxsize=1)
def _addresses(number: int, digest: str) -> Mapping[int, frozenset[int]]:
    """By the machine's number. What is sealed does not change, so that it is read once until something is added."""
    del number, digest
    sql = """SELECT k.subject_id, s.kind, s.body FROM fact_key k
             JOIN fact f ON f.id = (SELECT f2.id FROM fact f2 WHERE f2.key_id = k.id
                                    ORDER BY f2.observation_id DESC LIMIT 1)
             JOIN statement s ON s.id = f.statement_id
             WHERE k.kind IN (%s, %s)"""
    found = defaultdict[int, set[int]](set)
    with connection.cursor() as cursor:
        cursor.execute(sql, [SeenOnNetwork.kind, NetworkPlace.kind])
        while rows := cursor.fetchmany(5000):
            for subject, kind, body in rows:
                found[subject] |= _v4(statement(kind, body))
    return {subject: frozenset(addresses) for subject, addresses in found.items()}


def _v4(says: object) -> set[int]:
    if isinstance(says, SeenOnNetwork):
        return _usable(says.address)
    interfaces = says.interfaces if isinstance(says, NetworkPlace) else ()
    return {found for one in interfaces for text in one.addresses for found in _usable(text)}


def _usable(text: str) -> set[int]:
    """The address without its prefix, where others of the house can reach it."""
    try:
        address = ip_interface(text).ip
    except ValueError:
        return set()
    usable = address.version == 4 and not (address.is_loopback or address.is_link_local or address.is_unspecified)
    return {int(address)} if usable else set()
