"""pack and verify: the sealed pack, and its check with nothing but the file."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.steps import HOSPITAL, Run, at_once, bare, done
from tests.conftest import Tenken
from tests.forms.workbooks import exchanged

ENGLISH = {"TENKEN_LANG": "en"}
NOT_TAKEN = {
    "there already": (("--out", "{pack}"), "{pack} is there already; name another, or say --force"),
    "no folder": (("--out", "/nowhere/pack.zip"), "there is no folder /nowhere"),
    "a folder": (("--out", "{folder}", "--force"), "{folder} is a folder; name a file"),
    "a day to come": (("--out", "{new}", "--as-of", "2099-01-01"), "not as of 2099-01-01"),
    "no date": (("--out", "{new}", "--as-of", "soon"), "--as-of: “soon” is no date"),
    "no such mask": (("--out", "{new}", "--mask", "all"), "invalid choice: 'all' (choose from 'nothing', 'addresses'"),
    "no file named": ((), "the following arguments are required: --out"),
}


@dataclass(frozen=True)
class Packed:
    pack: Path
    words: Run
    report: Any
    refused: dict[str, Run]


@pytest.fixture(scope="module")
def packed(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Packed:
    folder = tmp_path_factory.mktemp("pack")
    pack = folder / "提出資料.zip"
    words = done(house, "pack", *HOSPITAL, "--out", str(pack))
    report = json.loads(done(house, "pack", *HOSPITAL, "--out", str(pack), "--force", "--json").stdout)
    names = {"pack": pack, "new": folder / "new.zip", "folder": folder}
    calls = {
        name: ("pack", *HOSPITAL, *(arg.format(**names) for arg in args)) for name, (args, _words) in NOT_TAKEN.items()
    }
    return Packed(pack, words, report, at_once(house, calls))


def test_what_was_made_is_said_with_the_key_that_signed_it(packed: Packed) -> None:
    report = packed.report
    assert packed.words.stdout.startswith(f"{packed.pack}: ")
    assert packed.words.stdout.endswith(f"signed with the key {report['key']}\n")


def test_what_was_made_for_programs(packed: Packed) -> None:
    assert list(packed.report) == ["file", "bytes", "as_of", "key"]
    assert packed.report["bytes"] == packed.pack.stat().st_size


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_a_pack_that_cannot_be_made_is_told(packed: Packed, name: str) -> None:
    run, names = packed.refused[name], {"pack": packed.pack, "folder": packed.pack.parent, "new": ""}
    assert (run.returncode, run.stdout, NOT_TAKEN[name][1].format(**names) in run.stderr) == (2, "", True), run.stderr


def test_a_pack_that_was_not_made_leaves_nothing(packed: Packed) -> None:
    assert list(packed.pack.parent.iterdir()) == [packed.pack]


def test_a_whole_pack_is_whole_without_a_data_directory(packed: Packed, tmp_path: Path) -> None:
    run = bare(tmp_path, "verify", str(packed.pack), env=ENGLISH)
    assert (run.returncode, run.stderr, list(tmp_path.iterdir())) == (0, "", [])
    assert run.stdout.startswith("whole: ")
    assert run.stdout.endswith(f"signed with the key {packed.report['key']}\n")


def test_a_whole_pack_for_programs(packed: Packed, tmp_path: Path) -> None:
    checked = json.loads(bare(tmp_path, "verify", str(packed.pack), "--json").stdout)
    assert (list(checked), checked["whole"], checked["faults"]) == (["whole", "key", "faults", "manifest"], True, [])
    assert (checked["manifest"]["edition"], checked["manifest"]["form"]) == ("r7", "hospital")


def test_a_pack_is_checked_against_the_key_that_is_expected(packed: Packed, tmp_path: Path) -> None:
    run = bare(tmp_path, "verify", str(packed.pack), "--key", packed.report["key"])
    assert run.returncode == 0


def test_a_pack_of_another_key_than_the_expected_is_not_whole(packed: Packed, tmp_path: Path) -> None:
    run = bare(tmp_path, "verify", str(packed.pack), "--key", "0000 1111", env=ENGLISH)
    words = f"signed with the key {packed.report['key']}, not with the expected one\n"
    assert (run.returncode, run.stdout) == (1, words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("01_様式/医療機関確認用.xlsx", "01_様式/医療機関確認用.xlsx was changed"),
        ("02_判定と理由/所見一覧.csv", "02_判定と理由/所見一覧.csv was changed"),
        ("manifest.json", "the list of files was changed"),
    ],
)
def test_a_changed_file_is_named(packed: Packed, tmp_path: Path, name: str, words: str) -> None:
    changed = tmp_path / "changed.zip"
    changed.write_bytes(exchanged(packed.pack.read_bytes(), name, lambda content: content + b" "))
    run = bare(tmp_path, "verify", str(changed), env=ENGLISH)
    assert (run.returncode, words in run.stdout) == (1, True), run.stdout


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", None], ids=["empty", "another file", "cut off"])
def test_what_is_no_pack_is_not_whole(packed: Packed, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "no pack.zip"
    path.write_bytes(packed.pack.read_bytes()[:20_000] if content is None else content)
    run = bare(tmp_path, "verify", str(path), "--json", env=ENGLISH)
    assert (run.returncode, json.loads(run.stdout)["whole"]) == (1, False)


def test_what_is_wrong_with_it_is_said_in_one_language(packed: Packed, tmp_path: Path) -> None:
    path = tmp_path / "cut.zip"
    path.write_bytes(packed.pack.read_bytes()[:20_000])
    assert "：zipファイルではないか、途中で切れています（" in bare(tmp_path, "--lang", "ja", "verify", str(path)).stdout


def test_a_pack_that_is_not_there_is_a_wrong_call(tenken: Tenken) -> None:
    run = tenken("verify", "/nowhere/pack.zip")
    assert (run.returncode, run.stderr) == (2, "tenken: there is no file /nowhere/pack.zip\n")


@pytest.mark.root
def test_a_pack_is_checked_without_a_network(packed: Packed, tmp_path: Path) -> None:
    assert bare(tmp_path, "verify", str(packed.pack), around=("unshare", "--net")).returncode == 0
