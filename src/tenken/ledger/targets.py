"""Where to look again and how often, and which host key is pinned there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Max

from tenken.collectors.model import Target
from tenken.facts.codec import message_from_json
from tenken.facts.model import SubjectId
from tenken.ledger.chunks import batched
from tenken.ledger.models import ObservationRow, Subject, TargetRow
from tenken.text import Message


@dataclass(frozen=True, slots=True)
class Tried:
    """The last attempt at a target; ``number`` is that of its observation."""

    number: int
    at: datetime
    complete: bool
    why: Message | None


@dataclass(frozen=True, slots=True)
class Watched:
    """A target with how often it is looked at. ``asked_at`` says that a person wants it looked at now."""

    number: int
    source: str
    target: Target
    about: SubjectId | None
    every: timedelta
    paused: bool
    asked_at: datetime | None
    asked_by: str
    last: Tried | None = None

    @property
    def next_at(self) -> datetime | None:
        """None while it is paused; a moment that has passed where it is due."""
        if self.paused:
            return None
        return self.last.at + self.every if self.last else datetime.min.replace(tzinfo=UTC)


def remembered(collector: str, target: Target) -> tuple[Target, SubjectId | None]:
    """The target with what is pinned for it, and whom it led to last time."""
    row = TargetRow.objects.filter(collector=collector, name=target.name).select_related("subject").first()
    if row is None:
        return target, None
    pinned = target.host_key or row.host_key
    known = Target(target.address, target.user, target.port, target.key_file or row.key_file, pinned)
    return known, SubjectId(row.subject.slug) if row.subject else None


def remember(collector: str, target: Target, host_key: str, about: SubjectId | None) -> None:
    """Look there again from now on. A host key that came is pinned for good."""
    values = {
        "address": target.address,
        "user": target.user,
        "port": target.port,
        "key_file": target.key_file,
        "host_key": host_key or target.host_key,
    }
    if about:
        values["subject"] = Subject.objects.get(slug=about)
    TargetRow.objects.update_or_create(collector=collector, name=target.name, defaults=values)


def all_targets(collector: str) -> tuple[Target, ...]:
    rows = TargetRow.objects.filter(collector=collector).order_by("name")
    return tuple(Target(row.address, row.user, row.port, row.key_file, row.host_key) for row in rows)


def watched(sources: Iterable[str]) -> tuple[Watched, ...]:
    """Every target of these sources with its last attempt, by name; three questions however many there are."""
    rows = (
        TargetRow.objects.filter(collector__in=tuple(sources)).select_related("subject").order_by("collector", "name")
    )
    found = list(rows)
    last = _last_tried([f"{row.collector}:{row.name}" for row in found])
    return tuple(_watched(row, last.get(f"{row.collector}:{row.name}")) for row in found)


def looked_at(one: Watched) -> None:
    """What was asked for was done."""
    TargetRow.objects.filter(pk=one.number, asked_at=one.asked_at).update(asked_at=None, asked_by="")


def _watched(row: TargetRow, last: Tried | None) -> Watched:
    return Watched(
        number=row.pk,
        source=row.collector,
        target=Target(row.address, row.user, row.port, row.key_file, row.host_key),
        about=SubjectId(row.subject.slug) if row.subject else None,
        every=timedelta(hours=row.every_hours),
        paused=row.paused,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        last=last,
    )


def _last_tried(streams: Iterable[str]) -> Mapping[str, Tried]:
    found: dict[str, Tried] = {}
    for chunk in batched(streams):
        newest = ObservationRow.objects.filter(stream__key__in=chunk).values("stream").annotate(last=Max("id"))
        rows = ObservationRow.objects.filter(pk__in=newest.values("last")).select_related("stream")
        for row in rows:
            found[row.stream.key] = Tried(row.pk, row.seen_at, row.complete, message_from_json(row.failure))
    return found
