"""Where machines were ever seen on the network, with which cards, and under which AE titles: all that is on record."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_interface

from django.db import connection

from tenken.collectors.sightings import mac_of
from tenken.facts.dicom import EchoConsent, place_of
from tenken.facts.machines import NetworkPlace
from tenken.facts.model import MachineClass, MarkKind, Statement, SubjectId, SubjectKind
from tenken.facts.sightings import SeenOnNetwork
from tenken.ledger.links import Links, Status, links
from tenken.ledger.models import Entry, MarkRow, TargetRow
from tenken.ledger.recall import statement
from tenken.ledger.streams import placeholders

_PLACES = (SeenOnNetwork.kind, NetworkPlace.kind, EchoConsent.kind)


@dataclass
class Machine:
    """An entry with all that it stands for. ``entered`` is False as well of one that is no longer in use.

    ``perhaps`` are entries of which nobody has decided yet whether they are the same machine.
    """

    about: SubjectId
    title: str
    machine_class: MachineClass
    entered: bool
    addresses: set[str] = field(default_factory=set)
    cards: set[str] = field(default_factory=set)
    ae_titles: set[str] = field(default_factory=set)
    perhaps: list["Machine"] = field(default_factory=list)


def machines_seen(classes: Collection[MachineClass] = ()) -> tuple[Machine, ...]:
    """Every machine, or those of these classes. One that is no longer in use may still be plugged in."""
    known = links()
    found = _entries(classes)
    whose = tuple(known.behind(found)) if classes else ()
    if classes and not whose:
        return ()
    for subject, mark, value in _marks(whose):
        if machine := found.get(known.end(subject)):
            (machine.cards if mark == MarkKind.MAC else machine.ae_titles).add(mac_of(value) or value.casefold())
    for subject, says in _places(whose):
        if machine := found.get(known.end(subject)):
            _place(machine, says)
    for subject, address in TargetRow.objects.exclude(subject=None).values_list("subject_id", "address"):
        if machine := found.get(known.end(subject or 0)):
            machine.addresses |= _v4(address)
    _pair(found, known)
    return tuple(found.values())


def _entries(classes: Collection[MachineClass]) -> dict[int, Machine]:
    rows = Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None).select_related("subject")
    if classes:
        rows = rows.filter(machine_class__in=[one.value for one in classes])
    return {
        row.subject_id: Machine(
            SubjectId(row.subject.slug), row.title, MachineClass(row.machine_class), row.entered and not row.retired
        )
        for row in rows
    }


def _marks(whose: tuple[int, ...]) -> Iterator[tuple[int, str, str]]:
    rows = MarkRow.objects.filter(kind__in=(MarkKind.MAC, MarkKind.AE_TITLE), subject__kind=SubjectKind.MACHINE)
    if whose:
        rows = rows.filter(subject__in=whose)
    return rows.values_list("subject_id", "kind", "value").iterator(5000)


def _pair(found: dict[int, Machine], known: Links) -> None:
    for pair, status in known.status.items():
        if status is Status.POSSIBLE_LINK:
            first, second = (found.get(known.end(subject)) for subject in pair)
            if first and second:
                first.perhaps.append(second)
                second.perhaps.append(first)


def _place(machine: Machine, says: Statement) -> None:
    if isinstance(says, SeenOnNetwork):
        machine.addresses |= _v4(says.address)
        machine.cards |= {says.mac} - {""}
    elif isinstance(says, EchoConsent):
        machine.addresses |= _v4((place_of(says.reached_at) or ("", 0))[0])
        machine.ae_titles.add(says.ae_title.casefold())
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


def _places(whose: tuple[int, ...]) -> Iterator[tuple[int, Statement]]:
    """Whatever was ever said of where a machine is on the network."""
    only = f"AND k.subject_id IN ({placeholders(whose)})" if whose else ""
    sql = f"""SELECT DISTINCT k.subject_id, s.kind, s.body FROM fact_key k
              JOIN fact f ON f.key_id = k.id JOIN statement s ON s.id = f.statement_id
              WHERE k.kind IN ({placeholders(_PLACES)}) {only}"""  # noqa: S608 (only placeholders are put together)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*_PLACES, *whose])
        while rows := cursor.fetchmany(5000):
            yield from ((subject, statement(kind, body)) for subject, kind, body in rows)
