"""Two people answer one row at the same moment, each at a program of their own: one is taken, the other is told."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import data_folder, run_tenken

ROWS = ("1-1", "2-1", "2-4", "2-5", "2-6", "2-8", "3-1", "3-3")


@contextmanager
def answerer(data: Path, name: str) -> Iterator["subprocess.Popen[str]"]:
    """A running program that waits for rows to answer."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TENKEN_", "DJANGO_"))}
    command = [sys.executable, "-m", "tests.actions.answerer", str(data), name]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env=clean, **pipes) as program:  # type: ignore[call-overload]
        assert program.stdout.readline() == "ready\n"
        yield program
        program.stdin.close()


def told(program: "subprocess.Popen[str]", row: str) -> None:
    assert program.stdin
    program.stdin.write(f"{row}\n")
    program.stdin.flush()


def heard(program: "subprocess.Popen[str]") -> str:
    assert program.stdout
    return program.stdout.readline().strip()


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[str, str]]]:
    """What 佐藤 and 山田 were told, row by row."""
    with data_folder(tmp_path_factory.mktemp("at-once") / "data") as data:
        run_tenken(data, "doctor")
        with answerer(data, "佐藤") as one, answerer(data, "山田") as other:
            said = []
            for row in ROWS:
                told(one, row)
                told(other, row)
                said.append((heard(one), heard(other)))
            yield said


def test_of_two_answers_exactly_one_is_kept(outcomes: list[tuple[str, str]]) -> None:
    assert [pair.count("kept") for pair in outcomes] == [1] * len(ROWS)


def test_the_other_person_is_told_that_somebody_was_first(outcomes: list[tuple[str, str]]) -> None:
    refusals = [words for pair in outcomes for words in pair if words != "kept"]
    assert all("meanwhile" in words or "at the same moment" in words for words in refusals), refusals
