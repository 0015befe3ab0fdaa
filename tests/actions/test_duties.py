"""定期の仕事: proposed from what is on file, made a task once, and due when the last one runs out."""

from datetime import date, timedelta

import pytest

from tenken.actions.duties import DUTIES, Proposed, adopt, proposed
from tenken.actions.site import Site
from tenken.actions.tasks import RHYTHMS, TaskError, months_later, settle
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
