"""設置場所: where machines stand, with a fixed number of questions however many machines and places there are."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from tenken.facts.contacts import kana_key
from tenken.facts.model import SubjectKind
from tenken.ledger.models import Entry, MachineStanding, ObservationRow, Reading
from tenken.ledger.page import Page, within
from tenken.rules.model import Standing


@dataclass(frozen=True)
class Place:
    """``name`` is empty for machines of which nobody wrote where they stand."""

    name: str
    reading: str
    machines: int
    by_class: tuple[tuple[str, int], ...]
    not_entered: int
    unseen: int
    not_met: int
    unknown: int


@dataclass(frozen=True)
class Places(Page[Place]):
    """``all`` places and ``machines`` in them, ``nowhere`` those without a place."""

    all: int
    machines: int
    nowhere: int


def places(edition: str, form: str, unseen_since: datetime, words: str = "", number: int = 1) -> Places:
    """Places by their reading, those without a name first."""
    counted, strange = _counted()
    unseen, standings = _unseen(unseen_since), _standings(edition, form)
    readings = dict(Reading.objects.filter(name__in=list(counted)).values_list("name", "reading"))
    wanted = [name for name in counted if _holds(f"{name} {readings.get(name, '')}", words)]
    wanted.sort(key=lambda name: (name != "", kana_key(readings.get(name) or name), name))
    number, lines = within(number, len(wanted))
    shown = [
        Place(
            name, readings.get(name, ""), counted[name].total(), tuple(sorted(counted[name].items())), strange[name],
            unseen[name], standings[name][Standing.NOT_MET], standings[name][Standing.UNKNOWN],
        )
        for name in wanted[lines]
    ]  # fmt: skip
    machines = sum(classes.total() for classes in counted.values())
    nowhere = counted[""].total() if "" in counted else 0
    return Places(shown, len(wanted), number, len(counted) - ("" in counted), machines, nowhere)


def _holds(text: str, words: str) -> bool:
    return all(word in text.casefold() for word in words.casefold().split())


def _counted() -> tuple[dict[str, Counter[str]], Counter[str]]:
    """Machines in use by place and class, and by place those that nobody entered."""
    found, strange = defaultdict[str, Counter[str]](Counter), Counter[str]()
    rows = _present().values_list("place", "machine_class").annotate(n=Count("pk"), new=Count("pk", Q(entered=False)))
    for place, machine_class, n, new in rows:
        found[place.strip()][machine_class] += n
        strange[place.strip()] += new
    return dict(found), strange


def _unseen(since: datetime) -> Counter[str]:
    """Machines that no source saw from then on. What a person wrote is no sight."""
    sighted = ObservationRow.objects.filter(about=OuterRef("subject"), complete=True)
    last = sighted.exclude(collector__startswith="person/").order_by("-id").values("seen_at")[:1]
    rows = _present().annotate(last=Subquery(last)).filter(Q(last=None) | Q(last__lt=since))
    found = Counter[str]()
    for place, n in rows.values_list("place").annotate(n=Count("pk")):
        found[place.strip()] += n
    return found


def _standings(edition: str, form: str) -> Mapping[str, Counter[int]]:
    place = Entry.objects.filter(subject=OuterRef("subject"), valid_to=None, retired=False).values("place")[:1]
    rows = MachineStanding.objects.filter(edition=edition, form=form).annotate(at=Subquery(place))
    found = defaultdict[str, Counter[int]](Counter)
    for at, standing, n in rows.values_list("at", "standing").annotate(n=Count("pk")):
        if at is not None:
            found[at.strip()][standing] += n
    return found


def _present() -> QuerySet[Entry]:
    return Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None, retired=False).order_by()


def machines_with_role(words: tuple[str, ...]) -> Mapping[str, int]:
    """For each of these words, the machines in use whose role bears it; one question."""
    roles = [(role, n) for role, n in _present().exclude(role="").values_list("role").annotate(n=Count("pk"))]
    return {word: sum(n for role, n in roles if word in role) for word in words}
