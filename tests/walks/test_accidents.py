"""What goes wrong under Tenken's feet: the disk fills, a program is killed. Nothing is lost, nothing half there."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.steps import PLAN, clean, count, done, sql
from tests.conftest import run_tenken

ROOM_MIB = 8
MOMENTS_S = (0.4, 0.8, 1.2, 1.6)
"""From the start of Python to the write."""


@pytest.fixture
def small_disk(data: Path) -> Iterator[Path]:
    """A data directory on a disk of its own, with a first plan in it."""
    kept = {path.name: path.read_bytes() for path in data.iterdir()}
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM_MIB}m", "tenken", str(data)], check=True)
    try:
        for name, content in kept.items():
            (data / name).write_bytes(content)
        done(data, "attest", *PLAN)
        yield data
    finally:
        subprocess.run(["umount", "--lazy", str(data)], check=True)


def fill(disk: Path) -> Path:
    """Everything that is left, taken by a file of somebody else."""
    filler = disk / "somebody-elses"
    with filler.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096):
            while shutil.disk_usage(disk).free >= size:
                file.write(bytes(size))
    return filler


def unsound(data: Path) -> list[str]:
    """What the examination of the house finds to be wrong."""
    return [check["check"] for check in json.loads(run_tenken(data, "doctor", "--json").stdout)["checks"]
            if not check["sound"]]  # fmt: skip


@pytest.mark.root
def test_on_a_full_disk_nothing_is_half_written_and_nothing_lost(small_disk: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(os.urandom(300 * 1024))
    statement = ("attest", *PLAN, "--file", str(tmp_path / "plan.pdf"))
    known = count(small_disk, "observation")
    filler = fill(small_disk)
    refused = run_tenken(small_disk, *statement)
    assert (refused.returncode, refused.stderr.count("\n"), "the disk is full" in refused.stderr) == (3, 1, True)
    filler.unlink()
    assert (count(small_disk, "observation"), unsound(small_disk)) == (known, ["disk"])  # it is a small one
    done(small_disk, *statement)


def test_a_look_that_is_killed_at_any_moment_leaves_a_sound_house(data: Path) -> None:
    done(data, "machines")
    command = [sys.executable, "-m", "tenken.cli", "--data", str(data), "collect", "linux"]
    for moment in MOMENTS_S:
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=clean()) as program:
            try:
                program.wait(moment)
            except subprocess.TimeoutExpired:
                program.kill()
    whole = sql(data, "SELECT COUNT(*) FROM observation o WHERE o.complete AND EXISTS "
                      "(SELECT 1 FROM seal s WHERE s.what = 'observation' AND s.row = o.id)")[0][0]  # fmt: skip
    assert (count(data, "observation"), unsound(data)) == (whole, [])
    done(data, "collect", "linux")
