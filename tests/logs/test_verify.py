"""Whatever is done to a store, verify finds it and says where."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tenken.logs import verify as module
from tenken.logs.evidence.checkpoints import notes
from tenken.logs.evidence.daykeys import DayKeys
from tenken.logs.evidence.records import RECORDS
from tenken.logs.evidence.store import Store
from tenken.logs.verify import snapshot, verify
from tests.logs.evidence.stores import Clock, sealed, three_days
from tests.logs.tampering import WAYS, Tampering

MUTATIONS = 2000


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A store of three days, and the checkpoint that was kept elsewhere on the last evening."""
    folder = tmp_path_factory.mktemp("store")
    three_days(folder)
    return folder, list(notes(folder))[-1]


def test_verify_imports_nothing_of_the_program() -> None:
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    names = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    names |= {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    assert {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names) == {"cryptography", "zstandard"}


def test_it_runs_by_itself_from_another_place(house: tuple[Path, bytes], tmp_path: Path) -> None:
    alone = shutil.copy(module.__file__, tmp_path / "check.py")
    (tmp_path / "anchor.txt").write_bytes(house[1])
    command = [sys.executable, "-I", str(alone), str(house[0]), "--anchor", str(tmp_path / "anchor.txt"), "--jobs", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1].endswith(": 0 faults")) == (0, True)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_tampering_is_found(house: tuple[Path, bytes], tmp_path: Path, way: str) -> None:
    folder, anchor = house
    missed = []
    for seed in range(MUTATIONS // len(WAYS)):
        tampering = Tampering(folder, tmp_path / "copy", f"{way} {seed}")
        WAYS[way](tampering)
        if not verify(tampering.folder, [anchor]).faults:
            missed.append(tampering.done)
    assert missed == []


def test_an_untouched_copy_has_no_fault(house: tuple[Path, bytes], tmp_path: Path) -> None:
    assert verify(Tampering(house[0], tmp_path / "copy", "").folder, [house[1]]).faults == ()


def test_it_says_which_segment_was_changed(house: tuple[Path, bytes], tmp_path: Path) -> None:
    tampering = Tampering(house[0], tmp_path / "copy", "")
    path = tampering.segments()[5]
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    (fault,) = verify(tampering.folder).faults
    assert (fault.segment, fault.file) == (5, path.relative_to(tampering.folder).as_posix())


def test_the_key_of_yesterday_cannot_be_had_from_the_machine_of_today(house: tuple[Path, bytes]) -> None:
    keys = sorted(int(path.stem) for path in (house[0] / "keys").iterdir())
    assert (keys, DayKeys(house[0] / "keys").public(2) != DayKeys(house[0] / "keys").public(3)) == ([2, 3], True)


def test_another_first_key_than_the_printed_one_is_found(house: tuple[Path, bytes]) -> None:
    assert verify(house[0], first_key="00" * 32).faults


def test_a_record_without_its_end_is_a_fault(house: tuple[Path, bytes], tmp_path: Path) -> None:
    tampering = Tampering(house[0], tmp_path / "copy", "")
    path = tampering.folder / RECORDS
    path.write_bytes(path.read_bytes()[:-1])
    assert verify(tampering.folder).faults


def test_what_is_sealed_while_it_is_checked_is_no_fault(house: tuple[Path, bytes], tmp_path: Path) -> None:
    folder = Tampering(house[0], tmp_path / "copy", "").folder
    seen = snapshot(folder)
    sealed(Store(folder, Clock()), Clock(), [b"meanwhile"])
    assert (verify(folder, seen=seen).segments, verify(folder, seen=seen).faults, verify(folder).segments) == (8, (), 9)
