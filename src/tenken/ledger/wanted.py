"""What the list of machines is narrowed to and sorted by, as questions to the database."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce, Concat, NullIf

from tenken.facts.model import MarkKind, SubjectKind
from tenken.ledger.links import Links
from tenken.ledger.models import Entry, MachineStanding, MarkRow, ObservationRow, Reading
from tenken.ledger.sought import folded
from tenken.rules.model import Standing

NONE = "-"
"""Typed where a column is to be empty."""
TEXTS = {"place": "place", "owner": "owner", "vendor": "vendor", "role": "role", "system": "subject__sought__system"}
"""Field of the filter → column in which its words are looked for."""
SORTS = {
    "title": "subject__sought__title_key",
    "class": "machine_class",
    "role": "role",
    "place": "place_key",
    "owner": "owner_key",
    "vendor": "vendor",
    "maker": "maker",
    "model": "model",
    "serial": "serial",
    "asset_tag": "asset_tag",
    "hostname": "hostname",
    "system": "subject__sought__system",
    "seen": "last_seen",
    "standing": "worst",
    "fit": "fit_for_use",
    "entered": "entered",
    "note": "note",
}
_NEWEST_FIRST = ("seen", "standing")
"""Sorted so, the last seen and the gravest verdict come first."""
_FOUND_BY = (MarkKind.ASSET_TAG, MarkKind.HOSTNAME, MarkKind.FQDN, MarkKind.SERIAL, MarkKind.MAC)


@dataclass(frozen=True)
class Those:
    """Machines of these classes, of these ids, and those that have these numbers in the ledger."""

    classes: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[int]


@dataclass(frozen=True)
class Filter:
    """What the list is narrowed to; empty fields narrow nothing. ``sort`` with a minus before it turns the order.

    ``unseen_since`` finds machines that no source saw from then on; ``only`` those that are named.
    """

    machine_class: str = ""
    words: str = ""
    standing: str = ""
    entered: str = ""
    place: str = ""
    owner: str = ""
    vendor: str = ""
    role: str = ""
    system: str = ""
    retired: str = ""
    unseen_since: datetime | None = None
    only: Those | None = None
    sort: str = "title"


def found(edition: str, form: str, wanted: Filter, known: Links) -> QuerySet[Entry]:
    """The entries that are wanted, in their order, with ``last_seen``."""
    present = Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None, retired=wanted.retired == "yes")
    present = _by_columns(present, wanted)
    # Two-letter Japanese words must be found, so no full-text index of three letters.
    for word in folded(wanted.words).split():
        present = present.filter(_holding(word, known))
    if wanted.standing:
        level = int(Standing[wanted.standing.upper()])
        ids = MachineStanding.objects.filter(edition=edition, form=form, standing=level)
        present = present.filter(subject__in=ids.values("subject"))
    present = present.annotate(last_seen=Subquery(_seen()))
    if wanted.unseen_since:
        present = present.filter(Q(last_seen=None) | Q(last_seen__lt=wanted.unseen_since))
    return _sorted(present, edition, form, wanted.sort).select_related("subject", "subject__sought")


def _by_columns(present: QuerySet[Entry], wanted: Filter) -> QuerySet[Entry]:
    if wanted.machine_class:
        present = present.filter(machine_class=wanted.machine_class)
    if wanted.entered:
        present = present.filter(entered=wanted.entered == "yes")
    if wanted.only is not None:
        classed = Q(machine_class__in=wanted.only.classes)
        named = Q(subject__slug__in=wanted.only.names) | Q(subject__in=wanted.only.numbers)
        present = present.filter(classed | named)
    for name, column in TEXTS.items():
        text = getattr(wanted, name).strip()
        if text in (NONE, "－", "ー"):
            present = present.filter(**{column: ""})
        elif text:
            present = present.filter(Q(**{f"{column}__icontains": text}) | Q(**{f"{column}__icontains": folded(text)}))
    return present


def _holding(word: str, known: Links) -> Q:
    """In a column of the entry, in how its person or place is read, in the system, or in a mark, also of an entry
    that it stands for."""
    marks = MarkRow.objects.filter(kind__in=_FOUND_BY, value__contains=word)
    others = marks.filter(subject__in=known.stands_for).values_list("subject_id", flat=True) if known.stands_for else ()
    ends = {known.end(subject) for subject in others}
    read = Reading.objects.filter(reading__contains=word).values("name")
    return (
        Q(subject__sought__words__contains=word)
        | Q(owner__in=read)
        | Q(place__in=read)
        | Q(subject__sought__system__icontains=word)
        | Q(subject__in=marks.values("subject"))
        | Q(subject__in=ends)
    )


def _seen() -> QuerySet[ObservationRow, tuple[datetime]]:
    """What a person wrote into the ledger is no sight of the machine."""
    answered = ObservationRow.objects.filter(about=OuterRef("subject"), complete=True)
    return answered.exclude(collector__startswith="person/").order_by("-id").values_list("seen_at")[:1]


def _sorted(present: QuerySet[Entry], edition: str, form: str, sort: str) -> QuerySet[Entry]:
    key = sort.removeprefix("-") if sort.removeprefix("-") in SORTS else "title"
    column = SORTS[key]
    if column in ("place_key", "owner_key"):
        name = column.removesuffix("_key")
        said = Reading.objects.filter(name=OuterRef(name)).values("reading")[:1]
        present = present.annotate(**{column: Coalesce(Subquery(said), NullIf(F(name), Value("")))})
    if column in ("asset_tag", "hostname"):
        kind = MarkKind.ASSET_TAG if column == "asset_tag" else MarkKind.HOSTNAME
        # Of a machine's few marks, not of the many of a kind: an index on the kind would be taken otherwise.
        marks = MarkRow.objects.annotate(of=Concat("kind", Value(""))).filter(subject=OuterRef("subject"), of=kind)
        present = present.annotate(**{column: Subquery(marks.order_by("value").values("value")[:1])})
    if column == "worst":
        standing = MachineStanding.objects.filter(subject=OuterRef("subject"), edition=edition, form=form)
        present = present.annotate(worst=Subquery(standing.values("standing")[:1]))
    turned = sort.startswith("-") is not (key in _NEWEST_FIRST)
    field = F(column)
    first: OrderBy = field.desc(nulls_last=True) if turned else field.asc(nulls_last=True)
    return present.order_by(first, "subject__sought__title_key", "pk")
