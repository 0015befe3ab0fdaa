"""Where machines were ever seen on the network, with which cards, and under which AE titles: all that is on record."""

import re
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
_MARKS = (MarkKind.MAC.value, MarkKind.AE_TITLE.value)
_PAIR = re.compile(r"[0-9a-f]{2}")


@dataclass
class Seen:
    """Addresses of IPv4, cards, and AE titles in small letters."""

    addresses: set[str] = field(default_factory=set)
    cards: set[str] = field(default_factory=set)
    ae_titles: set[str] = field(default_factory=set)


@dataclass(kw_only=True)
class Machine(Seen):
    """An entry with all that it stands for. ``entered`` is False as well of one that is no longer in use.

    ``perhaps`` are entries of which nobody has decided yet whether they are the same machine.
    """

    about: SubjectId
    title: str
    machine_class: MachineClass
    entered: bool
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
            _tell(machine, mark, value)
    for subject, says in _places(whose):
        if machine := found.get(known.end(subject)):
            _place(machine, says)
    for subject, address in TargetRow.objects.exclude(subject=None).values_list("subject_id", "address"):
        if machine := found.get(known.end(subject or 0)):
            machine.addresses |= _v4(address)
    _pair(found, known)
    return tuple(found.values())


def seen_with(parts: Collection[str], known: Links) -> Iterator[tuple[int, Seen]]:
    """(number of the machine, where it was seen) for whatever is on record in which one of these parts of an address, a
    card or an AE title stands. A machine may come several times.
    """
    for subject, kind, said in _told(parts) if parts else ():
        seen = Seen()
        _tell(seen, kind, said)
        yield known.end(subject), seen


def _told(parts: Collection[str]) -> Iterator[tuple[int, str, str]]:
    """(number of the subject, of what kind, what was said) wherever one of the parts stands."""
    forms = sorted({f"%{_literal(form)}%" for part in parts for form in _forms(part.lower())})
    marks, places, addresses = (
        " OR ".join([f"LOWER({column}) LIKE %s ESCAPE '!'"] * len(forms)) for column in ("value", "s.body", "address")
    )
    sql = f"""SELECT subject_id, kind, value FROM mark WHERE kind IN ({placeholders(_MARKS)}) AND ({marks})
              UNION SELECT k.subject_id, s.kind, s.body FROM fact_key k
                    JOIN fact f ON f.key_id = k.id JOIN statement s ON s.id = f.statement_id
                    WHERE k.kind IN ({placeholders(_PLACES)}) AND ({places})
              UNION SELECT subject_id, '', address FROM target
                    WHERE subject_id IS NOT NULL AND ({addresses})"""  # noqa: S608 (only placeholders are put together)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*_MARKS, *forms, *_PLACES, *forms, *forms])
        yield from cursor.fetchall()


def _forms(part: str) -> set[str]:
    """A part as it may be written: a card has four notations."""
    pairs = part.split(":")
    if not all(_PAIR.fullmatch(pair) for pair in pairs):
        return {part}
    fours = ["".join(pairs[at : at + 2]) for at in range(0, len(pairs), 2)]
    return {part, "-".join(pairs), ".".join(fours), "-".join(fours), "".join(pairs)}


def _literal(text: str) -> str:
    """For LIKE: as it stands. What JSON writes in another way may be anything."""
    return re.sub(r"[!%_]", r"!\g<0>", re.sub(r'["\\]|[^ -~]', "\0", text)).replace("\0", "%")


def _tell(machine: Seen, kind: str, said: str) -> None:
    if kind in _MARKS:
        (machine.cards if kind == MarkKind.MAC else machine.ae_titles).add(mac_of(said) or said.casefold())
    elif kind:
        _place(machine, statement(kind, said))
    else:
        machine.addresses |= _v4(said)


def _entries(classes: Collection[MachineClass]) -> dict[int, Machine]:
    rows = Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None).select_related("subject")
    if classes:
        rows = rows.filter(machine_class__in=[one.value for one in classes])
    return {
        row.subject_id: Machine(
            about=SubjectId(row.subject.slug),
            title=row.title,
            machine_class=MachineClass(row.machine_class),
            entered=row.entered and not row.retired,
        )
        for row in rows
    }


def _marks(whose: tuple[int, ...]) -> Iterator[tuple[int, str, str]]:
    rows = MarkRow.objects.filter(kind__in=_MARKS, subject__kind=SubjectKind.MACHINE)
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


def _place(machine: Seen, says: Statement) -> None:
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
