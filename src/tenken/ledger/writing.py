"""One writer at a time, and a clock that only goes forward."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction

from tenken.dates import JST
from tenken.ledger.models import ObservationRow
from tenken.text import Blanks, Complaint, _

_LOCK = 0x7E4C
_JITTER = timedelta(minutes=2)


class LedgerError(Complaint):
    """The ledger cannot take this; ``reason`` says what was found and what to do."""

    kind = "refused"


class ClockSetBack(LedgerError):
    """The machine's clock is behind what the ledger already recorded: set the clock, then try again."""

    kind = "cannot"


@contextmanager
def writing(now: datetime) -> Iterator[None]:
    """A transaction that nobody else writes in. Raises ClockSetBack where ``now`` is before the last record."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        _check_clock(now)
        yield


def _check_clock(now: datetime) -> None:
    newest = ObservationRow.objects.order_by("-id").values_list("recorded_at", flat=True).first()
    if newest and now < newest - _JITTER:
        blanks: Blanks = {"now": _moment(now), "newest": _moment(newest)}
        raise ClockSetBack(
            _("this machine's clock says {now}, but the ledger was last written at {newest}: set the clock"), **blanks
        )


def _moment(moment: datetime) -> str:
    return moment.astimezone(JST).strftime("%Y-%m-%d %H:%M")
