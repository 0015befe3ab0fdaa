"""A made fleet taken into the ledger source by source, as imports do it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import groupby
from time import perf_counter

from bench.fleet import Sighting, fleet, score, sightings
from tenken.collectors.model import Claim
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import MachineClass
from tenken.facts.sightings import SeenOnNetwork
from tenken.ledger.links import links
from tenken.ledger.models import Subject
from tenken.ledger.record import Attempt, record_each
from tenken.ledger.writing import writing

SEEN = SeenOnNetwork("scan", "10.20.0.31")
ENTERED = LedgerEntry("PC", MachineClass.CLIENT_PC)


def take_in(size: int, seed: int) -> Mapping[str, float]:
    """How well the sightings were joined, and how long one source takes when it tells the same again."""
    entry, now = dict[Sighting, str](), datetime.now(UTC)
    by_source = {name: list(group) for name, group in groupby(sightings(fleet(size, seed), seed), lambda s: s.source)}
    for hour, (source, seen) in enumerate(by_source.items()):
        entry |= _taken(source, seen, now + timedelta(hours=hour))
    found, entries = score(_in_the_end(entry)), Subject.objects.count()
    start = perf_counter()
    _taken("scan", by_source["scan"], now + timedelta(days=1))
    again = {"again_s": perf_counter() - start, "entries_again": Subject.objects.count()}
    return {"mixed": found.mixed, "recall": found.recall, "entries": entries, **again}


def _taken(source: str, seen: list[Sighting], now: datetime) -> Mapping[Sighting, str]:
    """Sighting → the entry that it led to."""
    by_marks = {one.marks: one for one in seen}
    claims = tuple(Claim(marks, ENTERED if source == "ledger" else SEEN) for marks in by_marks)
    with writing(now) as moment:
        recorded = record_each(Attempt("", f"{source}/1", "", moment, claims=claims), moment)
    return {one: done.subjects[0] for one, done in zip(by_marks.values(), recorded, strict=True)}


def _in_the_end(entry: Mapping[Sighting, str]) -> Mapping[Sighting, str]:
    """After all links that came later."""
    known, subjects = links(), dict(Subject.objects.values_list("slug", "pk"))
    slugs = {pk: slug for slug, pk in subjects.items()}
    return {one: slugs[known.end(subjects[slug])] for one, slug in entry.items()}
