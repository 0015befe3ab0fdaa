"""Questions run in a process of their own: started when needed, ended when one takes too long, and replaced."""

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tenken.logs.search.apart import Searcher, SearchError
from tenken.logs.search.question import Involved, Question
from tests.logs.filled import filled

SPAN = datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("logs")) / "search"


@pytest.fixture(scope="module")
def searcher() -> Iterator[Searcher]:
    one = Searcher()
    yield one
    one.close()


def test_it_finds_what_is_there_with_its_times(search: Path, searcher: Searcher) -> None:
    (row, *_more) = searcher.ask(search, Question(*SPAN, user="sato", source="電子カルテ")).rows
    assert row["ts"] == datetime(2026, 3, 31, 23, 30, tzinfo=UTC)


def test_whoever_took_part_is_found_in_any_letters(search: Path, searcher: Searcher) -> None:
    found = searcher.involving(search, Involved(*SPAN, users=("SATO",), names=("電子カルテ",)), 100)
    assert found.total == searcher.ask(search, Question(*SPAN)).total


def test_where_nobody_is_named_nobody_is_found(search: Path, searcher: Searcher) -> None:
    assert searcher.involving(search, Involved(*SPAN), 100).total == 0


def test_a_process_that_was_ended_is_started_again(search: Path, searcher: Searcher) -> None:
    first = searcher.ask(search, Question(*SPAN))
    os.kill(searcher._process.pid if searcher._process else 0, signal.SIGTERM)
    assert searcher.ask(search, Question(*SPAN)) == first


def test_a_question_that_takes_too_long_is_ended_and_told(search: Path) -> None:
    searcher = Searcher(limit_s=0)
    with pytest.raises(SearchError, match="more than 0 seconds"):
        searcher.ask(search, Question(*SPAN))
    searcher.close()


def test_a_store_that_is_broken_is_told_and_the_next_question_goes_on(tmp_path: Path, searcher: Searcher) -> None:
    search = filled(tmp_path) / "search"
    for path in search.rglob("*.parquet"):
        path.write_bytes(b"no parquet")
    with pytest.raises(SearchError, match="cannot be asked"):
        searcher.ask(search, Question(*SPAN))
    assert searcher.ask(tmp_path / "none", Question(*SPAN)).total == 0
