"""A second copy by user answers as the first does, comes and goes as the site says, and follows what is new."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tenken.logs.search.ask import ask
from tenken.logs.search.by_user import order_by_user
from tenken.logs.search.how_far import COLUMNS, how_far
from tenken.logs.search.manifest import files
from tenken.logs.search.question import Question
from tenken.logs.search.rows import SCHEMA
from tenken.logs.search.store import forget
from tests.logs.filled import filled

SATO = Question(datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC), user="sato")


@pytest.fixture
def search(tmp_path: Path) -> Path:
    return filled(tmp_path) / "search"


def test_it_is_sorted_by_user_and_finds_the_same(search: Path) -> None:
    before = ask(search, SATO)
    order_by_user(search, ["*"])
    users = [pq.read_table(path)["user_id"].to_pylist() for path in files(search, by_user=True)]
    assert (users == [sorted(some) for some in users], ask(search, SATO)) == (True, before)


def test_it_is_made_of_the_sources_that_were_named_and_only_once(search: Path) -> None:
    made = order_by_user(search, ["PACS"]), order_by_user(search, ["PACS"])
    assert (made, len(list(search.rglob("*.user.parquet")))) == ((1, 0), 1)


def test_where_nobody_asks_for_it_any_more_it_goes(search: Path) -> None:
    order_by_user(search, ["*"])
    order_by_user(search, [])
    assert list(search.rglob("*.user.parquet")) == []


def test_a_store_of_other_columns_counts_as_not_read(search: Path) -> None:
    state = search / "files.json"
    assert how_far(search.parent).behind is False
    state.write_text(state.read_text().replace('"outcome"', '"result"'))
    assert (how_far(search.parent).taken, list(COLUMNS)) == (0, SCHEMA.names)


def test_what_is_deleted_from_the_store_is_not_left_in_the_copy(search: Path) -> None:
    order_by_user(search, ["*"])
    forget(search, {1})
    kept = {row["segment"] for path in search.rglob("*.parquet") for row in pq.read_table(path).to_pylist()}
    assert kept == {0, 2}
