"""区分と役割の案: a machine without a class or a role is offered that of the machines which are like it.

Like are machines of one maker and model, and those whose names differ in the number at the end. The majority of them,
three at least, is offered with what it rests on; what the hardware speaks for comes after. A person decides.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from tenken.facts.machines import Hardware
from tenken.facts.model import MachineClass, SubjectId, SubjectKind
from tenken.ledger.models import Entry
from tenken.ledger.recall import statement
from tenken.rules.proposals import LEAST, MOST
from tenken.text import Message, _

OFFERED = (MachineClass.SERVER, MachineClass.CLIENT_PC, MachineClass.NETWORK, MachineClass.MEDICAL)
"""Classes that may be given to many at once. その他の機器 is judged by no row: that takes a reason for each."""
_NUMBER = re.compile(r"[-_.]?\d+$")
_HARDWARE = """
    SELECT k.subject_id, s.body FROM fact_key k
    JOIN fact f ON f.id = (SELECT f2.id FROM fact f2 WHERE f2.key_id = k.id ORDER BY f2.observation_id DESC LIMIT 1)
    JOIN statement s ON s.id = f.statement_id
    JOIN entry e ON e.subject_id = k.subject_id AND e.valid_to IS NULL AND e.machine_class = %s AND NOT e.retired
    WHERE k.kind = %s"""


class Machine(NamedTuple):
    number: int
    about: str
    title: str
    machine_class: str
    role: str
    maker: str
    model: str


class _Kind(NamedTuple):
    """What machines have in common: ``model`` or ``name``, and its folded words."""

    by: str
    words: str


@dataclass(frozen=True)
class Classing:
    """Machines that are offered one class and role, and why."""

    machine_class: MachineClass
    role: str
    because: Message
    machines: tuple[tuple[SubjectId, str], ...]
    lacks_class: bool

    @property
    def key(self) -> str:
        """By what a form names it; the words in it decide nothing."""
        parts = (str(self.lacks_class), self.machine_class.value, self.role, str(self.because))
        return "/".join(parts)


def classings() -> tuple[Classing, ...]:
    """Those that lack a class first, then those that lack a role; the largest first."""
    machines = _machines()
    lacking = [machine for machine in machines if machine.machine_class == MachineClass.UNKNOWN]
    found = [*_by_likeness(machines, lacking), *_by_hardware(machines, lacking), *_roles(machines)]
    return tuple(sorted(_joined(found), key=lambda one: (not one.lacks_class, -len(one.machines), one.key)))


def unclassed() -> int:
    return _present().filter(machine_class=MachineClass.UNKNOWN).count()


_Offer = tuple[Machine, MachineClass, str, Message]


def _by_likeness(machines: Iterable[Machine], lacking: Iterable[Machine]) -> Iterator[_Offer]:
    classes = _majority((m for m in machines if m.machine_class in OFFERED), lambda m: m.machine_class)
    for machine in lacking:
        kind = next((kind for kind in _kinds(machine) if kind in classes), None)
        if kind:
            value, n, of = classes[kind]
            yield machine, MachineClass(value), "", _because(kind, n, of)


def _by_hardware(machines: Iterable[Machine], lacking: Iterable[Machine]) -> Iterator[_Offer]:
    """What nobody is like, by its own chassis and system."""
    liked = {machine.number for machine, *_rest in _by_likeness(machines, lacking)}
    open_ = {machine.number: machine for machine in lacking if machine.number not in liked}
    with connection.cursor() as cursor:
        cursor.execute(_HARDWARE, [MachineClass.UNKNOWN.value, Hardware.kind])
        rows = cursor.fetchall() if open_ else []
    for number, body in rows:
        suggested = statement(Hardware.kind, body).suggests
        if number in open_ and suggested in OFFERED:
            yield open_[number], suggested, "", Message(_("its chassis and system speak for it"))


def _roles(machines: Iterable[Machine]) -> Iterator[_Offer]:
    known = _majority((m for m in machines if m.role), lambda m: f"{m.machine_class}/{m.role}")
    for machine in machines:
        kind = next((kind for kind in _kinds(machine) if kind in known), None) if not machine.role else None
        if kind:
            value, n, of = known[kind]
            machine_class, _slash, role = value.partition("/")
            if machine.machine_class == machine_class:
                yield machine, MachineClass(machine_class), role, _because(kind, n, of)


def _majority(machines: Iterable[Machine], value_of: Callable[[Machine], str]) -> Mapping[_Kind, tuple[str, int, int]]:
    """Kind → the value that most machines of it have, how many, of how many; where there is such a majority."""
    counted = defaultdict[_Kind, Counter[str]](Counter)
    for machine in machines:
        for kind in _kinds(machine):
            counted[kind][value_of(machine)] += 1
    first = {kind: (*values.most_common(1)[0], values.total()) for kind, values in counted.items()}
    return {kind: (value, n, of) for kind, (value, n, of) in first.items() if of >= LEAST and n >= MOST * of}


def _kinds(machine: Machine) -> Iterator[_Kind]:
    if machine.model:
        yield _Kind("model", f"{_folded(machine.maker)} {_folded(machine.model)}".strip())
    stem = _NUMBER.sub("", _folded(machine.title))
    if len(stem) > 1 and stem != _folded(machine.title):
        yield _Kind("name", stem)


def _because(kind: _Kind, n: int, of: int) -> Message:
    words = _("{n} of {of} machines of the model “{what}” are") if kind.by == "model" else _(
        "{n} of {of} machines whose names begin with “{what}” are")  # fmt: skip
    return Message(words, {"n": n, "of": of, "what": kind.words})


def _joined(found: Iterable[_Offer]) -> Iterator[Classing]:
    together = defaultdict[tuple[bool, MachineClass, str, str], list[_Offer]](list)
    for offer in found:
        machine, machine_class, role, because = offer
        lacks = machine.machine_class == MachineClass.UNKNOWN
        together[lacks, machine_class, role, str(because)].append(offer)
    for (lacks, machine_class, role, _words), offers in together.items():
        machines = tuple((SubjectId(machine.about), machine.title) for machine, *_rest in offers)
        yield Classing(machine_class, role, offers[0][3], machines, lacks)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _machines() -> list[Machine]:
    columns = ("subject_id", "subject__slug", "title", "machine_class", "role", "maker", "model")
    return [Machine(*row) for row in _present().order_by("title", "pk").values_list(*columns)]


def _present() -> QuerySet[Entry]:
    return Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None, retired=False)
