"""What was committed is kept, sealed once and in order, whatever happened to its writer."""

import os
import signal
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from tenken.logs.evidence.checkpoints import is_signed_by, notes, read_note
from tenken.logs.evidence.entries import encoded
from tenken.logs.evidence.read import EvidenceError, entries_of, events_of, prove
from tenken.logs.evidence.records import RECORDS, records
from tenken.logs.evidence.spool import SpoolError
from tenken.logs.evidence.store import Store
from tenken.logs.verify import verify
from tests.logs.evidence.stores import MORNING, Clock, sealed, three_days


def events_in(folder: Path) -> list[bytes]:
    return [event.raw for record in records(folder) for event in events_of(folder, record)]


def die_at(which: int, counted: Iterator[int], _file: int) -> None:
    if next(counted) == which:
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Store:
    return Store(tmp_path / "logs", clock)


def test_events_come_back_as_they_came_in_the_order_in_which_they_came(store: Store, clock: Clock) -> None:
    raw = [b"\x00\xff", "患者を開いた".encode("cp932"), b"", b"line\r\n"]
    sealed(store, clock, raw)
    assert events_in(store.folder) == raw


def test_an_event_tells_when_it_was_received_and_from_where(store: Store, clock: Clock) -> None:
    (event,) = events_of(store.folder, sealed(store, clock, [b"x"], "電子カルテ"))
    assert (event.received, event.source) == (MORNING, "電子カルテ")


def test_nothing_happened_is_sealed_and_signed_too(store: Store, clock: Clock) -> None:
    sealed(store, clock, [])
    assert ([record.count for record in records(store.folder)], len(list(notes(store.folder)))) == ([0], 1)


def test_a_store_that_was_let_alone_verifies(tmp_path: Path) -> None:
    three_days(tmp_path)
    found = verify(tmp_path)
    assert (found.faults, found.segments, found.events) == ((), 8, len(events_in(tmp_path)))


def test_each_day_has_its_own_key_and_the_one_before_is_destroyed(tmp_path: Path) -> None:
    three_days(tmp_path)
    keys = [read_note(note)[0].key for note in notes(tmp_path)]
    assert (keys, sorted(path.stem for path in (tmp_path / "keys").iterdir())) == (
        [0, 0, 1, 1, 1, 2, 2, 2],
        ["000002", "000003"],
    )


def test_a_checkpoint_names_the_key_that_signs_tomorrow(tmp_path: Path) -> None:
    three_days(tmp_path)
    signed = list(notes(tmp_path))
    today = read_note(signed[1])[0]
    assert is_signed_by(signed[2], today.origin, today.next_key)
    assert not is_signed_by(signed[1], today.origin, today.next_key)


def test_a_clock_that_steps_back_brings_no_old_key_back(tmp_path: Path) -> None:
    clock = Clock()
    store = Store(tmp_path, clock)
    for hours in (0, 24, -24, 0):
        clock.later(hours=hours)
        sealed(store, clock, [b"x"])
    assert [read_note(note)[0].key for note in notes(tmp_path)] == [0, 1, 1, 1]
    assert verify(tmp_path).faults == ()


def test_what_a_writer_left_is_sealed_by_the_next_one_and_says_so(store: Store, clock: Clock) -> None:
    left = store.spool()
    left.add([encoded(MORNING, "ehr", b"committed")])
    left.close()
    Store(store.folder, clock)
    assert [(record.recovered, record.count) for record in records(store.folder)] == [(True, 1)]
    assert (events_in(store.folder), list((store.folder / "spool").iterdir())) == ([b"committed"], [])


def test_the_spool_of_a_living_writer_is_left_alone(store: Store, clock: Clock) -> None:
    living = store.spool()
    living.add([encoded(MORNING, "ehr", b"mine")])
    Store(store.folder, clock)
    assert (list(records(store.folder)), living.entries()) == ([], [encoded(MORNING, "ehr", b"mine")])


def test_of_a_writer_that_is_being_killed_nothing_is_sealed_before_it_is_gone(store: Store, clock: Clock) -> None:
    first = store.spool()
    clock.later(seconds=1)
    second = store.spool()
    for spool, event in ((first, b"1"), (second, b"2")):
        spool.add([encoded(MORNING, "ehr", event)])
    second.close()
    next_one = Store(store.folder, clock)
    assert list(records(store.folder)) == []
    first.close()
    sealed(next_one, clock, [b"3"])
    assert events_in(store.folder) == [b"1", b"2", b"3"]


def test_looking_for_spools_that_were_left_leaves_no_file_open(store: Store, clock: Clock) -> None:
    living = store.spool()
    sealed(store, clock, [b"x"])
    before = len(list(Path("/proc/self/fd").iterdir()))
    sealed(store, clock, [b"y"])
    assert (len(list(Path("/proc/self/fd").iterdir())), living.count) == (before, 0)


