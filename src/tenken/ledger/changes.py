"""Facts are written only where something changed: a statement once, and a row for each key that now says another."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import connection

from tenken.facts.codec import from_json, to_json
from tenken.facts.model import Statement
from tenken.ledger.models import FactKey, FactRow, ObservationRow, StatementRow
from tenken.ledger.whom import Whom

_CHUNK = 500
Key = tuple[int, str, str]
"""subject, kind, item: what a stream speaks of."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a key said last: the statement's row and body; nothing where it was taken back."""

    key: int
    digest: str
    body: str


def write_changes(observation: ObservationRow, spoken_of: Iterable[Whom]) -> tuple[int, int]:
    """How many keys changed and how many did not. What the stream no longer says is taken back."""
    before = _said_before(observation.stream_id)
    now: dict[Key, tuple[str, bytes]] = {}
    for whom in spoken_of:
        for statement in whom.says:
            key = (whom.subject.pk, statement.kind, statement.item)
            body = to_json(_continued(statement, before.get(key)))
            now[key] = (hashlib.sha256(body).hexdigest(), body)
    changed = {key: said for key, said in now.items() if key not in before or before[key].digest != said[0]}
    gone = [key for key, said in before.items() if said.digest and key not in now]
    keys = _key_rows(observation.stream_id, changed, before)
    statements = _statement_rows(changed)
    rows = [
        FactRow(key_id=keys[k], statement_id=statements[k[1], d], observation=observation)
        for k, (d, _b) in changed.items()
    ]
    rows += [FactRow(key_id=before[key].key, statement=None, observation=observation) for key in gone]
    FactRow.objects.bulk_create(rows, batch_size=_CHUNK)
    return len(rows), len(now) - len(changed)


def _continued(statement: Statement, before: _Said | None) -> Statement:
    if before is None or not before.digest:
        return statement
    return statement.following(from_json(statement.kind, before.body))


def _said_before(stream: int) -> dict[Key, _Said]:
    sql = """
        SELECT k.subject_id, k.kind, k.item, k.id, s.digest, s.body
        FROM fact_key k
        JOIN fact f ON f.id = (SELECT f2.id FROM fact f2 WHERE f2.key_id = k.id ORDER BY f2.observation_id DESC LIMIT 1)
        LEFT JOIN statement s ON s.id = f.statement_id
        WHERE k.stream_id = %s"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [stream])
        return {(row[0], row[1], row[2]): _Said(row[3], row[4] or "", row[5] or "") for row in cursor.fetchall()}


def _key_rows(stream: int, changed: Iterable[Key], before: dict[Key, _Said]) -> dict[Key, int]:
    new = [key for key in changed if key not in before]
    rows = [FactKey(stream_id=stream, subject_id=subject, kind=kind, item=item) for subject, kind, item in new]
    made = FactKey.objects.bulk_create(rows, batch_size=_CHUNK)
    ids = {key: row.pk for key, row in zip(new, made, strict=True)}
    return ids | {key: before[key].key for key in changed if key in before}


def _statement_rows(changed: dict[Key, tuple[str, bytes]]) -> dict[tuple[str, str], int]:
    """(kind, digest) → row, after storing those that are not there yet."""
    wanted = {(key[1], digest): body for key, (digest, body) in changed.items()}
    known = _known_statements(digest for _kind, digest in wanted)
    rows = [
        StatementRow(kind=kind, digest=digest, body=body.decode())
        for (kind, digest), body in wanted.items()
        if (kind, digest) not in known
    ]
    made = StatementRow.objects.bulk_create(rows, batch_size=_CHUNK)
    return known | {(row.kind, row.digest): row.pk for row in made}


def _known_statements(digests: Iterable[str]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for chunk in _chunks(digests):
        rows = StatementRow.objects.filter(digest__in=chunk).values_list("kind", "digest", "pk")
        found |= {(kind, digest): pk for kind, digest, pk in rows}
    return found


def _chunks(items: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(items)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
