"""Tenken from a stick: `tenken collect --bundle` on a machine where nothing may be installed."""

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

import tenken
from tests.cli.steps import json_of

STARTER = Path(__file__).parents[2] / "tools" / "stick.sh"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """As `make stick` fills it, but with links in place of copies."""
    folder = tmp_path / "stick"
    (folder / "lib").mkdir(parents=True)
    shutil.copy(STARTER, folder / "tenken")
    for part in (*Path(sysconfig.get_paths()["purelib"]).iterdir(), Path(tenken.__file__).parent):
        (folder / "lib" / part.name).symlink_to(part)
    return folder


def on_the_machine(stick: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """A machine with the system's own Python and nothing else."""
    python = Path(sysconfig.get_paths()["stdlib"]).parents[1] / "bin"
    clean = {"PATH": f"{python}{os.pathsep}/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8"}
    command = ["sh", str(stick / "tenken"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=clean)


def test_a_machine_is_looked_at_from_the_stick_and_taken_in_at_home(stick: Path, data: Path) -> None:
    carried = stick / "ward.zip"
    done = on_the_machine(stick, "collect", "--bundle", str(carried), "--by", "佐藤")
    assert (done.returncode, carried.exists()) == (0, True), done.stderr
    taken = json_of(data, "bundle", "import", str(carried), "--by", "佐藤", "--medium", "USB-03")
    assert (taken["answers"], len(taken["machines"]), taken["failures"]) == (1, 1, [])
