"""import: a file in which a source tells of machines becomes an attempt at each of them, all or nothing."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from tenken.actions.collect import read_promised
from tenken.actions.dated import refuse_older, seen_at
from tenken.actions.site import Site
from tenken.collectors.model import Collector
from tenken.ledger import logbook
from tenken.ledger.links import Decision, Status, decisions
from tenken.ledger.models import Subject
from tenken.ledger.record import Attempt, Recorded, record_each
from tenken.ledger.writing import writing
from tenken.text import Message


@dataclass(frozen=True, slots=True)
class Problem:
    """What of a file could not be taken: the line and column, what stands there, and why."""

    row: str
    column: str
    found: str
    why: Message


@dataclass(frozen=True)
class Taken:
    """What an import did, or would do, counted in machines. ``proposals`` are pairs that a person is to decide.

    ``number`` is that of an import that can be taken back.
    """

    read: int
    added: int
    changed: int
    unchanged: int
    proposals: tuple[Decision, ...] = ()
    errors: tuple[Problem, ...] = ()
    number: int = 0


def import_sightings(
    site: Site, collector: Collector, raw: bytes, now: datetime, by: str = "", *, dry_run: bool = False
) -> Taken:
    """Take in a file of a source that speaks of any number of machines. Raises Unreadable; then nothing was taken."""
    masked = collector.mask(raw, site.keys.fingerprint)
    claims, seen = read_promised(collector, masked), seen_at(collector, masked, now)
    refuse_older(collector, claims, seen)
    digest = sha256(masked).hexdigest() if dry_run else site.archive.keep(masked)
    attempt = Attempt("", collector.reader, "", seen, by, digest, claims)
    with writing(now) as moment:
        before = Subject.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        taken = _counted(record_each(attempt, moment), before, moment)
        logbook.note(now, by, "import sightings", collector.id, str(taken.read))
        transaction.set_rollback(dry_run)
    return taken


def _counted(recorded: tuple[Recorded, ...], before: int, moment: datetime) -> Taken:
    spoken_of = {subject for one in recorded for subject in one.subjects}
    born = set(Subject.objects.filter(pk__gt=before, slug__in=spoken_of).values_list("slug", flat=True))
    changes = Counter[str]()
    for one in recorded:
        for subject in one.subjects:
            changes[subject] += one.changed
    changed = sum(1 for subject, n in changes.items() if n and subject not in born)
    asked = tuple(one for one in decisions(Status.POSSIBLE_LINK) if one.recorded_at == moment)
    return Taken(len(spoken_of), len(born), changed, len(spoken_of) - len(born) - changed, asked)
