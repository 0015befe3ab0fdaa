"""What is past its time goes by agreement only: leaf hashes and the agreement stay; nothing else can be taken away."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tenken.logs.evidence.checkpoints import notes
from tenken.logs.evidence.read import EvidenceError, prove
from tenken.logs.evidence.records import records
from tenken.logs.evidence.removal import agreement, finish, past_their_time, remove
from tenken.logs.evidence.store import Store
from tenken.logs.search.ask import ask
from tenken.logs.search.question import Question
from tenken.logs.search.store import follow, forget, rebuild
from tenken.logs.sources import LogSource, keep_source, sources
from tenken.logs.verify import verify
from tests.logs.evidence.stores import MORNING, Clock, sealed, three_days
from tests.logs.tampering import WAYS, Tampering

NOW = MORNING + timedelta(days=100)


def days(count: int) -> Callable[[str], timedelta]:
    return lambda _source: timedelta(days=count)


@pytest.fixture(scope="module")
def thinned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Three days of which segments 1 to 3 were removed; and what was kept elsewhere."""
    folder = tmp_path_factory.mktemp("store")
    store = three_days(folder)
    store = Store(folder, Clock(NOW))
    remove(store, agreement(list(records(folder))[1:4], "佐藤", "5年を過ぎた"), NOW)
    sealed(store, Clock(NOW), [b"later 1", b"later 2"])
    return folder, list(notes(folder))[-1]


def leaves(folder: Path) -> list[Path]:
    return sorted((folder / "segments").rglob("*.leaves"))


def test_a_store_of_which_segments_were_removed_on_agreement_is_whole(thinned: tuple[Path, bytes]) -> None:
    found = verify(thinned[0], [thinned[1]])
    assert (found.faults, found.segments, len(leaves(thinned[0]))) == ((), 10, 3)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_tampering_is_found_after_a_removal(thinned: tuple[Path, bytes], tmp_path: Path, way: str) -> None:
    missed = []
    for seed in range(12):
        tampering = Tampering(thinned[0], tmp_path / "copy", f"{way} {seed}")
        WAYS[way](tampering)
        if not verify(tampering.folder, [thinned[1]]).faults:
            missed.append(tampering.done)
    assert missed == []


@pytest.mark.parametrize("bit", range(0, 2560, 131))
def test_a_changed_leaf_hash_is_found(thinned: tuple[Path, bytes], tmp_path: Path, bit: int) -> None:
    folder = Tampering(thinned[0], tmp_path / "copy", "").folder
    path = leaves(folder)[bit % 3]
    content = bytearray(path.read_bytes())
    content[bit // 8 % len(content)] ^= 1 << bit % 8
    path.write_bytes(content)
    (fault,) = verify(folder).faults
    assert fault.file.endswith(".leaves")


def test_missing_leaf_hashes_are_found(thinned: tuple[Path, bytes], tmp_path: Path) -> None:
    folder = Tampering(thinned[0], tmp_path / "copy", "").folder
    leaves(folder)[1].unlink()
    (fault,) = verify(folder).faults
    assert (fault.segment, fault.what) == (2, "the file is gone")


def test_a_segment_that_nobody_agreed_to_remove_is_missed_though_its_leaf_hashes_are_there(tmp_path: Path) -> None:
    three_days(tmp_path)
    path = sorted((tmp_path / "segments").rglob("*.zst"))[5]
    path.replace(path.with_suffix(".leaves"))
    assert {(fault.segment, fault.what) for fault in verify(tmp_path).faults} == {
        (5, "the file is gone"), (None, "no record speaks of this file")}  # fmt: skip


def test_a_sender_cannot_agree_to_a_removal(tmp_path: Path) -> None:
    """The same octets from the network, under the same name."""
    store = three_days(tmp_path)
    wanted = list(records(tmp_path))[5:6]
    sealed(store, Clock(NOW), agreement(wanted, "佐藤", "x"), "tenken")
    assert finish(store) == 0
    (tmp_path / wanted[0].path).unlink()
    assert [fault.segment for fault in verify(tmp_path).faults] == [5]


def test_an_agreement_does_not_reach_what_comes_after_it(tmp_path: Path) -> None:
    store = three_days(tmp_path)
    first = list(records(tmp_path))[1]
    remove(store, agreement([first], "佐藤", "x"), NOW)
    later = sealed(store, Clock(NOW), [b"event 1/0", b"event 1/1", b"event 1/2"])
    (tmp_path / later.path).unlink()
    assert [fault.segment for fault in verify(tmp_path).faults] == [later.segment]


def test_what_was_interrupted_is_brought_to_its_end(tmp_path: Path) -> None:
    store = three_days(tmp_path)
    second = list(records(tmp_path))[2]
    kept = shutil.copy(tmp_path / second.path, tmp_path / "kept")
    remove(store, agreement([second], "佐藤", "x"), NOW)
    shutil.move(kept, tmp_path / second.path)
    assert (verify(tmp_path).faults, finish(store), finish(store), verify(tmp_path).faults) == ((), 1, 0, ())


def test_an_agreement_that_was_not_sealed_is_none(tmp_path: Path) -> None:
    spool = three_days(tmp_path).spool(removal=True)
    spool.add([b"x" * 20])
    spool.commit()
    spool.close()
    before = len(list(records(tmp_path)))
    Store(tmp_path, Clock(NOW))
    assert len(list(records(tmp_path))) == before


def test_the_proof_of_an_event_that_was_removed_says_why_it_is_gone(thinned: tuple[Path, bytes]) -> None:
    with pytest.raises(EvidenceError, match="past their time"):
        prove(thinned[0], 2, 0)


def test_a_segment_goes_when_each_of_its_sources_is_past_its_time(tmp_path: Path) -> None:
    clock = Clock()
    store = Store(tmp_path, clock)
    for source in ("short", "long"):
        sealed(store, clock, [b"x"], source)
    keeps = {"short": timedelta(days=99), "long": timedelta(days=101)}
    assert [one.segment for one in past_their_time(tmp_path, keeps.__getitem__, NOW)] == [0]


def test_it_is_not_past_its_time_on_the_last_day(tmp_path: Path) -> None:
    sealed(Store(tmp_path, Clock()), Clock(), [b"x"])
    assert [len(past_their_time(tmp_path, days(n), NOW)) for n in (99, 100)] == [1, 0]


def test_neither_agreements_nor_what_is_gone_goes_again(thinned: tuple[Path, bytes]) -> None:
    found = past_their_time(thinned[0], days(0), NOW + timedelta(days=1))
    assert [one.segment for one in found] == [5, 6, 7, 9]


def test_what_was_removed_is_not_found_any_more_also_in_a_search_store_made_anew(tmp_path: Path) -> None:
    clock = Clock()
    store, line = (
        Store(tmp_path / "evidence", clock),
        b"Apr  1 08:30:00 ehr sshd[7]: Accepted password for %s from 10.1.2.3",
    )
    keep_source(tmp_path, LogSource("ehr", "authlog"))
    for name in (b"sato", b"suzuki", b"takahashi"):
        sealed(store, clock, [line % name])
    evidence, search, known = store.folder, tmp_path / "search", sources(tmp_path)
    follow(evidence, search, known)
    remove(store, agreement(list(records(evidence))[:2], "佐藤", "x"), NOW)
    forget(search, {0, 1})
    forgotten = users(search)
    rebuild(evidence, search, known)
    assert (forgotten, users(search)) == (["takahashi"], ["takahashi"])


def users(search: Path) -> list[str]:
    question = Question(since=MORNING - timedelta(days=400), until=NOW)
    return [row["user_id"] for row in ask(search, question).rows]
