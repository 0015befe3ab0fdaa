"""束を持ち出す: what machines said here is known elsewhere, without what persons stated."""

from datetime import timedelta
from pathlib import Path

import pytest

from tenken.actions.bundle_out import NothingToCarry, bundle_of_here, to_carry
from tenken.actions.carry import import_bundle
from tenken.actions.site import Site
from tenken.config import Config
from tenken.ledger.archive import Archive
from tenken.ledger.keys import Keys
from tenken.pack.bundle import open_bundle
from tests import samples
from tests.build import NOW
from tests.ledger.steps import bcp, seen


@pytest.fixture
def elsewhere(tmp_path: Path) -> Site:
    """Its archive and keys; the ledger is the test's own."""
    folder = tmp_path / "elsewhere"
    return Site(Config(folder), Archive(folder), Keys(folder))


def test_the_latest_answer_of_every_machine_goes_with_it_and_no_paper(site: Site) -> None:
    seen(site, samples.machine("a", 1), NOW, address="10.0.0.1")
    seen(site, samples.machine("a", 1), NOW + timedelta(hours=1), address="10.0.0.1")
    bcp(site, NOW + timedelta(hours=1))
    made = bundle_of_here(site, "佐藤", NOW + timedelta(hours=2))
    answers = open_bundle(made.content).answers
    assert [(one.source, one.seen_at) for one in answers] == [("linux", NOW + timedelta(hours=1))]


def test_it_can_be_taken_in_elsewhere(site: Site, elsewhere: Site) -> None:
    seen(site, samples.machine("a", 1), NOW, address="10.0.0.1")
    made = bundle_of_here(site, "佐藤", NOW)
    done = import_bundle(elsewhere, made.content, NOW, by="鈴木", medium="", key="")
    assert (done.answers, done.failures) == (1, ())


def test_what_is_older_than_a_month_stays(site: Site) -> None:
    seen(site, samples.machine("a", 1), NOW)
    assert to_carry(NOW + timedelta(days=31)) == ()


def test_with_nothing_to_carry_there_is_no_bundle(site: Site) -> None:
    with pytest.raises(NothingToCarry, match="no machine has answered"):
        bundle_of_here(site, "佐藤", NOW)
