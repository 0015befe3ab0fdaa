"""doctor: is the installation sound, and is everything kept what it was? One that is not makes the call say no."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.steps import PLAN, Run, at_once, done
from tests.conftest import data_folder, run_tenken

CHECKS = ["database", "clock", "seal", "rows", "archive", "editions", "disk", "keys", "connection"]


@dataclass(frozen=True)
class Examined:
    """A sound house, in words and for programs; and the same house after one kept original was lost."""

    words: Run
    report: Any
    lost: dict[str, Run]


@pytest.fixture(scope="module")
def examined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Examined]:
    folder = tmp_path_factory.mktemp("doctor")
    paper = folder / "BCP.pdf"
    paper.write_bytes(b"%PDF-1.7 plan")
    with data_folder(folder / "data") as data:
        done(data, "attest", *PLAN, "--file", str(paper))
        sound = at_once(data, {"words": ("doctor",), "json": ("doctor", "--json")})
        next(iter(sorted((data / "archive").rglob("*.gz")))).unlink()
        lost = at_once(data, {"words": ("doctor",), "json": ("doctor", "--json")})
        yield Examined(sound["words"], json.loads(sound["json"].stdout), lost)


def test_a_sound_house_has_a_mark_on_every_line(examined: Examined) -> None:
    assert [line[:2] for line in examined.words.stdout.splitlines()] == ["○ "] * len(CHECKS)


def test_a_sound_house_is_done(examined: Examined) -> None:
    assert (examined.words.returncode, examined.words.stderr) == (0, "")


def test_a_sound_house_for_programs(examined: Examined) -> None:
    assert list(examined.report) == ["sound", "checks", "seal"]
    assert ([check["check"] for check in examined.report["checks"]], examined.report["sound"]) == (CHECKS, True)


def test_the_head_of_the_chain_is_told_to_programs(examined: Examined) -> None:
    assert (examined.report["seal"]["number"], len(examined.report["seal"]["sha256"])) == (1, 64)


def test_a_lost_original_makes_the_call_say_no(examined: Examined) -> None:
    lines = examined.lost["words"].stdout.splitlines()
    assert (examined.lost["words"].returncode, [line for line in lines if line.startswith("×")]) == (1, [lines[4]])
    assert lines[4].startswith("× 1 kept originals are missing or damaged: ")


def test_a_lost_original_for_programs(examined: Examined) -> None:
    report = json.loads(examined.lost["json"].stdout)
    assert (examined.lost["json"].returncode, report["sound"]) == (1, False)
    assert [check["check"] for check in report["checks"] if not check["sound"]] == ["archive"]


def test_what_it_examines_in_japanese(tmp_path: Path) -> None:
    run = run_tenken(tmp_path, "doctor", lang="ja")
    assert (run.returncode, "台帳" in run.stdout, "the " in run.stdout) == (0, True, False)
