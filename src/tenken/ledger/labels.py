"""What evidence is called on a chip: a person's statement by its title, an answer by the machine it is of."""

from collections.abc import Collection, Iterable, Mapping

from django.db import connection

from tenken.facts.model import Observation, Statement
from tenken.ledger.models import Entry, ObservationRow
from tenken.ledger.recall import observation_value, statement
from tenken.ledger.streams import placeholders
from tenken.text import Message, _


def evidence(numbers: Iterable[int]) -> Mapping[int, tuple[Observation, Message]]:
    """Number → the observation, and what it is called."""
    wanted = sorted(set(numbers))
    rows = ObservationRow.objects.in_bulk(wanted)
    said, titles = _said(wanted), _titles({row.about_id for row in rows.values()})
    return {
        number: (observation_value(row), said.get(number) or _called(row, titles.get(row.about_id, "")))
        for number, row in rows.items()
    }


def _said(numbers: list[int]) -> Mapping[int, Message]:
    """Only what persons said is read: it is one statement, and a machine's answer may be a hundred."""
    if not numbers:
        return {}
    sql = f"""SELECT f.observation_id, s.kind, s.body, u.slug FROM fact f JOIN statement s ON s.id = f.statement_id
              JOIN fact_key k ON k.id = f.key_id JOIN subject u ON u.id = k.subject_id
              JOIN observation o ON o.id = f.observation_id
              WHERE f.observation_id IN ({placeholders(numbers)}) AND o.collector LIKE 'person/%%'
              ORDER BY f.id DESC"""  # noqa: S608 (only placeholders are put together)
    with connection.cursor() as cursor:
        cursor.execute(sql, numbers)
        return {number: _title(statement(kind, body), whom) for number, kind, body, whom in cursor.fetchall()}


def _title(says: Statement, whom: str) -> Message:
    """A paper by its title, anything else by its kind, and of whom it speaks where that is not the facility."""
    title = getattr(says, "title", "")
    if title:
        return _as_called(title)
    about = whom.partition(":")[2]
    return Message(_("{what}: {whom}"), {"what": Message(says.name), "whom": about}) if about else Message(says.name)


def _called(row: ObservationRow, title: str) -> Message:
    """What a person changed of many machines at once is of none of them, and is not called after who did it."""
    if not title and row.target == row.by:
        return Message(_("change of the ledger"))
    return _as_called(title or row.target)


def _as_called(name: str) -> Message:
    """A name is no word of ours: a list that somebody called "list" stays that in every language."""
    return Message("{name}", {"name": name})


def _titles(subjects: Collection[int | None]) -> Mapping[int | None, str]:
    return dict(Entry.objects.filter(subject__in=subjects, valid_to=None).values_list("subject", "title"))
