"""名寄せの決定: which entries of the ledger are one machine. Made by marks or by a person; a person's word stays.

A link closes the second entry; what is known of it is read as the first's from then on, and was its own before. Taken
back, the second stands in the ledger again, and no marks ever link the two anew.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tenken.facts.model import FACILITY, Mark, MarkKind, SubjectId
from tenken.ledger import seal
from tenken.ledger.models import Entry, LinkRow, Subject


class Status(StrEnum):
    """What was decided of a pair, in the words of record linkage."""

    LINK = "link"
    NON_LINK = "non-link"
    POSSIBLE_LINK = "possible-link"


@dataclass(frozen=True, slots=True)
class Decision:
    """The newest word on a pair. ``by`` is empty where the marks in ``rested_on`` decided."""

    first: SubjectId
    second: SubjectId
    status: Status
    by: str
    rested_on: tuple[Mark, ...]
    recorded_at: datetime


@dataclass
class Links:
    """Every decision in force: pair → status, and who stands for whom."""

    status: dict[frozenset[int], Status] = field(default_factory=dict)
    stands_for: dict[int, int] = field(default_factory=dict)

    def of(self, first: int, second: int) -> Status | None:
        return self.status.get(frozenset((first, second)))

    def take(self, first: int, second: int, status: Status) -> None:
        """A newer word on a pair takes the place of the older, also where it names the two the other way round."""
        self.status[frozenset((first, second))] = status
        for one, other in ((first, second), (second, first)):
            if self.stands_for.get(one) == other:
                del self.stands_for[one]
        if status is Status.LINK:
            self.stands_for[second] = first

    def end(self, subject: int) -> int:
        """Who stands for this subject in the end; mostly itself."""
        while subject in self.stands_for:
            subject = self.stands_for[subject]
        return subject

    @property
    def asked(self) -> int:
        """How many pairs wait for a person's decision."""
        return sum(status is Status.POSSIBLE_LINK for status in self.status.values())

    def behind(self, subjects: Iterable[int]) -> set[int]:
        """These and all that they stand for."""
        wanted = set(subjects)
        return wanted | {second for second in self.stands_for if self.end(second) in wanted}


def links(as_of: datetime | None = None) -> Links:
    found = Links()
    rows = LinkRow.objects.order_by("pk")
    if as_of:
        rows = rows.filter(recorded_at__lte=as_of)
    for first, second, status in rows.values_list("first_id", "second_id", "status"):
        found.take(first, second, Status(status))
    return found


def slugs_linked(as_of: datetime | None, about: SubjectId | None = None) -> Mapping[str, str]:
    """Slug → slug of who stood for it then, or stands for it now; as far as it concerns this subject, or whomever."""
    if about == FACILITY:  # stands for nobody but itself
        return {}
    known = links(as_of)
    ends = {second: known.end(second) for second in known.stands_for}
    slugs = dict(Subject.objects.filter(pk__in={*ends, *ends.values()}).values_list("pk", "slug")) if ends else {}
    return {slugs[second]: slugs[first] for second, first in ends.items()}


def behind(about: SubjectId) -> list[str]:
    """The slugs of a subject and of all that it stands for now."""
    return [about, *(second for second, first in slugs_linked(None, about).items() if first == about)]


def decide(first: Subject, second: Subject, status: Status, now: datetime, by: str, rested_on: Iterable[Mark]) -> None:
    """Write a decision, within ``writing``. A link ends the second's entry; a non-link after it brings it back."""
    was = links().of(first.pk, second.pk)
    marks = json.dumps([[mark.kind.value, mark.value] for mark in rested_on], ensure_ascii=False)
    row = LinkRow.objects.create(
        first=first, second=second, status=status.value, by=by, rested_on=marks, recorded_at=now
    )
    seal.add_seals("link", [row.pk])
    if status is Status.LINK:
        Entry.objects.filter(subject=second, valid_to=None).update(valid_to=now)
    elif was is Status.LINK:
        _bring_back(second, now)


def _bring_back(subject: Subject, now: datetime) -> None:
    last = subject.entries.order_by("-pk").first()
    if last and last.valid_to:
        last.pk, last.valid_from, last.valid_to = None, now, None
        last.save(force_insert=True)


def decisions(*statuses: Status) -> tuple[Decision, ...]:
    """The newest word on every pair that has one of these statuses, newest first."""
    newest: dict[frozenset[int], LinkRow] = {}
    for row in LinkRow.objects.select_related("first", "second").order_by("pk"):
        newest[frozenset((row.first_id, row.second_id))] = row
    rows = sorted(newest.values(), key=lambda row: -row.pk)
    return tuple(_decision(row) for row in rows if row.status in statuses)


def _decision(row: LinkRow) -> Decision:
    marks = tuple(Mark(MarkKind(kind), value) for kind, value in json.loads(row.rested_on or "[]"))
    first, second = SubjectId(row.first.slug), SubjectId(row.second.slug)
    return Decision(first, second, Status(row.status), row.by, marks, row.recorded_at)
