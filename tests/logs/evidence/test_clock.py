"""Logs in trustworthy time: each checkpoint says whether the clock was synchronised, and if it was set."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tenken.logs.evidence.checkpoints import clock_in, lately, notes
from tenken.logs.evidence.clock import (
    SYNCHRONISED,
    UNKNOWN,
    UNSYNCHRONISED,
    Clock,
    state_by,
    state_of_system,
    step_in,
)
from tenken.logs.evidence.store import Store
from tenken.logs.verify import verify
from tests.logs.evidence.stores import Watched, sealed


@pytest.fixture
def watched() -> Watched:
    return Watched()


def words(folder: Path) -> list[str]:
    return [clock_in(note)[1] for note in notes(folder)]


def test_the_system_answers_with_one_of_the_words() -> None:
    assert state_of_system() in {SYNCHRONISED, UNSYNCHRONISED, UNKNOWN}


@pytest.mark.parametrize(
    ("answer", "max_error_us", "word"),
    [
        (0, 15_999_999, SYNCHRONISED),
        (5, 17_288, SYNCHRONISED),  # chrony without rtcsync: TIME_ERROR, though the clock is kept
        (5, 16_000_000, UNSYNCHRONISED),
        (-1, 0, UNKNOWN),
    ],
)
def test_a_clock_is_synchronised_while_its_error_is_bounded(answer: int, max_error_us: int, word: str) -> None:
    assert state_by(answer, max_error_us) == word


def test_the_clock_of_this_machine_is_not_set_while_it_is_looked_at() -> None:
    clock = Clock(lambda: datetime.now(UTC))
    assert (clock.untold(), clock.seen().steps) == ((), 0)


@pytest.mark.parametrize(
    ("seconds", "word"),
    [(2, UNKNOWN), (-2, UNKNOWN), (3, "stepped+3s"), (-25200, "stepped-25200s")],
)
def test_more_than_two_seconds_are_a_step(watched: Watched, seconds: int, word: str) -> None:
    watched.is_set(seconds=seconds)
    assert watched.clock.seen().word == word


def test_time_that_passes_is_no_step(watched: Watched) -> None:
    watched.later(hours=7)
    assert (watched.clock.untold(), watched.clock.seen().word) == ((), UNKNOWN)


def test_a_process_that_was_held_up_between_two_looks_sees_no_step(watched: Watched) -> None:
    watched.held_up(seconds=60)
    assert (watched.clock.untold(), watched.clock.seen().word) == ((), UNKNOWN)


def test_a_clock_that_was_set_and_set_back_was_set_twice(watched: Watched) -> None:
    watched.is_set(seconds=3600)
    assert watched.clock.untold() == (3600,)
    watched.is_set(seconds=-3600)
    assert (watched.clock.untold(), watched.clock.untold()) == ((-3600,), ())
    assert watched.clock.seen().word == "stepped+3600s"


def test_the_next_checkpoint_tells_of_a_step_and_the_one_after_it_of_the_state(
    watched: Watched, tmp_path: Path
) -> None:
    store = Store(tmp_path, watched, watched.clock)
    for seconds in (0, -25200, 0, 60):
        watched.later(minutes=5)
        watched.is_set(seconds=seconds)
        watched.state = SYNCHRONISED
        sealed(store, watched, [b"x"])
    told = [SYNCHRONISED, "stepped-25200s", SYNCHRONISED, "stepped+60s"]
    assert (words(tmp_path), [clock_in(note)[1] for note in lately(tmp_path)]) == (told, told)
    assert verify(tmp_path).faults == ()


def test_a_seal_that_fails_swallows_no_step(watched: Watched, tmp_path: Path) -> None:
    store = Store(tmp_path, watched, watched.clock)
    watched.is_set(seconds=60)
    (tmp_path / "keys").rename(tmp_path / "away")
    with pytest.raises(OSError):
        sealed(store, watched, [b"x"])
    (tmp_path / "away").rename(tmp_path / "keys")
    sealed(store, watched, [b"y"])
    assert (words(tmp_path), verify(tmp_path).faults) == (["stepped+60s", UNKNOWN], ())


def test_without_a_clock_nothing_is_said_of_it(watched: Watched, tmp_path: Path) -> None:
    sealed(Store(tmp_path, watched), watched, [b"x"])
    assert words(tmp_path) == [UNKNOWN]


def test_a_word_on_the_clock_is_signed(watched: Watched, tmp_path: Path) -> None:
    watched.state = UNSYNCHRONISED
    sealed(Store(tmp_path, watched, watched.clock), watched, [b"x"])
    path = tmp_path / "checkpoints.txt"
    path.write_bytes(path.read_bytes().replace(b"clock unsynchronised", b"clock synchronised"))
    assert [fault.what for fault in verify(tmp_path).faults] == ["its signature is not that of the key of its day"]


@pytest.mark.parametrize(
    ("word", "seconds"), [("stepped+3s", 3), ("stepped-25200s", -25200), (UNKNOWN, None), ("stepped", None)]
)
def test_a_step_is_read_from_its_word(word: str, seconds: int | None) -> None:
    assert step_in(word) == seconds
