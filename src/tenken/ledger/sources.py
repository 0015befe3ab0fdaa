"""How each source is doing: when it last answered, of how many machines it told, and what fails."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Max, OuterRef, Subquery

from tenken.facts.codec import message_from_json
from tenken.facts.model import SubjectKind
from tenken.ledger.models import FactKey, FactRow, ObservationRow
from tenken.ledger.streams import aware
from tenken.text import Message

LATELY = timedelta(days=30)
"""What failed longer ago and was not tried since is no news."""

_STREAMS = """
    SELECT t.key, u.id, u.kind, o.id, o.target, o.seen_at, o.complete, o.failure,
           (SELECT o3.seen_at FROM observation o3 WHERE o3.stream_id = t.id AND o3.complete
            ORDER BY o3.id DESC LIMIT 1)
    FROM stream t
    JOIN observation o ON o.id = (SELECT o2.id FROM observation o2 WHERE o2.stream_id = t.id
                                  ORDER BY o2.id DESC LIMIT 1)
    LEFT JOIN subject u ON u.id = o.about_id"""
_Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """The attempt at one target, the last there, and why it failed. ``number`` is that of the observation."""

    number: int
    target: str
    at: datetime
    why: Message | None


@dataclass(frozen=True, slots=True)
class Doing:
    """``failing`` are targets whose last attempt failed lately; ``failed`` is the newest of these attempts."""

    answered: datetime | None = None
    machines: int = 0
    failing: int = 0
    failed: Failed | None = None


def doings(now: datetime) -> Mapping[str, Doing]:
    """Source → how it is doing; sources that were never tried are left out. One question, a few seeks a stream."""
    with connection.cursor() as cursor:
        cursor.execute(_STREAMS)
        rows: list[_Row] = cursor.fetchall()
    by_source = defaultdict[str, list[_Row]](list)
    for row in rows:
        by_source[row[0].partition(":")[0]].append(row)
    return {source: _doing(streams, now) for source, streams in by_source.items()}


def _doing(streams: Iterable[_Row], now: datetime) -> Doing:
    machines, answers, failures = set[int](), list[datetime](), list[Failed]()
    for _key, about, kind, number, target, seen, complete, failure, answered in streams:
        if kind == SubjectKind.MACHINE:
            machines.add(about)
        if answered:
            answers.append(aware(answered))
        if not complete and now - aware(seen) <= LATELY:
            failures.append(Failed(number, target, aware(seen), message_from_json(failure)))
    newest = max(failures, key=lambda failed: failed.number, default=None)
    return Doing(max(answers, default=None), len(machines), len(failures), newest)


@dataclass(frozen=True, slots=True)
class Kept:
    """The latest whole answer at one place, and the digest of its bytes."""

    source: str
    target: str
    seen_at: datetime
    digest: str


def last_kept(sources: Iterable[str], since: datetime) -> tuple[Kept, ...]:
    """Of these sources, in the order of their places; nothing that was seen before ``since``."""
    newest = ObservationRow.objects.filter(complete=True).values("stream").annotate(last=Max("id")).values("last")
    rows = ObservationRow.objects.filter(pk__in=newest, seen_at__gte=since).exclude(raw_sha256="")
    found = ((row.collector.partition("/")[0], row) for row in rows.order_by("stream__key"))
    wanted = set(sources)
    return tuple(Kept(of, row.target, row.seen_at, row.raw_sha256) for of, row in found if of in wanted)


def gave(source: str) -> Mapping[str, int]:
    """Kind of statement → of how many machines this source says something of that kind now."""
    last = FactRow.objects.filter(key=OuterRef("pk")).order_by("-pk").values("statement")[:1]
    keys = FactKey.objects.filter(stream__key__startswith=f"{source}:").annotate(now=Subquery(last))
    counted = keys.exclude(now=None).values("kind").annotate(n=Count("subject", distinct=True))
    return {row["kind"]: row["n"] for row in counted}
