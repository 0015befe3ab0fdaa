"""What is kept is told by source, with what is past its time and what was removed: as the evidence itself has it."""

from datetime import timedelta
from pathlib import Path

from tenken.logs.evidence.records import records
from tenken.logs.evidence.removal import agreement, past_their_time, remove, segments_digest
from tenken.logs.evidence.store import Store
from tenken.logs.holdings import FILE, Holdings, holdings_of, keep_holdings, look
from tests.logs.evidence.stores import MORNING, Clock, sealed

NOW = MORNING + timedelta(days=100)
KEEPS = {"short": timedelta(days=99), "long": timedelta(days=101), "tenken": timedelta()}.__getitem__


def store_of(folder: Path) -> Store:
    """A segment of each source, a day between them, and one more of the first source today."""
    clock = Clock()
    store = Store(folder, clock)
    for source, events in (("short", [b"1", b"2"]), ("long", [b"3"])):
        sealed(store, clock, events, source)
        clock.later(hours=1)
    sealed(store, Clock(NOW), [b"4"], "short")
    return store


def test_each_source_tells_its_events_their_octets_and_their_first_and_last_receipt(tmp_path: Path) -> None:
    store_of(tmp_path)
    of_long, of_short = look(tmp_path, KEEPS, NOW).here
    files = [(tmp_path / record.path).stat().st_size for record in records(tmp_path)]
    assert (of_short.events, of_short.first, of_short.last) == (3, MORNING, NOW)
    assert (of_short.octets, of_long.octets) == (files[0] + files[2], files[1])


def test_what_is_past_its_time_is_told_with_the_name_of_exactly_its_segments(tmp_path: Path) -> None:
    store_of(tmp_path)
    found = look(tmp_path, KEEPS, NOW)
    assert [(one.source, one.events) for one in found.past] == [("short", 2)]
    (past,) = past_their_time(tmp_path, KEEPS, NOW)
    assert (found.segments, found.digest) == (1, segments_digest({past.segment: past.root}))


def test_what_was_removed_is_no_longer_here_and_is_told(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    remove(store, agreement(list(records(tmp_path))[:1], "佐藤", "規程"), NOW)
    found = look(tmp_path, KEEPS, NOW)
    assert ([(one.source, one.events) for one in found.here], found.past) == ([("long", 1), ("short", 1)], ())
    (removed,) = found.removed
    assert (removed.by, removed.reason, removed.segments, removed.events) == ("佐藤", "規程", 1, 2)


def test_a_segment_whose_file_is_gone_breaks_nothing(tmp_path: Path) -> None:
    store_of(tmp_path)
    (tmp_path / next(records(tmp_path)).path).unlink()
    assert look(tmp_path, KEEPS, NOW).here[1].events == 3


def test_it_is_read_as_it_was_kept_and_what_another_version_wrote_is_looked_at_anew(tmp_path: Path) -> None:
    store_of(tmp_path / "evidence")
    found = look(tmp_path / "evidence", KEEPS, NOW)
    keep_holdings(tmp_path, found)
    assert holdings_of(tmp_path) == found
    (tmp_path / FILE).write_text('{"at": 7}')
    assert (holdings_of(tmp_path), holdings_of(tmp_path / "none")) == (None, None)


def test_of_an_empty_store_nothing_is_told(tmp_path: Path) -> None:
    assert look(tmp_path, KEEPS, NOW) == Holdings(NOW, digest=segments_digest({}))
