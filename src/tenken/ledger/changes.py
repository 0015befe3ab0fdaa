"""Facts are written only where something changed: a statement once, and a row for each key that now says another."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from tenken.facts.codec import from_json, to_json
from tenken.facts.model import Statement
from tenken.ledger.chunks import batched
from tenken.ledger.models import FactKey, FactRow, ObservationRow, StatementRow
from tenken.ledger.streams import placeholders
from tenken.ledger.whom import Whom

_CHUNK = 500
Key = tuple[int, int, str, str]
"""stream, subject, kind, item: of what something is said, and by whom."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a key said last: the statement's row and body; nothing where it was taken back."""

    key: int
    digest: str
    body: str


def write_changes(answered: Sequence[tuple[ObservationRow, list[Whom]]]) -> dict[int, tuple[int, int]]:
    """Observation → how many keys changed and how many did not. What a stream no longer says is taken back."""
    before = _said_before([observation.stream_id for observation, _whoms in answered])
    now: dict[Key, tuple[str, bytes]] = {}
    by: dict[int, ObservationRow] = {}
    for observation, whoms in answered:
        by[observation.stream_id] = observation
        now |= dict(_saying(observation.stream_id, whoms, before))
    changed = {key: said for key, said in now.items() if key not in before or before[key].digest != said[0]}
    gone = [key for key, said in before.items() if said.digest and key not in now]
    keys, statements = _key_rows(changed, before), _statement_rows(changed)
    rows = [
        FactRow(key_id=keys[key], statement_id=statements[key[2], digest], observation=by[key[0]])
        for key, (digest, _body) in changed.items()
    ]
    rows += [FactRow(key_id=before[key].key, statement=None, observation=by[key[0]]) for key in gone]
    FactRow.objects.bulk_create(rows, batch_size=_CHUNK)
    written, same = Counter(row.observation_id for row in rows), Counter(by[k[0]].pk for k in now if k not in changed)
    return {observation.pk: (written[observation.pk], same[observation.pk]) for observation, _whoms in answered}


def _saying(stream: int, whoms: Iterable[Whom], before: Mapping[Key, _Said]) -> Iterator[tuple[Key, tuple[str, bytes]]]:
    for whom in whoms:
        for statement in whom.says:
            key = (stream, whom.subject.pk, statement.kind, statement.item)
            body = to_json(_continued(statement, before.get(key)))
            yield key, (hashlib.sha256(body).hexdigest(), body)


def _continued(statement: Statement, before: _Said | None) -> Statement:
    if before is None or not before.digest:
        return statement
    return statement.following(from_json(statement.kind, before.body))


def _said_before(streams: Sequence[int]) -> dict[Key, _Said]:
    sql = """
        SELECT k.stream_id, k.subject_id, k.kind, k.item, k.id, s.digest, s.body
        FROM fact_key k
        JOIN fact f ON f.id = (SELECT f2.id FROM fact f2 WHERE f2.key_id = k.id ORDER BY f2.observation_id DESC LIMIT 1)
        LEFT JOIN statement s ON s.id = f.statement_id
        WHERE k.stream_id IN ({marks})"""
    found: dict[Key, _Said] = {}
    with connection.cursor() as cursor:
        for chunk in batched(streams, _CHUNK):
            cursor.execute(sql.format(marks=placeholders(chunk)), chunk)
            found |= {tuple(row[:4]): _Said(row[4], row[5] or "", row[6] or "") for row in cursor.fetchall()}
    return found


def _key_rows(changed: Iterable[Key], before: Mapping[Key, _Said]) -> dict[Key, int]:
    new = [key for key in changed if key not in before]
    rows = [FactKey(stream_id=stream, subject_id=whom, kind=kind, item=item) for stream, whom, kind, item in new]
    made = FactKey.objects.bulk_create(rows, batch_size=_CHUNK)
    ids = {key: row.pk for key, row in zip(new, made, strict=True)}
    return ids | {key: before[key].key for key in changed if key in before}


def _statement_rows(changed: Mapping[Key, tuple[str, bytes]]) -> dict[tuple[str, str], int]:
    """(kind, digest) → row, after storing those that are not there yet."""
    wanted = {(key[2], digest): body for key, (digest, body) in changed.items()}
    known = _known_statements({digest for _kind, digest in wanted})
    rows = [
        StatementRow(kind=kind, digest=digest, body=body.decode())
        for (kind, digest), body in wanted.items()
        if (kind, digest) not in known
    ]
    made = StatementRow.objects.bulk_create(rows, batch_size=_CHUNK)
    return known | {(row.kind, row.digest): row.pk for row in made}


def _known_statements(digests: Iterable[str]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for chunk in batched(digests, _CHUNK):
        rows = StatementRow.objects.filter(digest__in=chunk).values_list("kind", "digest", "pk")
        found |= {(kind, digest): pk for kind, digest, pk in rows}
    return found
