"""One writer at a time, and a clock that only goes forward."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction

from tenken.dates import JST
from tenken.ledger.models import ObservationRow
from tenken.text import Blanks, Complaint, _

_LOCK = 0x7E4C
_LONGEST_ACTION = timedelta(minutes=10)
"""Whoever waits for a slow machine writes down a moment that has passed, and others have written meanwhile."""


class LedgerError(Complaint):
    """The ledger cannot take this; ``reason`` says what was found and what to do."""

    kind = "refused"


class ClockSetBack(LedgerError):
    """The machine's clock is behind what the ledger already recorded: set the clock, then try again."""

    kind = "cannot"


@contextmanager
def writing(now: datetime) -> Iterator[datetime]:
    """A transaction that nobody else writes in, and the moment to record: never before that of the last record.

    Raises ClockSetBack where ``now`` is long before the last record.
    """
    with alone():
        yield _moment_to_record(now)


@contextmanager
def alone() -> Iterator[None]:
    """A transaction that nobody else writes in. SQLite has one writer anyway; PostgreSQL takes a lock."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield


def _moment_to_record(now: datetime) -> datetime:
    newest = ObservationRow.objects.order_by("-id").values_list("recorded_at", flat=True).first()
    if newest and now < newest - _LONGEST_ACTION:
        blanks: Blanks = {"now": _in_words(now), "newest": _in_words(newest)}
        raise ClockSetBack(
            _("this machine's clock says {now}, but the ledger was last written at {newest}: set the clock"), **blanks
        )
    return max(now, newest) if newest else now


def _in_words(moment: datetime) -> str:
    return moment.astimezone(JST).strftime("%Y-%m-%d %H:%M")
