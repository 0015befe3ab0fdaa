"""束を持ち出す: what machines said here, as it is kept, bound and signed for a ledger elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tenken.actions.carry import make_bundle
from tenken.actions.recognise import SIGHTINGS
from tenken.actions.site import Site
from tenken.ledger import logbook
from tenken.ledger.sources import Kept, last_kept
from tenken.ledger.writing import writing
from tenken.pack.bundle import MAX_ANSWERS, MAX_BYTES, Answer
from tenken.text import Complaint, _

CARRIED = ("linux", *SIGHTINGS)
"""Sources whose answers are machines' own. What persons, vendors and makers say is brought where they sign for it."""
NOT_OLDER = timedelta(days=30)


class NothingToCarry(Complaint):
    """There is no answer that could be bound, or there are more than fit."""


@dataclass(frozen=True)
class Made:
    content: bytes
    answers: int


def to_carry(now: datetime) -> tuple[Kept, ...]:
    """The latest whole answer of each place, as long as it is not old."""
    return last_kept(CARRIED, now - NOT_OLDER)


def bundle_of_here(site: Site, by: str, now: datetime) -> Made:
    """Raises NothingToCarry or ArchiveError."""
    kept = to_carry(now)
    if not kept:
        raise NothingToCarry(_("no machine has answered here within {n} days"), n=NOT_OLDER.days)
    if len(kept) > MAX_ANSWERS:
        raise NothingToCarry(_("{n} answers; a bundle holds at most {most}"), n=len(kept), most=MAX_ANSWERS)
    content = make_bundle(site, _answers(site, kept), now, by)
    if len(content) > MAX_BYTES:
        raise NothingToCarry(_("the bundle is larger than {n} MB"), n=MAX_BYTES // 1024 // 1024)
    with writing(now) as moment:
        logbook.note(moment, by, "make bundle", str(len(kept)))
    return Made(content, len(kept))


def _answers(site: Site, kept: tuple[Kept, ...]) -> Iterator[Answer]:
    """Answers about many machines are kept once, and carried once."""
    carried = set[str]()
    for one in kept:
        if one.digest not in carried:
            carried.add(one.digest)
            yield Answer(one.source, one.target, one.seen_at, site.archive.fetch(one.digest))
