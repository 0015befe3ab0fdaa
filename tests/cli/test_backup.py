"""backup and restore: everything in one file, and back into an empty data directory with the same verdicts."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.steps import HOSPITAL, Run, json_of
from tests.conftest import Tenken, data_folder, run_tenken


@dataclass(frozen=True)
class Restored:
    """A house, its backup, and what came back from it into another directory."""

    house: Path
    file: Path
    made: Run
    data: Path
    run: Run


@pytest.fixture(scope="module")
def restored(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Restored]:
    folder = tmp_path_factory.mktemp("backup")
    file = folder / "tenken.tar.gz"
    made = run_tenken(house, "backup", str(file), "--json")
    with data_folder(folder / "data") as data:
        yield Restored(house, file, made, data, run_tenken(data, "restore", str(file), "--json"))


def _judged(data: Path) -> Any:
    return json_of(data, "assess", *HOSPITAL)["rows"]


def test_a_backup_says_its_name_and_size(restored: Restored) -> None:
    said = json.loads(restored.made.stdout)
    assert (said, restored.made.stderr) == ({"file": str(restored.file), "bytes": restored.file.stat().st_size}, "")


def test_only_its_owner_may_read_a_backup(restored: Restored) -> None:
    assert restored.file.stat().st_mode & 0o777 == 0o600


def test_restoring_says_how_much_came_back_and_of_when(restored: Restored) -> None:
    said = json.loads(restored.run.stdout)
    assert (restored.run.returncode, restored.run.stderr, list(said)) == (0, "", ["made", "rows", "config_kept_aside"])


def test_the_verdicts_are_the_same_afterwards(restored: Restored) -> None:
    assert _judged(restored.data) == _judged(restored.house)


def test_the_answers_are_the_same_afterwards(restored: Restored) -> None:
    before, after = (json_of(data, "answer", *HOSPITAL) for data in (restored.house, restored.data))
    assert (after, len(after)) == (before, 1)


def test_the_restored_house_is_sound_and_its_chain_ends_as_before(restored: Restored) -> None:
    before, after = (json_of(data, "doctor") for data in (restored.house, restored.data))
    assert (after["sound"], after["seal"]) == (True, before["seal"])


def test_only_their_owner_may_enter_the_restored_keys(restored: Restored) -> None:
    keys = restored.data / "keys"
    assert {path.stat().st_mode & 0o077 for path in (keys, *keys.iterdir())} == {0}


def test_what_is_there_already_is_not_restored_over(restored: Restored) -> None:
    run = run_tenken(restored.data, "restore", str(restored.file))
    words = f"tenken: {restored.data} holds a ledger already; restore into an empty directory\n"
    assert (run.returncode, run.stdout, run.stderr) == (2, "", words)


def test_a_backup_is_not_written_over_a_file(restored: Restored) -> None:
    before = restored.file.read_bytes()
    run = run_tenken(restored.house, "backup", str(restored.file))
    assert (run.returncode, run.stderr) == (2, f"tenken: {restored.file} is there already; name another\n")
    assert restored.file.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "words"), [(".", "is a folder; name a file"), ("nowhere/tenken.tar.gz", "there is no folder")]
)
def test_a_place_where_no_backup_can_be_is_told(restored: Restored, tmp_path: Path, name: str, words: str) -> None:
    run = run_tenken(restored.house, "backup", str(tmp_path / name))
    assert (run.returncode, words in run.stderr, list(tmp_path.iterdir())) == (2, True, [])


def test_a_backup_that_was_cut_off_leaves_the_directory_empty(restored: Restored, tmp_path: Path, data: Path) -> None:
    half = tmp_path / "half.tar.gz"
    half.write_bytes(restored.file.read_bytes()[:3000])
    run = run_tenken(data, "restore", str(half))
    assert (run.returncode, "or it was cut off" in run.stderr) == (2, True)
    assert not (data / "archive").exists()


def test_a_backup_that_is_not_there_is_told(tenken: Tenken) -> None:
    run = tenken("restore", "/nowhere/tenken.tar.gz")
    assert (run.returncode, run.stderr) == (2, "tenken: there is no file /nowhere/tenken.tar.gz\n")
