"""Fixtures: a site on the test database, and the program itself on a data directory of its own."""

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

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


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """An empty data directory; with PostgreSQL it names a database made for this test."""
    folder = tmp_path / "data"
    if not POSTGRESQL:
        yield folder
        return
    name = sql.Identifier(f"tenken_{uuid.uuid4().hex}")
    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        folder.mkdir()
        own = psycopg.conninfo.make_conninfo(POSTGRESQL, dbname=name._obj[0])
        (folder / "tenken.toml").write_text(f'[database]\npostgresql = "{own}"\n', encoding="utf-8")
        yield folder
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


@pytest.fixture
def tenken(data: Path) -> Tenken:
    """Run the program: ``tenken("assess", "r7", …)``. English, so that tests read what they look for."""

    def run(
        *args: str, lang: str = "en", stdin: str = "", env: dict[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "tenken.cli", "--data", str(data), "--lang", lang, *args]
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("TENKEN_", "DJANGO_"))}
        return subprocess.run(
            command, capture_output=True, text=True, input=stdin, check=False, timeout=120, env={**clean, **(env or {})}
        )

    return run
