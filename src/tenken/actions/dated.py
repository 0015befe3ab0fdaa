"""When a file was made: answers that lay about for weeks are as old as they are, and take nothing back."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Max

from tenken.collectors.model import Claim, Collector, Unreadable
from tenken.dates import local_day
from tenken.ledger.chunks import batched
from tenken.ledger.models import ObservationRow
from tenken.ledger.record import place_of
from tenken.text import _


def seen_at(collector: Collector, raw: bytes, now: datetime) -> datetime:
    """When the answer says that it was given; now for one that does not say, or whose clock is ahead of ours."""
    return min(collector.dated(raw) or now, now)


def places_in(collector: Collector, claims: Iterable[Claim]) -> set[str]:
    """Where the ledger keeps what this source says of the machines that the claims are about."""
    return {place_of(collector.id, claim.about) for claim in claims}


def last_seen(places: Iterable[str]) -> Mapping[str, datetime]:
    """Place → when its source saw the machine there last, for those that it ever saw."""
    complete = ObservationRow.objects.filter(complete=True).values_list("stream__key")
    chunks = (complete.filter(stream__key__in=chunk).annotate(Max("seen_at")) for chunk in batched(places))
    return {place: seen for chunk in chunks for place, seen in chunk}


def refuse_older(collector: Collector, claims: Iterable[Claim], seen: datetime) -> None:
    """Raises Unreadable for an answer of a machine that the ledger knows a newer one of."""
    later = max(last_seen(places_in(collector, claims)).values(), default=seen)
    if later > seen:
        raise Unreadable(
            _("the answer is of {day}; the ledger has one of {later} of the same machine"),
            day=local_day(seen).isoformat(), later=local_day(later).isoformat(),
        )  # fmt: skip
