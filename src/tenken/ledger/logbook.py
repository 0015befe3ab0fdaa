"""操作の記録: who did what, when. Every entry is sealed as the ledger is, and none can be changed or taken out."""

from dataclasses import dataclass
from datetime import datetime

from tenken.ledger import seal
from tenken.ledger.models import LogbookEntry
from tenken.ledger.writing import alone


@dataclass(frozen=True, slots=True)
class Done:
    at: datetime
    by: str
    verb: str
    about: str
    detail: str


def note(now: datetime, by: str, verb: str, about: str = "", detail: str = "") -> None:
    with alone():
        entry = LogbookEntry.objects.create(at=now, by=by[:200], verb=verb, about=about[:300], detail=detail[:2000])
        seal.add_seals("logbook", [entry.pk])


def lately(limit: int = 10, until: datetime | None = None) -> tuple[Done, ...]:
    """The newest entries, of all or of those up to a moment."""
    then = LogbookEntry.objects.filter(at__lte=until) if until else LogbookEntry.objects.all()
    rows = then.order_by("-at", "-pk")[:limit]
    return tuple(Done(row.at, row.by, row.verb, row.about, row.detail) for row in rows)
