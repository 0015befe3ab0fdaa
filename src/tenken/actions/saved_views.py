"""save filter: a person keeps a way to look at the ledger, for themselves or for all."""

from datetime import datetime

from django.contrib.auth.models import User

from tenken.ledger import logbook, saved_views
from tenken.ledger.writing import writing


def save_filter(user: User, by: str, name: str, query: str, now: datetime, *, shared: bool) -> None:
    """Raises LedgerError."""
    with writing(now):
        saved_views.save(user, name, query, shared=shared)
        logbook.note(now, by, "save filter", " ".join(name.split()))


def delete_filter(user: User, by: str, number: int, now: datetime) -> None:
    """Raises LedgerError."""
    with writing(now):
        logbook.note(now, by, "delete filter", saved_views.delete(user, number))


def choose_columns(user: User, columns: str) -> None:
    """What a person likes to see changes nothing of the house, so the logbook is silent on it."""
    saved_views.keep_columns(user, columns)
