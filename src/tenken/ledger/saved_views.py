"""Filters that people saved under a name, and the columns that each of them likes to see."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Q

from tenken.ledger.models import SavedView
from tenken.ledger.writing import LedgerError
from tenken.text import _

LONGEST = 60
MOST = 50
"""Filters that one person may keep."""


@dataclass(frozen=True, slots=True)
class Saved:
    """``owner`` is who saved it where that is somebody else."""

    number: int
    name: str
    query: str
    shared: bool
    owner: str


@dataclass(frozen=True)
class Liked:
    """``columns`` as in the address; empty while nothing was chosen."""

    columns: str
    filters: tuple[Saved, ...]


def liked_by(user: User) -> Liked:
    """A person's own filters and those that others share, by name, in one question."""
    rows = SavedView.objects.filter(Q(owner=user) | Q(shared=True)).select_related("owner").order_by("name", "pk")
    found = list(rows)
    columns = next((row.query for row in found if row.owner_id == user.pk and not row.name), "")
    return Liked(columns, tuple(_saved(row, user) for row in found if row.name))


def save(user: User, name: str, query: str, *, shared: bool) -> None:
    """Keep a filter under a name; the same name again takes its place. Raises LedgerError."""
    name = " ".join(name.split())
    if not name:
        raise LedgerError(_("give the filter a name"))
    if len(name) > LONGEST:
        raise LedgerError(_("the name is longer than {n} characters"), n=LONGEST)
    if SavedView.objects.filter(owner=user).exclude(name=name).count() >= MOST:
        raise LedgerError(_("you keep {n} filters already; delete one first"), n=MOST)
    SavedView.objects.update_or_create(owner=user, name=name, defaults={"query": query, "shared": shared})


def delete(user: User, number: int) -> str:
    """Its name, once it is gone. Raises LedgerError where it is not this person's own."""
    row = SavedView.objects.filter(owner=user, pk=number).exclude(name="").first()
    if row is None:
        raise LedgerError(_("this filter is not yours, or is gone already"))
    row.delete()
    return row.name


def keep_columns(user: User, columns: str) -> None:
    SavedView.objects.update_or_create(owner=user, name="", defaults={"query": columns})


def _saved(row: SavedView, user: User) -> Saved:
    owner = "" if row.owner_id == user.pk else (row.owner.get_full_name() or row.owner.get_username())
    return Saved(row.pk, row.name, row.query, row.shared, owner)
