"""What persons state today, for the list of papers: only what is listed is read, however many machines there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import connection

from tenken.facts.documents import Declared
from tenken.facts.model import FACILITY, Fact, ObservationId, Statement, SubjectId
from tenken.ledger.models import Entry
from tenken.ledger.recall import facts_of, statement
from tenken.ledger.streams import aware
from tenken.verdicts.case import AnyFact

D = TypeVar("D", bound=Declared)
_STATED = """
    FROM fact_key k
    JOIN subject u ON u.id = k.subject_id
    JOIN fact f ON f.id = (SELECT f2.id FROM fact f2 WHERE f2.key_id = k.id ORDER BY f2.observation_id DESC LIMIT 1)
    JOIN statement s ON s.id = f.statement_id
    JOIN observation o ON o.id = f.observation_id
    WHERE k.kind IN ({marks}) {only}"""


@dataclass(frozen=True)
class Listed:
    """Some of the statements of some kinds, in the order of kind and subject, and how many there are."""

    facts: tuple[AnyFact, ...]
    total: int


def stated_now(kind: type[D], now: datetime) -> tuple[D, ...]:
    """What the facility states of one kind, in the order of items; nothing else of it is read."""
    return tuple(sorted((fact.says for fact in facts_of(kind, now, FACILITY)), key=lambda says: says.item))


def of_the_house(kinds: Iterable[type[Statement]]) -> tuple[AnyFact, ...]:
    """All statements of these kinds about the facility, its vendors and its systems."""
    return _read(tuple(kind.kind for kind in kinds), "AND u.kind <> 'machine'", "")


def listed(kinds: Iterable[type[Statement]], start: int, most: int) -> Listed:
    """One page of the statements of these kinds, whomever they are about."""
    names = tuple(kind.kind for kind in kinds)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*)" + _stated(names, ""), names)
        total = int(cursor.fetchone()[0])
    return Listed(_read(names, "", f"LIMIT {most:d} OFFSET {start:d}"), total)


def names_of(subjects: Iterable[SubjectId]) -> Mapping[SubjectId, str]:
    """What these are called now."""
    rows = Entry.objects.filter(subject__slug__in=set(subjects), valid_to=None)
    return {SubjectId(slug): title for slug, title in rows.values_list("subject__slug", "title")}


def _read(kinds: tuple[str, ...], only: str, window: str) -> tuple[AnyFact, ...]:
    sql = f"""SELECT f.id, u.slug, k.kind, s.body, o.seen_at, o.id {_stated(kinds, only)}
              ORDER BY k.kind, u.slug, k.item {window}"""
    with connection.cursor() as cursor:
        cursor.execute(sql, kinds)
        rows = cursor.fetchall()
    return tuple(
        Fact(pk, SubjectId(slug), statement(kind, body), aware(seen), ObservationId(number))
        for pk, slug, kind, body, seen, number in rows
    )


def _stated(kinds: tuple[str, ...], only: str) -> str:
    return _STATED.format(marks=", ".join(["%s"] * len(kinds)), only=only)
