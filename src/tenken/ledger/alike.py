"""Machines that are alike, by class and role, and what is open on them: a fixed number of questions, however many."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, QuerySet

from tenken.facts.model import MachineClass, SubjectId, SubjectKind
from tenken.facts.services import ListeningSockets, Socket
from tenken.ledger.links import links
from tenken.ledger.models import Entry, WayRow
from tenken.ledger.recall import statement
from tenken.rules.proposals import Seen

_OPEN = """
    SELECT k.subject_id, k.item, f.observation_id, s.id, s.body
    FROM fact_key k
    JOIN fact f ON f.id = (SELECT f2.id FROM fact f2 WHERE f2.key_id = k.id ORDER BY f2.observation_id DESC LIMIT 1)
    JOIN statement s ON s.id = f.statement_id
    WHERE k.kind = %s {only}
    ORDER BY f.observation_id"""
_OF_A_GROUP = """AND (
    k.subject_id IN (
        SELECT e.subject_id FROM entry e WHERE e.valid_to IS NULL AND e.machine_class = %s AND e.role = %s)
    OR k.subject_id IN (SELECT l.second_id FROM link l WHERE l.status = 'link'))"""
"""What was told of an entry that another stands for is told of that one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Machines in use of one class and role; ``seen`` of them told which sockets are open."""

    machine_class: MachineClass
    role: str
    machines: int
    seen: int

    @property
    def item(self) -> str:
        return f"{self.machine_class}/{self.role}" if self.role else self.machine_class.value


def groups() -> tuple[Group, ...]:
    """Every class and role in use, as the classes stand in their list."""
    present = _present()
    counted = dict[tuple[str, str], int]()
    for name, role, n in present.values_list("machine_class", "role").annotate(n=Count("pk")).order_by():
        counted[name, role] = n
    seen = _seen_by_group()
    order = list(MachineClass)
    known = ((MachineClass(name), role, n) for (name, role), n in counted.items() if name)
    found = [Group(name, role, n, seen.get((name.value, role), 0)) for name, role, n in known]
    return tuple(sorted(found, key=lambda group: (order.index(group.machine_class), group.role)))


def _seen_by_group() -> Mapping[tuple[str, str], int]:
    sql = """
        SELECT e.machine_class, e.role, COUNT(DISTINCT e.subject_id) FROM entry e
        JOIN fact_key k ON k.subject_id = e.subject_id AND k.kind = %s
        WHERE e.valid_to IS NULL AND NOT e.retired GROUP BY e.machine_class, e.role"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [ListeningSockets.kind])
        return {(name, role): n for name, role, n in cursor.fetchall()}


def roles() -> tuple[str, ...]:
    """Roles that the ledger gives already."""
    return tuple(_present().exclude(role="").values_list("role", flat=True).distinct().order_by("role"))


def seen_on(machine_class: MachineClass, role: str) -> tuple[Seen, ...]:
    """What the machines of a group show, as seen last; those that show the same are told together."""
    group = dict(_present().filter(machine_class=machine_class, role=role).values_list("subject_id", "subject__slug"))
    known, programs = links(), _programs(machine_class, role)
    told = defaultdict[int, dict[str, int]](dict)
    kept = dict[int, tuple[Socket, ...]]()
    for subject, item, number, sockets in _open(machine_class, role):
        first = known.end(subject)
        if first in group:
            told[first][item] = number
            kept[number] = sockets
    alike = defaultdict[tuple[tuple[int, ...], tuple[str, ...]], list[int]](list)
    for subject, by_item in told.items():
        alike[tuple(sorted(by_item.values())), programs.get(subject, ())].append(subject)
    return tuple(
        Seen(tuple(SubjectId(group[subject]) for subject in subjects), _together(kept, numbers), named)
        for (numbers, named), subjects in alike.items()
    )


def _together(kept: Mapping[int, tuple[Socket, ...]], numbers: Iterable[int]) -> tuple[Socket, ...]:
    return tuple({socket: None for number in numbers for socket in kept[number]})


def _open(machine_class: MachineClass, role: str) -> Iterable[tuple[int, str, int, tuple[Socket, ...]]]:
    """(machine, item, number of the statement, sockets); of several streams the one that changed last comes last."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN.format(only=_OF_A_GROUP), [ListeningSockets.kind, machine_class.value, role])
        rows = cursor.fetchall()
    return [(subject, item, number, statement(ListeningSockets.kind, body).sockets)
            for subject, item, _observation, number, body in rows]  # fmt: skip


def _programs(machine_class: MachineClass, role: str) -> Mapping[int, tuple[str, ...]]:
    """Remote-control programs as kept at the last assessment."""
    of_group = _present().filter(machine_class=machine_class, role=role).values("subject")
    found = defaultdict[int, list[str]](list)
    for subject, program in (
        WayRow.objects.filter(subject__in=of_group).order_by("program").values_list("subject_id", "program")
    ):
        found[subject].append(program)
    return {subject: tuple(names) for subject, names in found.items()}


def _present() -> QuerySet[Entry]:
    return Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None, retired=False)
