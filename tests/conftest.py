"""Fixtures: a site on the test database, and the program itself on a data directory of its own."""

import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql
from psycopg.conninfo import make_conninfo
from xdist.scheduler import LoadScopeScheduling

from tenken.actions.site import Site
from tenken.config import Config, Facility
from tenken.ledger.archive import Archive
from tenken.ledger.keys import Keys

Tenken = Callable[..., "subprocess.CompletedProcess[str]"]
POSTGRESQL = os.environ.get("TENKEN_TEST_POSTGRESQL", "")
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
TEXTS_OF_PAGES = ("tests/web/test_every_page.py", "tests/web/test_headers.py", "tests/web/test_structure.py")
"""They share every page in both languages."""


class ByFile(LoadScopeScheduling):  # type: ignore[misc] # xdist has no types
    """The tests of a file run in one process, so that what they make ready is made once."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "texts of pages" if file in TEXTS_OF_PAGES else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


@pytest.fixture
def site(db: None, tmp_path: Path) -> Site:
    """The test's ledger with an empty archive and new keys."""
    return Site(Config(tmp_path, Facility("みどり野総合病院")), Archive(tmp_path), Keys(tmp_path))


@contextmanager
def data_folder(folder: Path) -> Iterator[Path]:
    """A data directory whose ledger is made and empty; with PostgreSQL it names a database made for it."""
    folder.mkdir(mode=0o700, parents=True)
    if not POSTGRESQL:
        (folder / "tenken.sqlite3").write_bytes(_made())
        yield folder
        return
    name = f"tenken_{uuid.uuid4().hex}"
    like = sql.Identifier(_made().decode())
    _ask(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), like))
    _point(folder, name)
    yield folder
    _ask(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@cache
def _made() -> bytes:
    """An empty ledger as the program makes it: the file, or the name of the database. It takes seconds, and there are
    hundreds to be made."""
    with tempfile.TemporaryDirectory() as folder:
        name = f"tenken_{uuid.uuid4().hex}"
        if POSTGRESQL:
            _ask(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            _point(Path(folder), name)
        run_tenken(Path(folder), "machines").check_returncode()
        return name.encode() if POSTGRESQL else Path(folder, "tenken.sqlite3").read_bytes()


def _ask(question: sql.Composed) -> None:
    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(question)


def _point(folder: Path, database: str) -> None:
    """Let a data directory name this database."""
    own = make_conninfo(POSTGRESQL, dbname=database)
    (folder / "tenken.toml").write_text(f'[database]\npostgresql = "{own}"\n', encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data directory whose ledger is empty."""
    with data_folder(tmp_path / "data") as folder:
        yield folder


def run_tenken(
    data: Path,
    *args: str,
    lang: str = "en",
    stdin: str = "",
    env: dict[str, str] | None = None,
    around: tuple[str, ...] = (),
) -> "subprocess.CompletedProcess[str]":
    """Run the program, by the program ``around`` where there is one. English, so that tests read what they look for."""
    command = [*around, sys.executable, "-m", "tenken.cli", "--data", str(data), "--lang", lang, *args]
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TENKEN_", "DJANGO_"))}
    return subprocess.run(
        command, capture_output=True, text=True, input=stdin, check=False, timeout=120, env={**clean, **(env or {})}
    )


@pytest.fixture
def tenken(data: Path) -> Tenken:
    """``tenken("assess", "r7", …)`` on a data directory whose ledger is empty."""
    return partial(run_tenken, data)
