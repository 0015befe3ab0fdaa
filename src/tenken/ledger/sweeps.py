"""Attempts to sweep, newest first: those that ran to their end, were refused, or stopped."""

from django.db.models import Q, QuerySet

from tenken.facts.model import FACILITY, Observation
from tenken.ledger.models import ObservationRow
from tenken.ledger.recall import observation_value


def attempts(limit: int) -> tuple[Observation, ...]:
    return tuple(observation_value(row) for row in _accounts()[:limit])


def last_of_each() -> dict[str, Observation]:
    """Subnet → the newest attempt at it."""
    newest = _accounts().order_by("target", "-id")
    found: dict[str, Observation] = {}
    for row in newest.iterator(500):
        found.setdefault(row.target, observation_value(row))
    return found


def _accounts() -> QuerySet[ObservationRow]:
    """The account of a sweep is about the facility, or, where it failed, about nobody."""
    about = Q(about=None) | Q(about__slug=FACILITY)
    return ObservationRow.objects.filter(about, collector__startswith="sweep/").order_by("-id")