@pytest.mark.parametrize("torn", [1, 7, 8, 15])
def test_what_was_torn_off_at_the_end_is_not_believed(store: Store, clock: Clock, torn: int) -> None:
    left = store.spool()
    left.add([encoded(MORNING, "ehr", b"whole")])
    left.add([encoded(MORNING, "ehr", b"torn"), encoded(MORNING, "ehr", b"torn")])
    left.close()
    left.path.write_bytes(left.path.read_bytes()[:-torn])
    Store(store.folder, clock)
    assert events_in(store.folder) == [b"whole"]


def test_zeros_that_a_lost_power_left_are_not_believed(store: Store, clock: Clock) -> None:
    left = store.spool()
    left.add([encoded(MORNING, "ehr", b"whole")])
    left.close()
    left.path.write_bytes(left.path.read_bytes() + bytes(4096))
    Store(store.folder, clock)
    assert events_in(store.folder) == [b"whole"]


def test_a_spool_whose_segment_was_recorded_already_is_not_sealed_twice(store: Store, clock: Clock) -> None:
    spool = store.spool()
    spool.add([encoded(MORNING, "ehr", b"once")])
    kept = spool.path.read_bytes()
    store.seal(spool)
    spool.path.write_bytes(kept)
    Store(store.folder, clock)
    assert (events_in(store.folder), list((store.folder / "spool").iterdir())) == ([b"once"], [])


@pytest.mark.parametrize("of_file", [True, False])
@pytest.mark.parametrize(("syncs", "left"), [(1, ".part"), (2, ".zst")])
def test_of_a_seal_that_was_killed_before_its_record_nothing_is_left_the_day_after(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch, syncs: int, left: str, *, of_file: bool
) -> None:
    killed = os.fork()
    if not killed:
        spool = store.spool(of_file=of_file)
        spool.add([encoded(MORNING, "ehr", b"x")])
        spool.commit()
        monkeypatch.setattr(os, "fsync", partial(die_at, syncs, count(1)))
        store.seal(spool)
        os._exit(1)
    assert os.waitpid(killed, 0)[1] == signal.SIGKILL
    assert [path.suffix for path in store.folder.glob("segments/*/*")] == [left]
    clock.later(days=1)
    sealed(Store(store.folder, clock), clock, [b"y"])
    assert (events_in(store.folder), verify(store.folder).faults) == ([b"y"] if of_file else [b"x", b"y"], ())


@pytest.mark.parametrize("cut", [1, 50])
def test_a_record_that_was_being_written_is_written_anew(store: Store, clock: Clock, cut: int) -> None:
    sealed(store, clock, [b"before"])
    path = store.folder / RECORDS
    path.write_bytes(path.read_bytes() + path.read_bytes()[:-cut])
    sealed(store, clock, [b"after"])
    assert (events_in(store.folder), verify(store.folder).faults) == ([b"before", b"after"], ())


def test_a_checkpoint_that_was_being_written_is_written_anew(store: Store, clock: Clock) -> None:
    sealed(store, clock, [b"before"])
    path = store.folder / "checkpoints.txt"
    path.write_bytes(path.read_bytes()[:-100])
    Store(store.folder, clock)
    assert verify(store.folder).faults == ()


def test_two_writers_seal_one_after_the_other(store: Store, clock: Clock) -> None:
    other = Store(store.folder, clock)
    sealed(store, clock, [b"1"])
    sealed(other, clock, [b"2"])
    sealed(store, clock, [b"3"])
    assert (events_in(store.folder), verify(store.folder).faults) == ([b"1", b"2", b"3"], ())


def test_a_folder_that_cannot_be_written_is_a_complaint_and_nothing_is_taken(store: Store) -> None:
    (store.folder / "spool").rmdir()
    with pytest.raises(SpoolError):
        store.spool()


def test_a_segment_that_was_changed_is_not_read(store: Store, clock: Clock) -> None:
    record = sealed(store, clock, [b"x"])
    (store.folder / record.path).write_bytes(b"y")
    with pytest.raises(EvidenceError):
        entries_of(store.folder, record)


def test_a_proof_leads_from_an_event_to_a_signed_note(tmp_path: Path) -> None:
    three_days(tmp_path)
    proof = prove(tmp_path, 3, 2)
    checkpoint, _signature = read_note(proof.note)
    assert (proof.event.raw, checkpoint.size, len(proof.record_path)) == (b"event 3/2", 4, 2)


@pytest.mark.parametrize(("segment", "index"), [(8, 0), (-1, 0), (0, 0), (3, 9)])
def test_there_is_no_proof_of_what_is_not_there(tmp_path: Path, segment: int, index: int) -> None:
    three_days(tmp_path)
    with pytest.raises(EvidenceError):
        prove(tmp_path, segment, index)
