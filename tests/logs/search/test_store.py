"""The search store holds what the evidence tells, each row with its place there, wherever it was interrupted."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count, takewhile
from pathlib import Path
from types import FrameType
from typing import Any

import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken.logs.columns import read_columns
from tenken.logs.evidence.read import prove
from tenken.logs.evidence.store import Store
from tenken.logs.search import manifest, store
from tenken.logs.search.manifest import files
from tenken.logs.search.store import follow, rebuild
from tenken.logs.sources import LogSource
from tests.logs.evidence.stores import Clock, sealed
from tests.logs.exports import HEADINGS, MAP

COLUMNS = read_columns(MAP).fitted(HEADINGS.encode())
SOURCES = {name: LogSource(name, "csv", columns=COLUMNS) for name in ("電子カルテ", "a/b")}
EVENTS = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 28), st.integers(0, 2)), max_size=5)
SEGMENTS = st.lists(st.tuples(st.sampled_from([*SOURCES]), EVENTS), max_size=6)


class Interrupted(Exception):
    pass


def lines(events: list[tuple[int, int, int]]) -> list[bytes]:
    """Each its own, so that its place can be told from it."""
    told = (f"2026/0{month}/{day:02},12:00,sato,P{patient},{n},成功" for n, (month, day, patient) in enumerate(events))
    return [line.encode() for line in told]


def found(search: Path) -> list[dict[str, Any]]:
    rows = [row for path in files(search) for row in pq.read_table(path).to_pylist()]
    return sorted(rows, key=lambda row: (row["segment"], row["index"]))


def places(evidence: Path, rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """What each row says, and what stands in the evidence at its place."""
    for row in rows:
        raw = prove(evidence, row["segment"], row["index"]).event.raw.decode()
        at = row["ts"].strftime("%Y/%m/%d")
        yield f"{at},{row['patient_id']},{row['function']}", ",".join(raw.split(",")[place] for place in (0, 3, 4))


@settings(max_examples=8)
@given(SEGMENTS, st.sets(st.integers(0, 5)))
def test_followed_in_any_steps_it_holds_each_event_once_and_tells_its_place(segments: Any, stops: set[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clock, search = Clock(), Path(folder, "search")
        evidence = Store(Path(folder, "evidence"), clock)
        for number, (source, events) in enumerate(segments):
            sealed(evidence, clock, lines(events), source)
            if number in stops:
                follow(evidence.folder, search, SOURCES)
        follow(evidence.folder, search, SOURCES)
        rows = found(search)
        assert len(rows) == sum(len(events) for _source, events in segments)
        assert [told for told, kept in places(evidence.folder, rows) if told != kept] == []
        rebuild(evidence.folder, search, SOURCES)
        assert found(search) == rows


def interrupted(after: int, work: Callable[[], object]) -> bool:
    """Stop it after so many lines of the store's code. False where it came to its end before."""
    left = after

    def trace(frame: FrameType, event: str, _value: object) -> Any:
        nonlocal left
        if frame.f_code.co_filename not in (store.__file__, manifest.__file__):
            return None
        left -= event == "line"
        if left < 0:
            raise Interrupted
        return trace

    sys.settrace(trace)
    try:
        work()
    except Interrupted:
        return True
    finally:
        sys.settrace(None)
    return False


def age(search: Path, span: timedelta) -> None:
    """As if all that is there had been written so long ago."""
    for path in search.glob("*/*/*"):
        before = path.stat().st_mtime - span.total_seconds()
        os.utime(path, (before, before))


def test_interrupted_anywhere_it_changes_nothing_or_all_and_goes_on_where_it_was(tmp_path: Path) -> None:
    clock, search = Clock(), tmp_path / "search"
    evidence = Store(tmp_path / "evidence", clock)
    sealed(evidence, clock, lines([(1, 1, 1), (2, 1, 1)]), "a/b")
    follow(evidence.folder, search, SOURCES)
    before = found(search)
    sealed(evidence, clock, lines([(1, 2, 1), (3, 1, 2)]), "a/b")
    stops = takewhile(lambda n: interrupted(n, lambda: follow(evidence.folder, search, SOURCES)), count(0, 3))
    seen = [found(search) for _stop in stops]
    rebuild(evidence.folder, search, SOURCES)
    after = found(search)
    assert (len(seen) > 20, [rows for rows in seen if rows not in (before, after)]) == (True, [])
    assert seen[0] == before
    assert seen[-1] == after


def test_files_stay_few_and_those_that_were_replaced_go(tmp_path: Path) -> None:
    clock, search = Clock(), tmp_path / "search"
    evidence = Store(tmp_path / "evidence", clock)
    for number in range(12):
        sealed(evidence, clock, lines([(1, 1, number)]), "a/b")
        follow(evidence.folder, search, SOURCES)
        age(search, timedelta(hours=2))
    assert len(found(search)) == 12
    assert len(list(search.glob("*/*/*"))) <= 3
