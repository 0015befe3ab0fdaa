"""What the ledger holds around each vendor, with a fixed number of queries however many vendors and machines."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery

from tenken.facts.model import SubjectId, SubjectKind
from tenken.facts.vendors import vendor_key
from tenken.ledger.models import Entry, MachineStanding, WayRow
from tenken.rules.model import Standing


@dataclass(frozen=True, slots=True)
class Looked:
    """The machines that a vendor looks after: how many, by class, and how many fail a row or cannot be told."""

    machines: int = 0
    not_met: int = 0
    unknown: int = 0
    by_class: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Failing:
    """A machine that fails rows."""

    about: SubjectId
    title: str
    machine_class: str
    place: str
    standing: Standing
    not_met: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Program:
    """A remote-control program on a vendor's machine. ``explained`` is empty where nobody says what it is for."""

    about: SubjectId
    title: str
    name: str
    explained: str


def looked_after(edition: str, form: str) -> Mapping[str, Looked]:
    """By the key of the vendor's name, as machines in use bear it; the empty key is of those without a vendor."""
    classes: dict[str, Counter[str]] = defaultdict(Counter)
    for vendor, machine_class, n in _present().values_list("vendor", "machine_class").annotate(n=Count("pk")):
        classes[vendor_key(vendor)][machine_class] += n
    vendor_of = Entry.objects.filter(subject=OuterRef("subject"), valid_to=None, retired=False).values("vendor")[:1]
    standings: dict[str, Counter[int]] = defaultdict(Counter)
    rows = MachineStanding.objects.filter(edition=edition, form=form).annotate(of=Subquery(vendor_of))
    for vendor, standing, n in rows.values_list("of", "standing").annotate(n=Count("pk")):
        standings[vendor_key(vendor or "")][standing] += n
    return {
        key: Looked(
            sum(found.values()),
            standings[key][Standing.NOT_MET],
            standings[key][Standing.UNKNOWN],
            tuple(sorted(found.items())),
        )
        for key, found in classes.items()
    }


def spellings(keys: Iterable[str]) -> tuple[str, ...]:
    """The ways in which machines in use write a vendor that has one of these keys."""
    wanted = set(keys) - {""}
    names = _present().values_list("vendor", flat=True).distinct()
    return tuple(name for name in names if vendor_key(name) in wanted)


def failing_machines(edition: str, form: str, names: Sequence[str], most: int) -> tuple[Failing, ...]:
    """The machines of a vendor that fail or cannot be told, the gravest first, at most so many."""
    bad = MachineStanding.objects.filter(edition=edition, form=form, standing__gte=Standing.UNKNOWN)
    bad = bad.filter(subject__in=_present().filter(vendor__in=names).values("subject"))
    rows = list(bad.select_related("subject").order_by("-standing", "-not_met", "-unknown", "subject")[:most])
    entries = {entry.subject_id: entry for entry in _present().filter(subject__in=[row.subject_id for row in rows])}
    return tuple(
        Failing(SubjectId(row.subject.slug), entry.title, entry.machine_class, entry.place, Standing(row.standing),
                row.not_met, row.unknown)
        for row in rows
        if (entry := entries.get(row.subject_id))
    )  # fmt: skip


def programs_on(names: Sequence[str], most: int) -> tuple[Program, ...]:
    """Remote-control programs on the machines of a vendor, those that nobody explains first."""
    title = Entry.objects.filter(subject=OuterRef("subject"), valid_to=None).values("title")[:1]
    whose = _present().filter(vendor__in=names).values("subject")
    rows = WayRow.objects.filter(subject__in=whose).select_related("subject").annotate(title=Subquery(title))
    found = rows.order_by("explained", "program", "pk")[:most]
    return tuple(Program(SubjectId(row.subject.slug), row.title or "", row.program, row.explained) for row in found)


def _present() -> QuerySet[Entry]:
    return Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None, retired=False)
