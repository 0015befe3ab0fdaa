"""保存期間: what a person saw on the page and agreed to goes, by the hand of a writer; what changed since does not."""

from datetime import datetime, timedelta

import pytest

from tenken.actions.log_evidence import evidence_of, open_evidence
from tenken.actions.log_looks import check_logs, look_at_sources
from tenken.actions.log_removal import RetentionError, agree, holdings_known, look_at_holdings, waiting, why_not
from tenken.actions.log_retention import remove_agreed
from tenken.actions.log_upkeep import due
from tenken.actions.log_verbs import REMOVAL_AGREED, REMOVED
from tenken.actions.logs import import_log
from tenken.actions.site import Site
from tenken.ledger import logbook
from tenken.logs.evidence.records import records
from tenken.logs.evidence.removal import agreement, finish, remove, unfinished
from tenken.logs.holdings import Holdings
from tenken.logs.sources import LogSource
from tests.build import NOW
from tests.ledger.steps import seen, stated

LATER = NOW + timedelta(days=400)
LINE = "Apr  1 08:30:00 ehr sshd[7]: Accepted password for sato from 10.1.2.3 port 5 ssh2\n"


@pytest.fixture
def kept(site: Site) -> Site:
    """One event, kept for a year and a day, and looked at when that is over."""
    seen(site, now=NOW)
    kept_for(site, "366", NOW)
    log = site.config.data / "auth.log"
    log.write_text(LINE)
    import_log(site, LogSource("ehr", "authlog"), log, NOW)
    look_at_holdings(site, LATER)
    return site


def kept_for(site: Site, days: str, now: datetime) -> None:
    stated(site, "log-source", "machine:ehr-srv01", now, add="no", source="ehr", keep_days=days, reason="規程")


def shown(site: Site) -> Holdings:
    known = holdings_known(site)
    assert known
    return known


def agreed(site: Site, now: datetime = LATER) -> None:
    agree(site, shown(site).digest, "佐藤 花子", "規程第9条", "sato", now)


def files(site: Site) -> list[bool]:
    return [(evidence_of(site) / one.path).exists() for one in records(evidence_of(site))]


def test_what_was_agreed_to_on_a_page_is_removed_by_a_writer(kept: Site) -> None:
    agreed(kept)
    assert (files(kept), "retain --agreed" in due(kept, LATER)) == ([True], True)
    assert remove_agreed(kept, LATER) is None
    assert (files(kept), waiting(), why_not(), check_logs(kept, LATER, (), "", 1).faults) == (
        [False, True],
        None,
        "",
        (),
    )
    done = [logbook.newest(verb) for verb in (REMOVAL_AGREED, REMOVED)]
    assert [one and one.by for one in done] == ["sato", "佐藤 花子"]
    assert ("retain --agreed" in due(kept, LATER), shown(kept).past) == (False, ())


@pytest.mark.parametrize(("by", "reason"), [("", "規程"), ("佐藤", " "), ("佐藤", "x" * 501)])
def test_it_takes_a_name_and_a_reason(kept: Site, by: str, reason: str) -> None:
    with pytest.raises(RetentionError, match="who agrees and why"):
        agree(kept, shown(kept).digest, by, reason, "sato", LATER)


def test_what_was_not_shown_is_not_agreed_to(kept: Site) -> None:
    with pytest.raises(RetentionError, match="no longer what you saw"):
        agree(kept, "0" * 64, "佐藤", "規程", "sato", LATER)


def test_it_is_agreed_to_once(kept: Site) -> None:
    agreed(kept)
    with pytest.raises(RetentionError, match="agreed to already"):
        agreed(kept)


def test_nothing_goes_where_it_is_kept_for_longer_since(kept: Site) -> None:
    agreed(kept)
    kept_for(kept, "1827", LATER)
    assert remove_agreed(kept, LATER + timedelta(minutes=1))
    assert (files(kept), waiting(), "同意されたもの" in why_not()) == ([True], None, True)


def test_nothing_goes_that_was_received_less_than_a_year_ago_whatever_the_page_says(kept: Site) -> None:
    """An intruder in the pages shortens the time of keeping, and writes that he looked in a hundred years."""
    kept_for(kept, "1", NOW)
    look_at_holdings(kept, NOW + timedelta(days=36500))
    agreed(kept, NOW + timedelta(days=300))
    assert remove_agreed(kept, NOW + timedelta(days=300))
    assert files(kept) == [True]


def test_without_an_agreement_the_writer_removes_nothing(kept: Site) -> None:
    with pytest.raises(RetentionError, match="no removal"):
        remove_agreed(kept, LATER)


def test_interrupted_after_it_was_sealed_it_is_brought_to_its_end(kept: Site) -> None:
    (file,) = (evidence_of(kept) / one.path for one in records(evidence_of(kept)))
    content = file.read_bytes()
    agreed(kept)
    assert remove_agreed(kept, LATER) is None
    file.write_bytes(content)
    assert len(unfinished(evidence_of(kept))) == 1
    look_at_sources(kept, LATER)
    assert (files(kept), unfinished(evidence_of(kept))) == ([False, True], [])


def test_interrupted_before_its_end_was_noted_it_is_not_done_twice(kept: Site) -> None:
    agreed(kept)
    store = open_evidence(kept, lambda: LATER)
    remove(store, agreement(list(records(store.folder)), "佐藤 花子", "規程第9条"), LATER)
    assert (remove_agreed(kept, LATER), finish(store), waiting()) == (None, 0, None)
    assert len(list(records(store.folder))) == 2


def test_it_is_looked_at_anew_when_somebody_said_how_long_a_source_is_kept(kept: Site) -> None:
    look_at_sources(kept, LATER)
    assert "sources" not in due(kept, LATER)
    kept_for(kept, "1827", LATER + timedelta(minutes=1))
    assert "sources" in due(kept, LATER + timedelta(minutes=2))
