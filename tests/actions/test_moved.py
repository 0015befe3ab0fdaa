"""What changed in verdicts: of rows since a week ago, and of a row's subjects since a day."""

from datetime import timedelta

from tenken.actions.assess import assess_and_keep
from tenken.actions.moved import changed_subjects, lately_changed
from tenken.actions.overview import Overview, overview
from tenken.actions.past import remember_day
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.ledger.days import days_of
from tenken.rules.model import Standing
from tests.build import NOW, days_ago
from tests.ledger.steps import bcp, stated

DAY = timedelta(days=1)


def view(site: Site) -> Overview:
    return overview(site, "r7", "hospital", NOW)


def of_the_bcp(site: Site) -> tuple[str, Standing, Standing]:
    (change,) = [change for change in lately_changed(view(site)).changes if change.row.row.id == "3-3"]
    return change.way, change.before.standing, change.row.verdict.standing


def test_a_row_that_was_mended_since_last_week_got_better(site: Site) -> None:
    bcp(site, NOW - 2 * DAY)
    remember_day(site, "r7", "hospital", days_ago(8))
    assert of_the_bcp(site) == ("better", Standing.UNKNOWN, Standing.MET)


def test_a_row_that_broke_since_last_week_got_worse(site: Site) -> None:
    bcp(site, NOW - 20 * DAY)
    remember_day(site, "r7", "hospital", days_ago(8))
    bcp(site, NOW - 2 * DAY, covers="normal")
    assert of_the_bcp(site) == ("worse", Standing.MET, Standing.NOT_MET)


def test_what_stayed_is_not_told(site: Site) -> None:
    remember_day(site, "r7", "hospital", days_ago(8))
    told = lately_changed(view(site))
    assert (told.since, [change.row.row.id for change in told.changes]) == (days_ago(8), [])


def test_a_younger_history_is_compared_with_its_first_day(site: Site) -> None:
    remember_day(site, "r7", "hospital", days_ago(3))
    assert lately_changed(view(site)).since == days_ago(3)


def test_on_the_first_day_there_is_nothing_to_compare_with(site: Site) -> None:
    assert lately_changed(view(site)).since is None


def test_of_a_day_the_last_verdict_counts(site: Site) -> None:
    assess_and_keep(site, "r7", "hospital", NOW - timedelta(hours=1))
    bcp(site, NOW)
    assess_and_keep(site, "r7", "hospital", NOW)
    (day,) = days_of("r7", "hospital", "3-3", local_day(NOW))
    assert (day.standing, day.as_of) == (Standing.MET, NOW)


def test_the_machines_behind_a_change_are_named_with_what_they_were(site: Site) -> None:
    stated(site, "ledger-entry", "machine:PC-1", NOW - 20 * DAY, title="PC-1", machine_class="client_pc")
    stated(site, "ledger-entry", "machine:PC-2", NOW - 2 * DAY, title="PC-2", machine_class="client_pc")
    (change,) = changed_subjects(site, view(site), "2-6", days_ago(10))
    assert (change.name, change.before, change.after, change.worse) == ("PC-2", None, Standing.UNKNOWN, True)
