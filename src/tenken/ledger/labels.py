"""What evidence is called on a chip: a person's statement by its title, an answer by the machine it is of."""

from collections.abc import Iterable, Mapping

from django.db import connection

from tenken.facts.model import Observation, ObservationId, Statement
from tenken.ledger.models import Entry, ObservationRow
from tenken.ledger.recall import observations, statement
from tenken.ledger.streams import placeholders


def evidence(numbers: Iterable[int]) -> Mapping[int, tuple[Observation, str]]:
    """Number → the observation, and what it is called: a text, or a marked name of a kind of statement."""
    wanted = sorted(set(numbers))
    seen = observations(ObservationId(number) for number in wanted)
    said, of = _said(wanted), _machines(wanted)
    return {number: (one, said.get(number) or of.get(number) or one.target) for number, one in seen.items()}


def _said(numbers: list[int]) -> Mapping[int, str]:
    """Only what persons said is read: it is one statement, and a machine's answer may be a hundred."""
    if not numbers:
        return {}
    sql = f"""SELECT f.observation_id, s.kind, s.body FROM fact f JOIN statement s ON s.id = f.statement_id
              JOIN observation o ON o.id = f.observation_id
              WHERE f.observation_id IN ({placeholders(numbers)}) AND o.collector LIKE 'person/%%'
              ORDER BY f.id DESC"""  # noqa: S608 (only placeholders are put together)
    with connection.cursor() as cursor:
        cursor.execute(sql, numbers)
        return {number: _title(statement(kind, body)) for number, kind, body in cursor.fetchall()}


def _title(says: Statement) -> str:
    return str(getattr(says, "title", "") or says.name)


def _machines(numbers: list[int]) -> Mapping[int, str]:
    slugs = dict(ObservationRow.objects.filter(pk__in=numbers).exclude(about=None).values_list("pk", "about"))
    names = dict(Entry.objects.filter(subject__in=set(slugs.values()), valid_to=None).values_list("subject", "title"))
    return {number: names[about] for number, about in slugs.items() if about in names}
