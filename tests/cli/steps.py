"""Short ways to call the program and to look at what it did."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import Any

import psycopg

from tenken.config import load_config
from tests.conftest import run_tenken

Run = subprocess.CompletedProcess[str]
PLAN = (
    *("document", "--by", "佐藤", "--on", "2025-11-20", "--set", "type=bcp", "--set", "title=BCP 第4版"),
    *("--set", "effective=2025-04-01", "--set", "approved_by=院長", "--set", "next_review=2099-12-31"),
    *("--set", "covers=normal, detection, first-response, recovery, afterwards"),
)
CONTRACT = (
    *("vendor-contract", "--about", "vendor:北斗システム", "--new", "--by", "佐藤", "--on", "2025-11-20"),
    *("--set", "systems=電子カルテ", "--set", "starts=2025-04-01", "--set", "next_review=2099-12-31"),
)
NOTHING: Mapping[str, str] = MappingProxyType({})
HOSPITAL = ("r7", "--form", "hospital")


def done(data: Path, *args: str) -> Run:
    """A call that must succeed."""
    run = run_tenken(data, *args)
    assert run.returncode == 0, run.stderr
    return run


def clean(env: Mapping[str, str] = NOTHING) -> dict[str, str]:
    """The environment without what would speak for the caller: language, data directory, way of printing."""
    ours = ("TENKEN_", "DJANGO_", "LANG", "LC_", "PYTHONUNBUFFERED", "PYTHONIOENCODING")
    return {**{name: value for name, value in os.environ.items() if not name.startswith(ours)}, **env}


def bare(
    folder: Path,
    *args: str | bytes,
    stdout: int = subprocess.PIPE,
    env: Mapping[str, str] = NOTHING,
    around: Sequence[str] = (),
) -> Run:
    """The program in a folder, with these arguments and nothing else said; ``around`` is a command that runs it."""
    command: list[str | bytes] = [*around, sys.executable, "-m", "tenken.cli", *args]
    return subprocess.run(
        command, stdout=stdout, stderr=subprocess.PIPE, text=True, cwd=folder, env=clean(env), check=False, timeout=60
    )


def json_of(data: Path, *args: str) -> Any:
    return json.loads(done(data, *args, "--json").stdout)


def at_once(data: Path, calls: Mapping[str, Sequence[str]], lang: str = "en") -> dict[str, Run]:
    """Calls that do not hang on each other, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        running = {name: pool.submit(run_tenken, data, *args, lang=lang) for name, args in calls.items()}
        return {name: run.result() for name, run in running.items()}


def sql(data: Path, statement: str) -> list[tuple[Any, ...]]:
    """Run a statement in the database of a data directory, whichever it is, past the program."""
    postgresql = load_config(data).database.postgresql
    if postgresql:
        with psycopg.connect(postgresql, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []
    with sqlite3.connect(data / "tenken.sqlite3") as database:
        return database.execute(statement).fetchall()


def count(data: Path, table: str) -> int:
    return int(sql(data, f"SELECT COUNT(*) FROM {table}")[0][0])


def answers(data: Path) -> list[Any]:
    """All answers to R7's form for hospitals."""
    return list(json_of(data, "answer", *HOSPITAL))


def verdicts(data: Path, day: str = "2026-01-31") -> Any:
    """What every row came to, as of a day."""
    return json_of(data, "assess", *HOSPITAL, "--as-of", day)["rows"]
