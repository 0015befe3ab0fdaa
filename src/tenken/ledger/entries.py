"""Births of subjects, and what the ledger says of them from when to when."""

import re
from dataclasses import replace
from datetime import datetime

from tenken.facts.machines import LedgerEntry
from tenken.facts.model import FACILITY, MachineClass, SubjectId, SubjectKind
from tenken.ledger.links import links
from tenken.ledger.models import Entry, ObservationRow, Subject
from tenken.ledger.writing import LedgerError
from tenken.text import _

_COLUMNS = (
    "title", "place", "owner", "vendor", "maker", "model", "serial", "fit_for_use", "entered", "retired", "note",
)  # fmt: skip


def subject_of(about: SubjectId) -> Subject:
    """The subject of this id, or the one that stands for it. Raises LedgerError for one that nobody registered."""
    if about == FACILITY:
        return Subject.objects.get_or_create(slug=FACILITY, defaults={"kind": SubjectKind.FACILITY})[0]
    found = Subject.objects.filter(slug=about).first() or Subject.objects.filter(slug=slug_of(about)).first()
    if found is None:
        raise LedgerError(_("the ledger knows no {about}; register it first"), about=about)
    end = links().end(found.pk)
    return found if end == found.pk else Subject.objects.get(pk=end)


def slug_of(about: SubjectId) -> SubjectId:
    """The id of whom a person calls so: ``vendor:株式会社 北斗`` is kept as ``vendor:株式会社-北斗``."""
    kind, colon, name = about.partition(":")
    return SubjectId(_slug(kind, name)) if colon else about


def born(kind: SubjectKind, title: str) -> Subject:
    """A new subject, named for what it is called at birth. Its first entry follows with the observation."""
    return Subject.objects.create(slug=_free_slug(kind, title), kind=kind)


def write_entry(subject: Subject, says: LedgerEntry, observation: ObservationRow, now: datetime) -> bool:
    """From now on the ledger says this. False where it said so already."""
    present = present_entry(subject)
    if present and entry_value(present) == says:
        return False
    Entry.objects.filter(subject=subject, valid_to=None).update(valid_to=now)
    machine_class = says.machine_class.value if subject.kind == SubjectKind.MACHINE else ""
    columns = {name: getattr(says, name) for name in _COLUMNS}
    Entry.objects.create(
        subject=subject, observation=observation, valid_from=now, machine_class=machine_class, **columns
    )
    return True


def present_entry(subject: Subject) -> Entry | None:
    return subject.entries.filter(valid_to=None).first()


def entry_value(entry: Entry) -> LedgerEntry:
    machine_class = MachineClass(entry.machine_class or MachineClass.OTHER)
    return LedgerEntry(machine_class=machine_class, **{name: getattr(entry, name) for name in _COLUMNS})


def retired(entry: LedgerEntry, note: str) -> LedgerEntry:
    return replace(entry, retired=True, note=note)


def _slug(kind: str, title: str) -> str:
    name = re.sub(r"[\s/:]+", "-", title.strip()) or "unnamed"
    return f"{kind}:{name}"[:190]


def _free_slug(kind: SubjectKind, title: str) -> str:
    base = _slug(kind, title)
    taken = set(Subject.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)
