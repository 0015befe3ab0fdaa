"""Fixtures: a site on the test database, and the program itself on a data directory of its own."""

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tenken.actions.site import Site
from tenken.config import Config, Facility
from tenken.ledger.archive import Archive
from tenken.ledger.keys import Keys

Tenken = Callable[..., "subprocess.CompletedProcess[str]"]
POSTGRESQL = os.environ.get("TENKEN_TEST_POSTGRESQL", "")


@pytest.fixture
def site(db: None, tmp_path: Path) -> Site:
    """The test's ledger with an empty archive and new keys."""
    return Site(Config(tmp_path, Facility("みどり野総合病院")), Archive(tmp_path), Keys(tmp_path))


@contextmanager
def data_folder(folder: Path) -> Iterator[Path]:
    """A data directory to be; with PostgreSQL it names a database made for it."""
    if not POSTGRESQL:
        yield folder
        return
    name = f"tenken_{uuid.uuid4().hex}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        folder.mkdir(parents=True)
        own = make_conninfo(POSTGRESQL, dbname=name)
        (folder / "tenken.toml").write_text(f'[database]\npostgresql = "{own}"\n', encoding="utf-8")
        yield folder
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """An empty data directory."""
    with data_folder(tmp_path / "data") as folder:
        yield folder


def run_tenken(
    data: Path, *args: str, lang: str = "en", stdin: str = "", env: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run the program. English, so that tests read what they look for."""
    command = [sys.executable, "-m", "tenken.cli", "--data", str(data), "--lang", lang, *args]
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TENKEN_", "DJANGO_"))}
    return subprocess.run(
        command, capture_output=True, text=True, input=stdin, check=False, timeout=120, env={**clean, **(env or {})}
    )


@pytest.fixture
def tenken(data: Path) -> Tenken:
    """``tenken("assess", "r7", …)`` on an empty data directory."""
    return partial(run_tenken, data)
