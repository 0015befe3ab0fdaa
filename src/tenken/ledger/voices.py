"""All sources of one subject side by side: what each said last, and how what was said changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import connection

from tenken.facts.machines import LedgerEntry
from tenken.facts.model import ObservationId, Statement, SubjectId
from tenken.ledger.entries import entry_value
from tenken.ledger.links import behind
from tenken.ledger.models import Entry, ObservationRow
from tenken.ledger.recall import statement
from tenken.ledger.streams import last_confirmed, placeholders


@dataclass(frozen=True, slots=True)
class Voice:
    """The last word of one source on one thing: ``said_in`` is where it began to say so, ``seen_at`` the last time."""

    says: Statement
    said_in: ObservationId
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """From an observation on, a source said something else of one thing; None where it said nothing of it."""

    kind: str
    old: Statement | None
    new: Statement | None
    said_in: ObservationId


def voices(subject: SubjectId, as_of: datetime) -> Sequence[Voice]:
    """Every source's last word by then, by kind and item; the one that spoke last comes first."""
    cut, whose = _cut(as_of), [SubjectId(slug) for slug in behind(subject)]
    sql = f"""
        SELECT k.kind, k.stream_id, f.observation_id, s.body
        FROM fact_key k
        JOIN subject u ON u.id = k.subject_id
        JOIN fact f ON f.id = (SELECT f2.id FROM fact f2 WHERE f2.key_id = k.id AND f2.observation_id <= %s
                               ORDER BY f2.observation_id DESC LIMIT 1)
        JOIN statement s ON s.id = f.statement_id
        WHERE u.slug IN ({placeholders(whose)})"""  # noqa: S608 (only placeholders are put together)
    confirmed = last_confirmed(cut, whose)
    with connection.cursor() as cursor:
        cursor.execute(sql, [cut, *whose])
        found = [
            Voice(statement(kind, body), ObservationId(seen_in), confirmed[stream].seen_at)
            for kind, stream, seen_in, body in cursor.fetchall()
            if stream in confirmed
        ]
    newest_first = sorted(found, key=lambda voice: voice.seen_at, reverse=True)
    return sorted(newest_first, key=lambda voice: (voice.says.kind, voice.says.item))


def turns(subject: SubjectId, as_of: datetime) -> Sequence[Turn]:
    """Every change by then, newest first; also of what the ledger itself says. First words are no change."""
    changes = [*_said_otherwise(subject, _cut(as_of)), *_entered_otherwise(subject, as_of)]
    return sorted(changes, key=lambda turn: turn.said_in, reverse=True)


def _said_otherwise(subject: SubjectId, cut: int) -> Iterator[Turn]:
    whose = behind(subject)
    sql = f"""
        SELECT k.id, k.kind, f.observation_id, s.body
        FROM fact_key k
        JOIN subject u ON u.id = k.subject_id
        JOIN fact f ON f.key_id = k.id AND f.observation_id <= %s
        LEFT JOIN statement s ON s.id = f.statement_id
        WHERE u.slug IN ({placeholders(whose)})
        ORDER BY k.id, f.observation_id"""  # noqa: S608 (only placeholders are put together)
    with connection.cursor() as cursor:
        cursor.execute(sql, [cut, *whose])
        rows = cursor.fetchall()
    for _key, said in groupby(rows, key=lambda row: row[0]):
        old: Statement | None = None
        for number, (_pk, kind, seen_in, body) in enumerate(said):
            new = statement(kind, body) if body else None
            if number:
                yield Turn(kind, old, new, ObservationId(seen_in))
            old = new


def _entered_otherwise(subject: SubjectId, as_of: datetime) -> Iterator[Turn]:
    old: LedgerEntry | None = None
    for row in Entry.objects.filter(subject__slug=subject, valid_from__lte=as_of).order_by("valid_from", "pk"):
        new = entry_value(row)
        if old:
            yield Turn(LedgerEntry.kind, old, new, ObservationId(row.observation_id))
        old = new


def _cut(as_of: datetime) -> int:
    """The newest observation that counts."""
    row = ObservationRow.objects.filter(recorded_at__lte=as_of).order_by("-id").values_list("pk", flat=True).first()
    return row or 0
