"""遠隔操作ソフトの一覧 as pages show it: what was seen at the last assessment, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from tenken.facts.model import FACILITY, Fact, SubjectId, SubjectKind, kind_of
from tenken.facts.services import NeededServices
from tenken.facts.vendors import RemoteMaintenanceReply, vendor_key
from tenken.ledger.models import Entry, FactKey, Subject, WayRow
from tenken.ledger.page import Page, within
from tenken.ledger.stated import of_the_house
from tenken.rules.remote_programs import called, programs
from tenken.rules.ways_in import WayIn, names_it
from tenken.verdicts.case import Case
from tenken.verdicts.register import Registered, register

BY_POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Line:
    """A program on a machine. ``explained`` is the kind of the statement that explains it, ``why`` its words."""

    about: SubjectId
    title: str
    machine_class: str
    role: str
    vendor: str
    program: str
    version: str
    seen_as: str
    seen_at: datetime
    seen_in: int
    collector: str
    explained: str
    why: str


@dataclass(frozen=True)
class Ways(Page[Line]):
    """``unexplained`` of ``all`` that there are have nobody's word."""

    all: int
    unexplained: int


def keep_ways(case: Case) -> None:
    """Replace what was kept; it can be made again from the ledger at any time."""
    found = [(one, *explanation(one.way, case.names)) for one in register(case)]
    slugs = {one.about for one, _kind, _why in found}
    numbers = dict(Subject.objects.filter(kind=SubjectKind.MACHINE).values_list("slug", "pk")) if slugs else {}
    with transaction.atomic():
        WayRow.objects.all().delete()
        WayRow.objects.bulk_create(
            [_row(one, numbers[one.about], kind, why) for one, kind, why in found if one.about in numbers],
            batch_size=500,
        )


def explanation(way: WayIn, names: Mapping[SubjectId, str]) -> tuple[str, str]:
    """The kind of what explains a program, and its words: the list's reason, or the vendor's name."""
    fact = way.explained_by
    if fact is None:
        return (BY_POLICY, "") if way.by_policy else ("", "")
    return fact.says.kind, _reason(fact, way) if kind_of(fact.about).value == FACILITY else names.get(fact.about, "")


def _reason(fact: Fact[NeededServices], way: WayIn) -> str:
    names = programs()[way.found.program].names
    return next((need.reason for need in fact.says.needed if called(need.service) in names), "")


def _row(one: Registered, subject: int, kind: str, why: str) -> WayRow:
    found = one.way.found
    return WayRow(
        subject_id=subject,
        observation_id=one.way.seen.seen_in,
        program=found.program,
        version=found.version[:200],
        seen_as=found.seen_as[:200],
        seen_at=one.way.seen.seen_at,
        explained=kind,
        why=why,
    )


def ways(words: str = "", explained: str = "", number: int = 1) -> Ways:
    """Lines by program and machine; ``explained`` is yes, no or empty for both."""
    counted = WayRow.objects.aggregate(n=Count("pk"), open=Count("pk", filter=Q(explained="")))
    found = _found(words, explained)
    total = found.count() if words or explained else counted["n"]
    number, lines = within(number, total)
    rows = found[lines]
    return Ways([_line(row) for row in rows], total, number, counted["n"], counted["open"])


def _found(words: str, explained: str) -> QuerySet[WayRow]:
    rows = WayRow.objects.select_related("subject", "observation")
    present = Entry.objects.filter(subject=OuterRef("subject"), valid_to=None)
    columns = ("title", "machine_class", "role", "vendor")
    rows = rows.annotate(**{f"of_{name}": Subquery(present.values(name)[:1]) for name in columns})
    if explained:
        rows = rows.exclude(explained="") if explained == "yes" else rows.filter(explained="")
    for word in words.split():
        rows = rows.filter(
            Q(program__icontains=word)
            | Q(of_title__icontains=word)
            | Q(of_vendor__icontains=word)
            | Q(of_role__icontains=word)
        )
    return rows.order_by("program", F("of_title"), "pk")


def _line(row: WayRow) -> Line:
    columns: tuple[str, str, str, str] = (
        row.of_title or "", row.of_machine_class or "", row.of_role or "", row.of_vendor or "",  # type: ignore[attr-defined]
    )  # fmt: skip
    return Line(
        SubjectId(row.subject.slug),
        *columns,
        row.program,
        row.version,
        row.seen_as,
        row.seen_at,
        row.observation_id,
        row.observation.collector,
        row.explained,
        row.why,
    )


def listed_machines() -> tuple[int, int]:
    """Machines in use of which some source lists the software, and all: of the others nothing can be said."""
    present = Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None, retired=False)
    listed = FactKey.objects.filter(kind="installed-software").values("subject")
    counted = present.aggregate(n=Count("pk"), listed=Count("pk", filter=Q(subject__in=listed)))
    return counted["listed"], counted["n"]


def declared_not_found(today: date) -> tuple[tuple[str, str], ...]:
    """(vendor, program) that a vendor's reply in force names and that was seen on no machine of that vendor."""
    names = dict(Entry.objects.filter(subject__kind=SubjectKind.VENDOR, valid_to=None)
                 .values_list("subject__slug", "title"))  # fmt: skip
    maintained = Entry.objects.filter(subject=OuterRef("subject"), valid_to=None).values("vendor")[:1]
    seen = WayRow.objects.annotate(vendor=Subquery(maintained)).values_list("vendor", "program").distinct()
    found = {(vendor_key(vendor or ""), program) for vendor, program in seen}
    replies = [fact for fact in of_the_house((RemoteMaintenanceReply,)) if fact.says.good_until >= today]
    declared = {
        (names.get(fact.about, fact.about.partition(":")[2]), program)
        for fact in replies
        for program in programs()
        if names_it(fact.says, program)
    }
    return tuple(sorted(one for one in declared if (vendor_key(one[0]), one[1]) not in found))
