"""What was added is written in order and sealed, whatever the clock says and whatever a seal meets with."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from tenken.logs.evidence.checkpoints import clock_in, notes
from tenken.logs.evidence.clock import UNKNOWN
from tenken.logs.evidence.entries import encoded
from tenken.logs.evidence.making import made
from tenken.logs.evidence.read import events_of
from tenken.logs.evidence.records import records
from tenken.logs.evidence.store import Store
from tenken.logs.receive.commit import Batch, Committer
from tenken.logs.receive.making import MUCH, Maker
from tenken.logs.verify import verify
from tests.logs.evidence.stores import MORNING, Clock, Watched

EVENTS = [b"event %d" % number for number in range(20)]


class House:
    """A committer that begins a new segment after each write, and what it said."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, Watched()
        self.said: list[str] = []
        self.batches: list[Batch] = []
        self.committer = Committer(
            Store(folder, self.clock, self.clock.clock), self.clock, tell=lambda what: self.said.append(str(what)),
            sealed=lambda record: self.said.append(f"sealed {record.segment}"), largest=1,
        )  # fmt: skip
        self.committer.start(self.batches.append)

    def written(self, event: bytes) -> None:
        """Added, and on the disk."""
        number = self.committer.add("ehr", [event], hurry=True)
        wait_for(lambda: self.committer.taken >= number)

    def kept(self) -> list[bytes]:
        return [event.raw for record in records(self.folder) for event in events_of(self.folder, record)]


def wait_for(seen: Callable[[], object]) -> None:
    until = monotonic() + 20
    while not seen():
        assert monotonic() < until
        sleep(0.005)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    running = House(tmp_path / "evidence")
    yield running
    running.committer.stop()


def test_a_clock_that_steps_back_loses_nothing_and_changes_no_order(house: House) -> None:
    for event in EVENTS:
        house.written(event)
        house.clock.is_set(hours=-7)
    house.committer.stop()
    assert house.kept() == EVENTS
    assert verify(house.folder).faults == ()
    assert len(list(records(house.folder))) > 2


def test_a_step_of_the_clock_is_told_at_once_and_signed_with_the_next_seal(house: House) -> None:
    house.written(EVENTS[0])
    wait_for(lambda: "sealed 0" in house.said)
    house.clock.is_set(hours=-7)
    back = "the clock of this machine was set 25200 seconds back: see what set it"
    wait_for(lambda: back in house.said)
    house.clock.is_set(hours=7)
    wait_for(lambda: back.replace("back", "forwards") in house.said)
    house.written(EVENTS[1])
    house.committer.stop()
    assert [clock_in(note)[1] for note in notes(house.folder)][:2] == [UNKNOWN, "stepped-25200s"]
    assert verify(house.folder).faults == ()


def test_each_batch_names_the_spool_and_the_place_in_it(house: House) -> None:
    for event in EVENTS:
        house.written(event)
    house.committer.stop()
    spools = {record.spool: [one.raw for one in events_of(house.folder, record)] for record in records(house.folder)}
    assert [spools[one.spool][one.index] for one in house.batches] == EVENTS
    assert [(one.first, one.last) for one in house.batches] == [(n, n) for n in range(1, len(EVENTS) + 1)]


def test_what_cannot_be_sealed_is_written_on_and_sealed_later_and_both_are_told(house: House) -> None:
    (house.folder / "segments").rename(house.folder / "away")
    (house.folder / "segments").write_text("in the way")
    for event in EVENTS:
        house.written(event)
    wait_for(lambda: house.committer.alarm)
    (house.folder / "segments").unlink()
    (house.folder / "away").rename(house.folder / "segments")
    wait_for(lambda: "sealing again" in house.said)
    house.committer.stop()
    assert house.said[0].startswith("nothing is sealed: ")
    assert house.kept() == EVENTS
    assert verify(house.folder).faults == ()


def test_a_seal_that_failed_after_it_was_recorded_is_not_recorded_twice(tmp_path: Path) -> None:
    store = Store(tmp_path, Clock())
    spool = store.spool()
    spool.add([encoded(MORNING, "ehr", EVENTS[0])])
    spool.commit()
    (tmp_path / "checkpoints.txt").mkdir()
    with pytest.raises(OSError):
        store.seal(spool)
    (tmp_path / "checkpoints.txt").rmdir()
    assert store.seal(spool).segment == 0
    assert (len(list(records(tmp_path))), verify(tmp_path).faults) == (1, ())


def test_the_process_beside_makes_the_same_segment_and_is_not_missed_when_it_is_gone(tmp_path: Path) -> None:
    store, maker = Store(tmp_path, Clock()), Maker()
    spool = store.spool()
    spool.add([encoded(MORNING, "ehr", bytes(MUCH // 2)) for _event in range(3)])
    spool.commit()
    assert maker(spool) == made(spool)
    assert maker._process
    maker._process.kill()
    assert maker(spool) == made(spool)
    spool.close()
    maker.close()
