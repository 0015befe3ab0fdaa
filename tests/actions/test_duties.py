"""定期の仕事: proposed from what is on file, made a task once, and due when the last one runs out."""

from datetime import date, timedelta

import pytest

from tenken.actions.duties import DUTIES, Proposed, adopt, proposed
from tenken.actions.rhythms import RHYTHMS
from tenken.actions.site import Site
from tenken.actions.tasks import TaskError, months_later, settle
from tenken.facts.model import FACILITY
from tenken.ledger.tasks import Source, State
from tenken.standard.model import LINEAGE_NAMES
from tests.build import NOW, TODAY
from tests.ledger.steps import bcp, stated


def of(key: str) -> Proposed:
    return next(one for one in proposed(NOW) if one.duty.key == key)


def test_what_was_never_done_is_proposed_soon(site: Site) -> None:
    assert (of("bcp-drill").last, of("bcp-drill").due) == (None, TODAY + timedelta(days=14))


def test_what_is_on_file_is_proposed_for_when_it_runs_out(site: Site) -> None:
    bcp(site)
    assert (of("bcp-drill").last, of("bcp-drill").due) == (TODAY, months_later(TODAY, 12))


def test_an_adopted_duty_is_a_task_and_no_proposal_any_more(site: Site) -> None:
    task = adopt(site, "log-review", "佐藤", "佐藤", NOW)
    assert (task.source, task.every, task.lineage) == (Source.DUTY, 1, "access-log")
    assert "log-review" not in [one.duty.key for one in proposed(NOW)]


def looked_through(site: Site) -> None:
    period = {"period_from": "2025-10-01", "period_to": "2025-10-31"}
    stated(site, "log-review", FACILITY, NOW, b"", **period, found="異常なし")


def own_rule(site: Site, days: int) -> None:
    stated(site, "policy-setting", field="access-log.every", value=str(days), reason="院内の規程")


def test_the_logs_are_looked_through_every_month_where_the_facility_set_no_rule(site: Site) -> None:
    looked_through(site)
    assert (of("log-review").due, of("log-review").every) == (months_later(TODAY, 1), 1)


@pytest.mark.parametrize(("days", "every"), [(7, 1), (60, 1), (92, 3), (183, 6), (365, 12)])
def test_the_facilitys_own_interval_says_when_the_logs_are_looked_through_next(
    site: Site, days: int, every: int
) -> None:
    looked_through(site)
    own_rule(site, days)
    assert (of("log-review").due, of("log-review").every) == (TODAY + timedelta(days=days), every)


def test_a_task_that_is_there_already_follows_the_interval_when_it_comes_again(site: Site) -> None:
    looked_through(site)
    task = adopt(site, "log-review", "佐藤", "佐藤", NOW)
    own_rule(site, 92)
    again = settle(task.number, 1, State.DONE, "", "佐藤", NOW)
    assert again
    assert task.due
    assert (again.every, again.due) == (3, task.due + timedelta(days=92))


def test_the_interval_of_the_logs_is_that_of_no_other_duty(site: Site) -> None:
    bcp(site)
    own_rule(site, 7)
    assert (of("bcp-drill").due, of("bcp-drill").every) == (months_later(TODAY, 12), 12)


def test_it_is_adopted_once(site: Site) -> None:
    adopt(site, "log-review", "佐藤", "佐藤", NOW)
    with pytest.raises(TaskError, match="a task already"):
        adopt(site, "log-review", "佐藤", "佐藤", NOW)


def test_its_next_time_is_no_proposal_either(site: Site) -> None:
    task = adopt(site, "log-review", "佐藤", "佐藤", NOW)
    settle(task.number, 1, State.DONE, "", "佐藤", NOW)
    assert "log-review" not in [one.duty.key for one in proposed(NOW)]


def test_every_duty_speaks_of_a_lineage_and_has_a_rhythm() -> None:
    assert all(duty.lineage in LINEAGE_NAMES and duty.every in RHYTHMS for duty in DUTIES)


def test_a_system_whose_restoration_was_never_tried_counts(site: Site) -> None:
    record = {"methods": "nas, tape", "generations": "3", "last_success": TODAY.isoformat(), "detached": "yes"}
    stated(site, "backup-record", "system:電子カルテ", NOW, **record, last_restore="2025-06-01", restored_well="yes")
    assert of("restore-test").due == months_later(date(2025, 6, 1), 12)
    stated(site, "backup-record", "system:画像", NOW, **record)
    assert of("restore-test").last is None
