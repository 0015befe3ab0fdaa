"""触れない機器 in the world: which addresses and cards the no-touch list comes to, by all that was ever seen.

The safe side is chosen throughout: an address counts that a machine had at any time; machines that left the ledger
count; so does an entry of the list whose review is overdue.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from ipaddress import IPv4Network, ip_interface

from django.db import connection

from tenken.collectors.sightings import mac_of
from tenken.collectors.sweep.plan import FIRST_PARTS, Untouchable, card_of
from tenken.facts.machines import NetworkPlace
from tenken.facts.model import MachineClass, MarkKind, Statement, SubjectId, SubjectKind
from tenken.facts.sightings import SeenOnNetwork
from tenken.facts.sweeps import NoTouch, NoTouchBy, network_of
from tenken.ledger.links import links
from tenken.ledger.models import Entry, MarkRow, TargetRow
from tenken.ledger.recall import statement
from tenken.ledger.streams import placeholders
from tenken.text import Message, _

_PLACES = (SeenOnNetwork.kind, NetworkPlace.kind)
_ALWAYS = (MachineClass.MEDICAL,)
_NOT_CLASSED = (MachineClass.UNKNOWN, MachineClass.MEDICAL)


@dataclass
class _Machine:
    """An entry with all that it stands for."""

    about: SubjectId
    title: str
    machine_class: MachineClass
    entered: bool
    addresses: set[str] = field(default_factory=set)
    cards: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)


def untouchable(listed: Iterable[NoTouch]) -> Untouchable:
    """What the list, and the ledger's medical devices beside it, come to now."""
    listed = tuple(listed)
    networks, cards = _said(listed)
    unplaced, familiar = list[str](), set[str]()
    for machine in _machines():
        why = _why(machine, listed) or next((cards[c] for c in sorted(_prefixes(machine)) if c in cards), None)
        if why is None:
            if machine.entered and machine.machine_class not in _NOT_CLASSED:
                familiar |= machine.cards
            continue
        networks |= {IPv4Network(address): why for address in machine.addresses if IPv4Network(address) not in networks}
        cards |= {card: why for card in machine.cards if card not in cards}
        if not machine.addresses | machine.cards:
            unplaced.append(machine.title)
    return Untouchable(networks, cards, tuple(unplaced), frozenset(familiar))


def _said(listed: tuple[NoTouch, ...]) -> tuple[dict[IPv4Network, Message], dict[str, Message]]:
    """Addresses and cards that the list itself names."""
    networks, cards = dict[IPv4Network, Message](), dict[str, Message]()
    for entry in listed:
        why = Message(_("on the no-touch list: {reason}"), {"reason": entry.reason})
        if entry.by_what is NoTouchBy.ADDRESS:
            if network := network_of(entry.which):
                networks[network] = why
        elif entry.by_what is NoTouchBy.CARD:
            cards[card_of(entry.which)] = why
    return networks, cards


def _prefixes(machine: _Machine) -> set[str]:
    return machine.cards | {card[:FIRST_PARTS] for card in machine.cards}


def _why(machine: _Machine, listed: tuple[NoTouch, ...]) -> Message | None:
    for entry in listed:
        hit = {
            NoTouchBy.AE_TITLE: entry.which.strip().casefold() in machine.titles,
            NoTouchBy.MACHINE: entry.which.strip() == machine.about,
            NoTouchBy.MACHINE_CLASS: entry.which.strip() == machine.machine_class,
        }
        if hit.get(entry.by_what):
            return Message(
                _("{machine}, on the no-touch list: {reason}"), {"machine": machine.title, "reason": entry.reason}
            )
    if machine.machine_class in _ALWAYS:
        return Message(_("{machine} is a medical device"), {"machine": machine.title})
    return None


def _machines() -> tuple[_Machine, ...]:
    known = links()
    found: dict[int, _Machine] = {}
    for row in Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None).select_related("subject"):
        about, of = SubjectId(row.subject.slug), MachineClass(row.machine_class)
        found[row.subject_id] = _Machine(about, row.title, of, row.entered and not row.retired)
    marks = MarkRow.objects.filter(kind__in=(MarkKind.MAC, MarkKind.AE_TITLE), subject__kind=SubjectKind.MACHINE)
    for subject, kind, value in marks.values_list("subject_id", "kind", "value").iterator(5000):
        if machine := found.get(known.end(subject)):
            (machine.cards if kind == MarkKind.MAC else machine.titles).add(mac_of(value) or value.casefold())
    for subject, says in _places():
        if machine := found.get(known.end(subject)):
            _place(machine, says)
    for subject, address in TargetRow.objects.exclude(subject=None).values_list("subject_id", "address"):
        if machine := found.get(known.end(subject)):
            machine.addresses |= _v4(address)
    return tuple(found.values())


def _place(machine: _Machine, says: Statement) -> None:
    if isinstance(says, SeenOnNetwork):
        machine.addresses |= _v4(says.address)
        machine.cards |= {says.mac} - {""}
    elif isinstance(says, NetworkPlace):
        for interface in says.interfaces:
            machine.cards |= {mac_of(interface.mac)} - {""}
            machine.addresses |= {found for text in interface.addresses for found in _v4(text)}


def _v4(text: str) -> set[str]:
    """The address without its prefix, where it is one of IPv4 that somebody else can reach."""
    try:
        address = ip_interface(text).ip
    except ValueError:
        return set()
    return {str(address)} if address.version == 4 and not address.is_loopback else set()


def _places() -> Iterator[tuple[int, Statement]]:
    """Whatever was ever said of where a machine is on the network."""
    sql = f"""SELECT DISTINCT k.subject_id, s.kind, s.body FROM fact_key k
              JOIN fact f ON f.key_id = k.id JOIN statement s ON s.id = f.statement_id
              WHERE k.kind IN ({placeholders(_PLACES)})"""  # noqa: S608 (only placeholders are put together)
    with connection.cursor() as cursor:
        cursor.execute(sql, _PLACES)
        while rows := cursor.fetchmany(5000):
            yield from ((subject, statement(kind, body)) for subject, kind, body in rows)
