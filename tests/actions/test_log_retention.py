"""保存期間: what a person agreed to goes, with a reason and an entry in the record; nothing else does."""

from datetime import timedelta

import pytest

from tenken.actions.log_evidence import evidence_of
from tenken.actions.log_looks import check_logs
from tenken.actions.log_removal import RetentionError, holdings_known
from tenken.actions.log_retention import removable, remove_logs
from tenken.actions.log_verbs import REMOVED
from tenken.actions.logs import import_log
from tenken.actions.site import Site
from tenken.ledger import logbook
from tenken.logs.evidence.records import records
from tenken.logs.evidence.removal import agreement, remove
from tenken.logs.evidence.store import Store
from tenken.logs.sources import LogSource
from tests.build import NOW
from tests.ledger.steps import seen, stated

LATER = NOW + timedelta(days=400)


def filled(site: Site) -> None:
    log = site.config.data / "auth.log"
    log.write_text("Apr  1 08:30:00 ehr sshd[7]: Accepted password for sato from 10.1.2.3 port 5 ssh2\n")
    import_log(site, LogSource("ehr", "authlog"), log, NOW)


def kept_for(site: Site, days: str) -> None:
    seen(site, now=NOW)
    stated(site, "log-source", "machine:ehr-srv01", NOW, add="no", source="ehr", keep_days=days)


def test_nothing_is_past_its_time_within_five_years(site: Site) -> None:
    filled(site)
    assert removable(site, LATER).segments == ()


def test_what_is_past_its_time_goes_with_a_reason_and_an_entry_in_the_record(site: Site) -> None:
    kept_for(site, "366")
    filled(site)
    assert remove_logs(site, LATER, "佐藤", "規程第9条").events == {"ehr": 1}
    done = logbook.newest(REMOVED)
    assert (done.by, done.detail) == ("佐藤", "1 規程第9条") if done else False
    assert check_logs(site, LATER, (), "", 1).faults == ()
    known = holdings_known(site)
    assert known
    assert [one.events for one in known.removed] == [1]


@pytest.mark.parametrize(("by", "reason"), [("", "規程"), ("佐藤", " ")])
def test_nothing_goes_without_a_name_and_a_reason(site: Site, by: str, reason: str) -> None:
    filled(site)
    with pytest.raises(RetentionError):
        remove_logs(site, LATER, by, reason)


def test_a_removal_that_the_record_knows_nothing_of_is_found(site: Site) -> None:
    filled(site)
    store = Store(evidence_of(site), lambda: LATER)
    remove(store, agreement(list(records(store.folder)), "佐藤", "規程"), LATER)
    (fault,) = check_logs(site, LATER, (), "", 1).faults
    assert "knows of no such removal" in fault.what
