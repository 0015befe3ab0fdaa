"""import glpi, osquery: what a part says stands beside what the whole said, and takes none of it back."""

from datetime import timedelta
from typing import TypeVar

from tenken.actions.import_sightings import import_sightings
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.facts.accounts import Administrators
from tenken.facts.model import Fact, Statement
from tenken.facts.services import ListeningSockets
from tenken.facts.sightings import SeenOnNetwork
from tenken.facts.windows import WindowsBuild
from tenken.ledger.recall import case_at
from tests.build import NOW
from tests.collectors.recorded import SAMPLES

HOUR = timedelta(hours=1)
S = TypeVar("S", bound=Statement)


def imported(site: Site, source: str, *names: str) -> None:
    for hours, name in enumerate(names):
        import_sightings(site, COLLECTORS[source], SAMPLES[source][name], NOW + hours * HOUR)


def known(kind: type[S]) -> list[Fact[S]]:
    return list(case_at(NOW + 9 * HOUR).everybody(kind))


def test_a_partial_inventory_takes_back_nothing_of_a_whole_one(site: Site) -> None:
    imported(site, "glpi", "handmade-glpi-10-windows-client.json", "handmade-glpi-10-partial.json")
    assert [(len(known(kind)), known(kind)[0].seen_at) for kind in (WindowsBuild, Administrators)] == [(1, NOW)] * 2


def test_a_log_takes_back_nothing_of_a_bundle_of_the_same_machine(site: Site) -> None:
    imported(site, "osquery", "handmade-osquery-5-bundle-windows-utf16.json", "handmade-osquery-5-results.log")
    assert [len(fact.says.sockets) for fact in known(ListeningSockets)] == [3]


def test_a_computer_and_the_switch_that_met_it_know_one_machine(site: Site) -> None:
    imported(site, "glpi", "handmade-glpi-10-windows-client.json", "handmade-glpi-10-switch.json")
    pc = known(WindowsBuild)[0].about
    assert "sw-3f-01 Gi1/0/1" in {fact.says.where for fact in known(SeenOnNetwork) if fact.about == pc}
