"""What each source said last: one seek into an index for each stream, however many observations it has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from tenken.collectors import COLLECTORS
from tenken.collectors.model import Nearness
from tenken.facts.model import SubjectId

_OF_KEYS = """t.id IN (SELECT k.stream_id FROM fact_key k JOIN subject u ON u.id = k.subject_id
                       WHERE u.slug IN ({marks}, 'facility'))"""
_OF_ATTEMPTS = """t.id IN (SELECT o3.stream_id FROM observation o3 JOIN subject u ON u.id = o3.about_id
                           WHERE u.slug IN ({marks}))"""
Whose = Sequence[SubjectId]
"""Whom a question is about; nobody named stands for everybody."""

_LAST = """
    FROM stream t
    JOIN observation o ON o.id = (SELECT o2.id FROM observation o2 WHERE o2.stream_id = t.id AND o2.id <= %s {only}
                                  ORDER BY o2.id DESC LIMIT 1)
    WHERE {where}"""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """When a stream last answered, and how near its source is to what it tells of."""

    seen_at: datetime
    nearness: Nearness


def last_confirmed(cut: int, whose: Whose) -> Mapping[int, Confirmed]:
    """Every stream that ever answered; or those that speak of these subjects or the facility."""
    where = _OF_KEYS.format(marks=placeholders(whose)) if whose else "TRUE"
    sql = "SELECT t.id, o.seen_at, o.collector" + _LAST.format(only="AND o2.complete", where=where)
    return {stream: Confirmed(aware(seen), _nearness(reader)) for stream, seen, reader in _rows(sql, cut, *whose)}


def _nearness(reader: str) -> Nearness:
    """``glpi/1`` read what GLPI's agent told. What no source of today told was told by a person."""
    source = COLLECTORS.get(reader.partition("/")[0])
    return source.nearness if source else Nearness.OWN


def failed_attempts(cut: int, whose: Whose) -> list[int]:
    """Numbers of the observations that are the last of their stream and failed."""
    sql = "SELECT o.id" + _LAST.format(only="", where="NOT o.complete" + _of_attempts(whose))
    return [row[0] for row in _rows(sql, cut, *whose)]


def withheld_texts(cut: int, whose: Whose) -> list[str]:
    """What the last answer of each stream could not say, as stored."""
    where = "o.complete AND o.withheld <> ''" + _of_attempts(whose)
    return [row[0] for row in _rows("SELECT o.withheld" + _LAST.format(only="", where=where), cut, *whose)]


def placeholders(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _of_attempts(whose: Whose) -> str:
    return f" AND {_OF_ATTEMPTS.format(marks=placeholders(whose))}" if whose else ""


def aware(moment: datetime) -> datetime:
    """SQLite gives moments of a raw query without a zone; they are in UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _rows(sql: str, *values: int | str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
