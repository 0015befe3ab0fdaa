"""Logs in trustworthy time: what checkpoints say of the clock is counted, and what needs somebody is told."""

from datetime import datetime, timedelta

import pytest

from tenken.actions.log_clock import Told, clock_doubts, clock_now, clock_told, in_one_line
from tenken.actions.log_diary import seal_diary
from tenken.actions.log_evidence import evidence_of, open_evidence
from tenken.actions.log_retention import remove_logs
from tenken.actions.logs import import_log
from tenken.actions.site import Site
from tenken.logs.evidence.checkpoints import clock_in, notes
from tenken.logs.evidence.clock import SYNCHRONISED, UNKNOWN, UNSYNCHRONISED, state_of_system
from tenken.logs.evidence.store import Store
from tenken.logs.sources import LogSource
from tests.architecture.house import sources
from tests.build import NOW
from tests.logs.evidence.stores import Watched, sealed

DAY = timedelta(days=1)


def signed(site: Site, *told: str | int) -> datetime:
    """A checkpoint for each word or step, five minutes apart; when the last one was signed."""
    watched = Watched(NOW)
    store = Store(evidence_of(site), watched, watched.clock)
    for one in told:
        watched.later(minutes=5)
        watched.is_set(seconds=one if isinstance(one, int) else 0)
        watched.state = one if isinstance(one, str) else UNKNOWN
        sealed(store, watched, [b"x"])
    return watched.now


def test_every_writer_of_the_product_has_its_clock_watched(site: Site) -> None:
    makes_up_its_times = "demo.log_year"
    opening = {source.name for source in sources() if " Store(" in source.text or "\tStore(" in source.text}
    assert opening == {"actions.log_evidence", makes_up_its_times}
    assert open_evidence(site).clock


def test_files_diary_and_removals_are_signed_with_what_the_system_says(site: Site) -> None:
    log = site.config.data / "auth.log"
    log.write_text("Apr  1 08:30:00 ehr sshd[7]: Accepted password for sato from 10.1.2.3 port 5 ssh2\n")
    import_log(site, LogSource("ehr", "authlog"), log, NOW)
    remove_logs(site, NOW + 3650 * DAY, "佐藤", "規程第9条")
    seal_diary(site, NOW)
    words = [clock_in(note)[1] for note in notes(evidence_of(site))]
    assert (set(words), len(words)) == ({state_of_system()}, 2)


def test_checkpoints_are_counted_by_what_they_say(site: Site) -> None:
    signed(site, SYNCHRONISED, SYNCHRONISED, UNSYNCHRONISED, UNKNOWN, "a word of tomorrow", -60)
    told = clock_told(site)
    assert (told.synchronised, told.unsynchronised, told.unknown) == (2, 1, 2)
    assert [step for _at, step in told.steps] == [-60]


def test_where_no_log_is_kept_nothing_is_counted_and_nothing_doubted(site: Site) -> None:
    assert (clock_told(site), clock_doubts(site, NOW)) == (Told(0, 0, 0, ()), ())


@pytest.mark.parametrize("told", [[SYNCHRONISED], [UNKNOWN], [UNSYNCHRONISED, SYNCHRONISED], [UNSYNCHRONISED, UNKNOWN]])
def test_nothing_is_doubted_while_the_clock_is_kept_or_not_known(site: Site, told: list[str]) -> None:
    assert clock_doubts(site, signed(site, *told)) == ()


def test_a_clock_that_nobody_keeps_is_told(site: Site) -> None:
    (doubt,) = clock_doubts(site, signed(site, SYNCHRONISED, UNSYNCHRONISED))
    assert "nothing keeps the clock" in str(doubt)


def test_the_newest_step_is_told_for_a_day_whatever_was_signed_since(site: Site) -> None:
    last = signed(site, 3600, -25200, SYNCHRONISED)
    (doubt,) = clock_doubts(site, last)
    assert "was set 25200 seconds back" in str(doubt)
    assert clock_doubts(site, last + 2 * DAY) == ()


def test_a_step_into_another_year_is_not_told_until_that_year(site: Site) -> None:
    last = signed(site, 3650 * 86400, -3650 * 86400)
    (doubt,) = clock_doubts(site, last)
    assert "seconds back" in str(doubt)
    assert clock_doubts(site, last + 2 * DAY) == ()


def test_a_time_is_told_by_the_checkpoints_that_were_signed_in_it(site: Site) -> None:
    last = signed(site, UNKNOWN, -60, SYNCHRONISED, UNSYNCHRONISED)
    told = clock_told(site, NOW + timedelta(minutes=6), last)
    assert (told.synchronised, told.unsynchronised, told.unknown, len(told.steps)) == (1, 0, 0, 1)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Told(0, 0, 0, ()), "cannot be told: no checkpoint was signed in this time"),
        (Told(0, 0, 7, ()), "cannot be told: none of the 7 checkpoints of this time knows"),
        (Told(5, 1, 2, ()), "of 8 checkpoints 5 say that it was kept right, 1 that nothing kept it; 2 do not know"),
        (Told(5, 0, 0, ()), "it was not seen to be set"),
        (
            Told(0, 0, 0, (("2026-04-01T00:00:00.000000Z", -60),)),
            "last shortly before 2026-04-01 09:00, by -60",
        ),
    ],
)
def test_a_time_is_told_in_one_line_and_what_is_not_known_is_said(told: Told, said: str) -> None:
    assert said in str(in_one_line(told))


@pytest.mark.parametrize(
    ("told", "kept", "said"),
    [
        ([SYNCHRONISED], True, "is kept right, says the checkpoint"),
        ([UNKNOWN], None, "the system did not say it"),
        ([UNSYNCHRONISED], False, "nothing keeps the clock"),
        ([-60, SYNCHRONISED], False, "was set 60 seconds back"),
    ],
)
def test_of_now_it_is_told_what_the_newest_checkpoint_knows(
    site: Site, told: list[str | int], kept: bool | None, said: str
) -> None:
    (now,) = clock_now(site, signed(site, *told))
    assert (now.kept, said in str(now.words)) == (kept, True)


def test_of_now_nothing_is_known_a_day_after_the_newest_checkpoint_but_when_it_was_set(site: Site) -> None:
    (now,) = clock_now(site, signed(site, -60, SYNCHRONISED) + 2 * DAY)
    assert (now.kept, "cannot be told" in str(now.words), "by -60 seconds" in str(now.words)) == (None, True, True)


def test_of_now_nothing_is_said_where_no_log_is_kept(site: Site) -> None:
    assert clock_now(site, NOW) == ()


@pytest.mark.parametrize("at", [b"at \xff", b"at ", b"at 2025-11-20\n", b""])
def test_a_checkpoint_that_no_writer_wrote_breaks_no_page(site: Site, at: bytes) -> None:
    last = signed(site, UNSYNCHRONISED)
    path = evidence_of(site) / "checkpoints.txt"
    path.write_bytes(path.read_bytes().replace(b"at 2", at))
    assert clock_doubts(site, last) == ()
    assert [now.kept for now in clock_now(site, last)] == [None]
