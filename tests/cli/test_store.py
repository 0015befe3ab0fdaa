"""Before a verb that needs the ledger: its database is made, brought up to date, or refused as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.steps import bare, sql
from tests.conftest import run_tenken

TEXT = b"This is a text and no database, and long enough to be looked at as one."


def damaged(content: bytes) -> bytes:
    """With the second half of its pages overwritten."""
    return content[: len(content) // 2] + bytes(len(content) - len(content) // 2)


@pytest.fixture
def sqlite(tmp_path: Path) -> Path:
    """A data directory on SQLite, whichever database the tests run on."""
    run_tenken(tmp_path / "here", "machines")
    return tmp_path / "here"


def test_the_first_call_makes_the_ledger(tmp_path: Path) -> None:
    run = run_tenken(tmp_path / "new", "machines")
    assert (run.returncode, run.stdout) == (0, "the ledger lists no machine yet\n")


def test_asking_a_verb_for_help_makes_nothing(tmp_path: Path) -> None:
    assert (bare(tmp_path, "doctor", "--help").returncode, list(tmp_path.iterdir())) == (0, [])


def test_help_comes_even_where_the_database_is_damaged(sqlite: Path) -> None:
    (sqlite / "tenken.sqlite3").write_bytes(TEXT)
    assert run_tenken(sqlite, "doctor", "--help").returncode == 0


@pytest.mark.parametrize("spoil", [lambda _database: TEXT, damaged], ids=["another file", "damaged"])
def test_a_database_that_is_none_is_left_alone_and_told(sqlite: Path, spoil: Callable[[bytes], bytes]) -> None:
    database = sqlite / "tenken.sqlite3"
    spoiled = spoil(database.read_bytes())
    database.write_bytes(spoiled)
    run = run_tenken(sqlite, "doctor")
    assert (run.returncode, run.stderr.count("\n"), database.read_bytes() == spoiled) == (3, 1, True)
    assert run.stderr.startswith(f"tenken: the database in {sqlite} cannot be opened (")


def test_a_database_of_a_newer_tenken_is_left_alone_and_told(data: Path) -> None:
    run_tenken(data, "machines")
    sql(data, "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '9999_ahead', '2099-01-01')")
    run = run_tenken(data, "machines")
    assert (run.returncode, "was written by a newer Tenken (it knows ledger.9999_ahead)" in run.stderr) == (3, True)


@pytest.mark.parametrize(
    ("connection", "words"),
    [
        ("garbage", 'database.postgresql: missing "=" after "garbage"'),
        ("host=/nowhere", "database.postgresql names no database; add dbname=…"),
        ("dbname=tenken colour=red", 'database.postgresql: invalid connection option "colour"'),
    ],
)
def test_a_connection_that_is_none_is_a_wrong_setting(tmp_path: Path, connection: str, words: str) -> None:
    (tmp_path / "tenken.toml").write_text(f"[database]\npostgresql = '{connection}'\n")
    run = run_tenken(tmp_path, "machines")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith(f"tenken: tenken.toml: {words}")


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "tenken.toml").write_text("[database]\npostgresql = 'host=/nowhere dbname=tenken'\n")
    run = run_tenken(tmp_path, "machines")
    assert (run.returncode, f"the database in {tmp_path} cannot be opened (connection" in run.stderr) == (3, True)


def test_settings_that_cannot_be_read_name_the_file_and_the_place(tmp_path: Path) -> None:
    (tmp_path / "tenken.toml").write_text("[server]\nport = x\n")
    run = run_tenken(tmp_path, "machines")
    assert (run.returncode, run.stderr) == (
        2,
        f"tenken: {tmp_path / 'tenken.toml'}: Invalid value (at line 2, column 8)\n",
    )
