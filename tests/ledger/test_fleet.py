"""Over a whole made fleet: no entry holds two machines, and nearly all sightings of one machine come together."""

import pytest
from bench.sightings import take_in

from tenken.actions.site import Site


@pytest.mark.parametrize("seed", [1, 2])
def test_no_entry_holds_two_machines_and_most_sightings_come_together(site: Site, seed: int) -> None:
    found = take_in(150, seed)
    assert (found["mixed"], found["recall"] >= 0.92) == (0, True)


def test_it_is_the_same_when_a_source_tells_it_again(site: Site) -> None:
    found = take_in(60, seed=3)
    assert found["entries_again"] == found["entries"]
