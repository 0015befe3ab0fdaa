"""操作の記録: who did what, when. Every entry is sealed as the ledger is, and none can be changed or taken out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tenken.dates import end_of, start_of
from tenken.ledger import seal
from tenken.ledger.models import LogbookEntry
from tenken.ledger.page import Page, within
from tenken.ledger.writing import alone

LOOK, SIGN = "look ", "sign "
"""How verbs begin that change nothing: looks at protected data, and coming and going at the door."""
ANCHOR = "logs anchor"
"""The newest checkpoint of the access logs is kept here too; it is told in the record only."""


@dataclass(frozen=True, slots=True)
class Done:
    at: datetime
    by: str
    verb: str
    about: str
    detail: str


@dataclass(frozen=True, slots=True)
class Narrow:
    """What the record is narrowed to. ``what`` is a verb, or ``changes``, ``looks`` or ``signs``; days are Japan's."""

    by: str = ""
    what: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""


def note(now: datetime, by: str, verb: str, about: str = "", detail: str = "") -> None:
    with alone():
        entry = LogbookEntry.objects.create(at=now, by=by[:200], verb=verb, about=about[:300], detail=detail[:2000])
        seal.add_seals("logbook", [entry.pk])


def lately(limit: int = 10, until: datetime | None = None) -> tuple[Done, ...]:
    """The newest changes, of all or of those up to a moment; looks and sign-ins are told in the record only."""
    then = LogbookEntry.objects.filter(at__lte=until) if until else LogbookEntry.objects.all()
    rows = then.exclude(_quiet()).order_by("-at", "-pk")[:limit]
    return tuple(_done(row) for row in rows)


def entries(narrow: Narrow, number: int = 1) -> Page[Done]:
    """A page of the record, the newest first."""
    found = _found(narrow)
    total = found.count()
    number, lines = within(number, total)
    return Page([_done(row) for row in found[lines]], total, number)


def all_entries(narrow: Narrow) -> Iterator[Done]:
    return (_done(row) for row in _found(narrow).iterator(2000))


def names() -> Sequence[str]:
    """Everybody who ever did something."""
    rows = LogbookEntry.objects.exclude(by="").order_by("by").values_list("by", flat=True)
    return list(rows.distinct())


def verbs() -> Sequence[str]:
    return list(LogbookEntry.objects.order_by("verb").values_list("verb", flat=True).distinct())


def newest(*verbs: str) -> Done | None:
    """The last entry of any of these verbs."""
    row = LogbookEntry.objects.filter(verb__in=verbs).order_by("-pk").first()
    return _done(row) if row else None


def all_of(verb: str) -> tuple[Done, ...]:
    """Every entry of a verb, the oldest first."""
    return tuple(_done(row) for row in LogbookEntry.objects.filter(verb=verb).order_by("pk"))


def _found(narrow: Narrow) -> QuerySet[LogbookEntry]:
    found = LogbookEntry.objects.order_by("-at", "-pk")
    if narrow.by:
        found = found.filter(by=narrow.by)
    if narrow.what == "changes":
        found = found.exclude(_quiet())
    elif narrow.what in ("looks", "signs"):
        found = found.filter(verb__startswith=LOOK if narrow.what == "looks" else SIGN)
    elif narrow.what:
        found = found.filter(verb=narrow.what)
    if narrow.since:
        found = found.filter(at__gte=start_of(narrow.since))
    if narrow.until:
        found = found.filter(at__lte=end_of(narrow.until))
    for word in narrow.words.split():
        found = found.filter(Q(by__icontains=word) | Q(about__icontains=word) | Q(detail__icontains=word))
    return found


def _quiet() -> Q:
    return Q(verb__startswith=LOOK) | Q(verb__startswith=SIGN) | Q(verb=ANCHOR)


def _done(row: LogbookEntry) -> Done:
    return Done(row.at, row.by, row.verb, row.about, row.detail)
