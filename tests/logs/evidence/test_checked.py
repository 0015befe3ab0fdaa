"""A proof is believed where every step of it comes out, up to the first key; anything else is told."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tenken.logs.evidence.checked import check
from tenken.logs.evidence.entries import encoded
from tenken.logs.evidence.read import Proof, prove, prove_each
from tenken.logs.evidence.store import Store
from tests.logs.evidence.stores import Clock


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Three days, each with a key of its own."""
    clock = Clock()
    kept = Store(tmp_path, clock)
    for day in range(3):
        spool = kept.spool()
        spool.add([encoded(clock.now, "PACS", f"{day} {number}".encode()) for number in range(3)])
        kept.seal(spool)
        clock.now += timedelta(days=1)
    return tmp_path


def holds(store: Path, proof: Proof) -> list[bool]:
    return [step.holds for step in check(store, proof)]


def test_every_event_of_every_day_is_proved(store: Path) -> None:
    places = [(segment, index) for segment in range(3) for index in range(3)]
    assert [all(holds(store, proof)) for proof in prove_each(store, places)] == [True] * 9


def test_another_event_is_not(store: Path) -> None:
    proof = prove(store, 1, 1)
    assert holds(store, replace(proof, entry=proof.entry[:-1] + b"9")) == [False, True, True, True]


def test_a_segment_that_was_not_signed_is_not(store: Path) -> None:
    proof = prove(store, 1, 1)
    assert holds(store, replace(proof, record=replace(proof.record, octets=1)))[1] is False


def test_a_checkpoint_that_another_key_signed_is_not(store: Path) -> None:
    proof = prove(store, 2, 0)
    assert holds(store, replace(proof, note=prove(store, 0, 0).note))[1] is False
    (store / "first-key.txt").write_text("00" * 32 + "\n")
    assert holds(store, proof)[3] is False
    (store / "first-key.txt").unlink()
    assert holds(store, prove(store, 0, 0))[2:] == [False, False]
