"""What the ledger knows of a span of time: what was done in Tenken, and what was seen or stated of a machine."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Q

from tenken.facts.machines import NetworkPlace
from tenken.facts.model import MarkKind, SubjectId, SubjectKind
from tenken.facts.sightings import SeenOnNetwork
from tenken.ledger.links import behind
from tenken.ledger.lists import marks_of, name_of
from tenken.ledger.logbook import Done
from tenken.ledger.models import Entry, FactRow, LogbookEntry, MarkRow, ObservationRow, Seal
from tenken.ledger.recall import facts_of

_NAMES = (MarkKind.HOSTNAME, MarkKind.FQDN)


@dataclass(frozen=True)
class Operation:
    """What was done in Tenken. ``seal`` is the link of the ledger's chain that covers it."""

    done: Done
    seal: int
    digest: str


@dataclass(frozen=True)
class Change:
    """From this observation on another statement holds, or none where it is ``gone``; of a failed look no ``kind``."""

    at: datetime
    kind: str
    gone: bool
    observation: int
    sha256: str
    by: str


@dataclass(frozen=True)
class Called:
    """Under which names and addresses a machine is known."""

    title: str
    names: tuple[str, ...]
    addresses: tuple[str, ...]


def machine_called(text: str) -> SubjectId | None:
    """The machine of this title, name or number on its label; None where there is none, or several."""
    text = text.strip()
    kind = SubjectKind.MACHINE.value
    entries = Entry.objects.filter(subject__kind=kind, valid_to=None)
    titled = entries.filter(Q(title__iexact=text) | Q(subject__slug=text)).values_list("subject__slug", flat=True)
    wanted = [*(mark.value for mark in _NAMES), MarkKind.ASSET_TAG.value]
    marked = MarkRow.objects.filter(kind__in=wanted, value__iexact=text, subject__kind=kind)
    found = set(titled) or set(marked.values_list("subject__slug", flat=True))
    return SubjectId(found.pop()) if len(found) == 1 else None


def called(about: SubjectId, now: datetime) -> Called:
    title, marks = name_of(about), marks_of(about)
    names = [mark.value for mark in marks if mark.kind in _NAMES]
    short = [name.partition(".")[0] for name in names]
    places = [
        place for fact in facts_of(NetworkPlace, now, about) for one in fact.says.interfaces for place in one.addresses
    ]
    seen = [fact.says.address for fact in facts_of(SeenOnNetwork, now, about)]
    addresses = [mark.value for mark in marks if mark.kind is MarkKind.ADDRESS] + places + seen
    plain = sorted({address.partition("/")[0] for address in addresses if address} - {"127.0.0.1", "::1"})
    return Called(title, tuple(dict.fromkeys([title, *names, *short])), tuple(plain))


def operations(accounts: Collection[str], about: SubjectId | None, since: datetime, until: datetime) -> list[Operation]:
    """By these accounts, and of this machine; oldest first."""
    people = User.objects.filter(username__in=accounts)
    names = {*accounts, *(person.get_full_name() for person in people)} - {""}
    wanted = Q(by__in=names) | (Q(about__in=behind(about)) if about else Q(pk__in=()))
    rows = list(LogbookEntry.objects.filter(wanted, at__gte=since, at__lt=until).order_by("at", "pk"))
    seals = {seal.row: seal for seal in Seal.objects.filter(what="logbook", row__in=[row.pk for row in rows])}
    return [
        Operation(Done(row.at, row.by, row.verb, row.about, row.detail), seals[row.pk].pk, seals[row.pk].digest)
        for row in rows
    ]


def changes_of(about: SubjectId, since: datetime, until: datetime) -> Iterator[Change]:
    """What became known of a machine, and attempts to look at it that failed; oldest first."""
    whose = behind(about)
    rows = FactRow.objects.filter(
        key__subject__slug__in=whose, observation__seen_at__gte=since, observation__seen_at__lt=until
    ).select_related("key", "observation")
    for row in rows.order_by("observation__seen_at", "pk"):
        seen = row.observation
        yield Change(seen.seen_at, row.key.kind, row.statement_id is None, seen.pk, seen.raw_sha256,
                     seen.by or seen.collector)  # fmt: skip
    failed = ObservationRow.objects.filter(about__slug__in=whose, seen_at__gte=since, seen_at__lt=until)
    for seen in failed.exclude(failure="").order_by("seen_at", "pk"):
        yield Change(seen.seen_at, "", False, seen.pk, seen.raw_sha256, seen.collector)
