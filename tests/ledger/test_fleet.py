"""Over a whole made fleet: no entry holds two machines, and nearly all sightings of one machine come together."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import groupby

import pytest
from bench.fleet import Sighting, fleet, score, sightings

from tenken.actions.site import Site
from tenken.collectors.model import Claim
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import MachineClass
from tenken.facts.sightings import SeenOnNetwork
from tenken.ledger.links import links
from tenken.ledger.models import Subject
from tenken.ledger.record import Attempt, record_each
from tenken.ledger.writing import writing
from tests.build import NOW

SEEN = SeenOnNetwork("scan", "10.20.0.31")
ENTERED = LedgerEntry("受付PC", MachineClass.CLIENT_PC)


def told_apart(seen: list[Sighting], day: int = 0) -> Mapping[Sighting, str]:
    """Sighting → the entry that it led to in the end."""
    entry: dict[Sighting, str] = {}
    for hour, (source, group) in enumerate(groupby(seen, key=lambda one: one.source)):
        by_marks = {one.marks: one for one in group}
        claims = tuple(Claim(marks, ENTERED if source == "ledger" else SEEN) for marks in by_marks)
        with writing(NOW + timedelta(days=day, hours=hour)) as moment:
            recorded = record_each(Attempt("", f"{source}/1", "", moment, claims=claims), moment)
        entry |= {one: done.subjects[0] for one, done in zip(by_marks.values(), recorded, strict=True)}
    known, subjects = links(), dict(Subject.objects.values_list("slug", "pk"))
    slugs = {pk: slug for slug, pk in subjects.items()}
    return {one: slugs[known.end(subjects[slug])] for one, slug in entry.items()}


@pytest.mark.parametrize("seed", [1, 2])
def test_no_entry_holds_two_machines_and_most_sightings_come_together(site: Site, seed: int) -> None:
    found = score(told_apart(list(sightings(fleet(150, seed), seed))))
    assert (found.precision, found.mixed, found.recall >= 0.92) == (1, 0, True)


def test_it_is_the_same_when_every_source_tells_it_again(site: Site) -> None:
    seen = list(sightings(fleet(60, 3), 3))
    once, again = told_apart(seen), Subject.objects.count()
    assert (score(told_apart(seen, day=1)), Subject.objects.count()) == (score(once), again)
