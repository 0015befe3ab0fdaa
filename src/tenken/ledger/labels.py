"""What evidence is called on a chip: a person's statement by its title, an answer by the machine it is of."""

from collections.abc import Iterable, Mapping

from django.db import connection

from tenken.facts.model import Observation, ObservationId, Statement
from tenken.ledger.models import Entry, ObservationRow
from tenken.ledger.recall import observations, statement
from tenken.ledger.streams import placeholders
from tenken.text import Message, _


def evidence(numbers: Iterable[int]) -> Mapping[int, tuple[Observation, Message]]:
    """Number → the observation, and what it is called."""
    wanted = sorted(set(numbers))
    seen = observations(ObservationId(number) for number in wanted)
    said, of = _said(wanted), _machines(wanted)
    return {number: (one, said.get(number) or Message(of.get(number) or one.target)) for number, one in seen.items()}


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
        return Message("{title}", {"title": title})
    about = whom.partition(":")[2]
    return Message(_("{what}: {whom}"), {"what": Message(says.name), "whom": about}) if about else Message(says.name)


def _machines(numbers: list[int]) -> Mapping[int, str]:
    slugs = dict(ObservationRow.objects.filter(pk__in=numbers).exclude(about=None).values_list("pk", "about"))
    names = dict(Entry.objects.filter(subject__in=set(slugs.values()), valid_to=None).values_list("subject", "title"))
    return {number: names[about] for number, about in slugs.items() if about in names}
