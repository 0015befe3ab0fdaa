"""When a file was made: answers that lay about for weeks are as old as they are, and take nothing back."""

from collections.abc import Iterable
from datetime import datetime

from tenken.collectors.model import Claim, Collector, Unreadable
from tenken.dates import local_day
from tenken.ledger.models import ObservationRow
from tenken.ledger.record import place_of
from tenken.text import _


def seen_at(collector: Collector, raw: bytes, now: datetime) -> datetime:
    """When the answer says that it was given; now for one that does not say, or whose clock is ahead of ours."""
    return min(collector.dated(raw) or now, now)


def newest_before(collector: Collector, claims: Iterable[Claim], seen: datetime) -> datetime | None:
    """When the same source saw one of these machines later than that, if it did."""
    places = {place_of(collector.id, claim.about) for claim in claims}
    later = ObservationRow.objects.filter(stream__key__in=places, complete=True, seen_at__gt=seen)
    return later.order_by("-seen_at").values_list("seen_at", flat=True).first()


def refuse_older(collector: Collector, claims: Iterable[Claim], seen: datetime) -> None:
    """Raises Unreadable for an answer of a machine that the ledger knows a newer one of."""
    later = newest_before(collector, claims, seen)
    if later:
        raise Unreadable(
            _("the answer is of {day}; the ledger has one of {later} of the same machine"),
            day=local_day(seen).isoformat(), later=local_day(later).isoformat(),
        )  # fmt: skip
