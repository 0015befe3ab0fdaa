"""ふりがな of persons and places: by them the ledger is sorted, and found."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from tenken.facts.model import SubjectKind
from tenken.ledger.models import Entry, Reading
from tenken.ledger.page import Page, within
from tenken.ledger.sought import folded, in_order


@dataclass(frozen=True, slots=True)
class Read:
    """A name of the ledger, how many machines bear it as person or place, and how it is read; empty where unknown."""

    name: str
    machines: int
    reading: str


def names_to_read(number: int, *, lacking: bool) -> Page[Read]:
    """Persons and places of machines in use, in the order of the ledger; ``lacking`` only those without a reading."""
    present = Entry.objects.filter(subject__kind=SubjectKind.MACHINE, valid_to=None, retired=False).order_by()
    counted: dict[str, int] = {}
    for column in ("owner", "place"):
        for name, n in present.exclude(**{column: ""}).values_list(column).annotate(n=Count("pk")):
            counted[name] = counted.get(name, 0) + n
    known = dict(Reading.objects.values_list("name", "reading"))
    wanted = [name for name in counted if not (lacking and known.get(name))]
    wanted.sort(key=lambda name: in_order(known.get(name) or name))
    number, lines = within(number, len(wanted))
    return Page([Read(name, counted[name], known.get(name, "")) for name in wanted[lines]], len(wanted), number)


def keep_readings(said: Mapping[str, str]) -> int:
    """Write how these names are read, an empty one takes it away; how many changed. Kana are kept as katakana."""
    wanted = {name: folded(reading) for name, reading in said.items()}
    known = dict(Reading.objects.filter(name__in=list(wanted)).values_list("name", "reading"))
    changed = {name: reading for name, reading in wanted.items() if known.get(name, "") != reading}
    for name, reading in changed.items():
        if reading:
            Reading.objects.update_or_create(name=name, defaults={"reading": reading})
        else:
            Reading.objects.filter(name=name).delete()
    return len(changed)
