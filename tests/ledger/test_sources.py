"""情報源: when each source last answered, of how many machines it told, and what fails now."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenken.actions.collect import collect
from tenken.actions.import_sightings import import_sightings
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.model import Target
from tenken.ledger.sources import Doing, doings
from tests import samples
from tests.build import NOW
from tests.collectors.windows.answers import PC, SERVER
from tests.ledger.steps import LINUX, seen

DAY = timedelta(days=1)


def test_a_source_that_was_never_tried_is_left_out(site: Site) -> None:
    assert doings(NOW) == {}


def test_machines_are_counted_once_however_often_they_answer(site: Site) -> None:
    for raw in (PC, SERVER, PC):
        import_sightings(site, COLLECTORS["windows"], raw, NOW)
    assert (doings(NOW)["windows"].machines, doings(NOW)["windows"].failing) == (2, 0)


def test_the_last_answer_is_the_newest_of_all_targets(site: Site) -> None:
    seen(site, samples.machine("a", 1), NOW - DAY, address="10.20.0.1")
    seen(site, samples.machine("b", 2), NOW, address="10.20.0.2")
    assert doings(NOW)["linux"].answered == NOW


def failing(site: Site, days: int) -> Doing:
    collect(site, LINUX, Target("127.0.0.1", "nobody", port=1), NOW - days * DAY)
    return doings(NOW)["linux"]


def test_a_target_that_fails_is_told_with_its_reason(site: Site) -> None:
    doing = failing(site, 1)
    assert (doing.answered, doing.failing) == (None, 1)
    assert doing.failed
    assert (doing.failed.target, doing.failed.at) == ("nobody@127.0.0.1:1", NOW - DAY)
    assert "does not answer" in str(doing.failed.why)


def test_what_failed_long_ago_and_was_not_tried_since_is_no_news(site: Site) -> None:
    assert failing(site, 31).failed is None


def test_a_target_that_answers_again_fails_no_more(site: Site) -> None:
    seen(site, samples.machine("a", 1), NOW - 2 * DAY, address="127.0.0.1")
    collect(site, LINUX, Target("127.0.0.1", "tenken", port=1), NOW - DAY)
    assert doings(NOW)["linux"].failing == 1
    assert doings(NOW)["linux"].answered == NOW - 2 * DAY


def test_it_asks_once(site: Site) -> None:
    import_sightings(site, COLLECTORS["windows"], PC, NOW)
    with CaptureQueriesContext(connection) as asked:
        doings(NOW)
    assert len(asked) == 1
