"""import vendor_form: what the returned workbook says is taken in once; what cannot be read is told cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tenken.forms.workbook import Entry, Mark, fill
from tests.cli.steps import CONTRACT, Run, at_once, count, done, json_of
from tests.conftest import data_folder, run_tenken
from tests.forms.workbooks import exchanged, shipped

ON = date(2025, 11, 10)
FORM = shipped("r7", "vendor")
RETURNED = fill(FORM, {"1-1": Entry(Mark(True, ON)), "2-2": Entry(Mark(False, ON))}, {"事業者名": "北斗システム"})
SHEET = "xl/worksheets/sheet1.xml"
KEYS = ["read", "added", "changed", "unchanged", "proposals", "errors"]


def files() -> dict[str, bytes]:
    """What is brought in, by name."""
    return {
        "returned": RETURNED,
        "of a stranger": fill(FORM, {"1-1": Entry(Mark(True, ON))}, {"事業者名": "南洋電子"}),
        "of nobody": fill(FORM, {"1-1": Entry(Mark(True, ON))}, {}),
        "empty": fill(FORM, {}, {"事業者名": "北斗システム"}),
        "cut off": RETURNED[: len(RETURNED) // 2],
        "no workbook": b"%PDF-1.7",
        "damaged inside": exchanged(RETURNED, SHEET, lambda sheet: sheet[:500]),
    }


@dataclass(frozen=True)
class Brought:
    data: Path
    early: Run
    tried: Any
    taken: Any
    again: Any
    words: Run
    refused: dict[str, Run]


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brought]:
    folder = tmp_path_factory.mktemp("returned")
    for name, content in files().items():
        (folder / f"{name}.xlsx").write_bytes(content)
    call = ("import", "vendor_form", str(folder / "returned.xlsx"), "--by", "佐藤")
    others = [name for name in files() if name != "returned"]
    with data_folder(folder / "data") as data:
        early = run_tenken(data, *call)
        done(data, "attest", *CONTRACT)
        tried = json_of(data, *call, "--dry-run")
        refused = at_once(data, {name: ("import", "vendor_form", str(folder / f"{name}.xlsx")) for name in others})
        yield Brought(data, early, tried, json_of(data, *call), json_of(data, *call), run_tenken(data, *call), refused)


def test_a_form_of_a_vendor_without_a_contract_is_refused(brought: Brought) -> None:
    words = "the ledger knows no vendor “北斗システム”; register the contract first"
    assert (brought.early.returncode, brought.early.stderr) == (1, f"tenken: {words}\n")


@pytest.mark.parametrize("run", ["tried", "taken"])
def test_what_is_read_and_what_is_new_is_told(brought: Brought, run: str) -> None:
    assert list(getattr(brought, run).items()) == list(zip(KEYS, [2, 2, 0, 0, [], []], strict=True))


def test_the_same_form_again_changes_nothing(brought: Brought) -> None:
    assert [brought.again[key] for key in KEYS] == [2, 0, 0, 2, [], []]


def test_what_was_taken_in_words(brought: Brought) -> None:
    assert brought.words.stdout == "vendor:北斗システム, r7: 2 answers read; 0 new, 0 changed, 2 as before\n"


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("of a stranger", 1, "the ledger knows no vendor “南洋電子”; register the contract first"),
        ("of nobody", 1, "the form does not say whose it is; name the vendor with --vendor"),
        ("empty", 2, "the form has no answer on it"),
        ("cut off", 2, "no Excel workbook (.xlsx): "),
        ("no workbook", 2, "no Excel workbook (.xlsx): "),
        ("damaged inside", 2, "tenken: "),
    ],
)
def test_what_cannot_be_taken_is_told(brought: Brought, name: str, code: int, words: str) -> None:
    run = brought.refused[name]
    assert (run.returncode, run.stdout, words in run.stderr, run.stderr.count("\n")) == (code, "", True, 1), run.stderr


def test_trying_and_refusing_leave_nothing(brought: Brought) -> None:
    assert count(brought.data, "observation") == 4


def test_a_file_that_is_not_there_is_a_wrong_call(brought: Brought) -> None:
    run = run_tenken(brought.data, "import", "vendor_form", "/nowhere/form.xlsx")
    assert (run.returncode, run.stderr) == (2, "tenken: there is no file /nowhere/form.xlsx\n")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(brought: Brought, tmp_path: Path) -> None:
    huge = tmp_path / "form.xlsx"
    with huge.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    run = run_tenken(brought.data, "import", "vendor_form", str(huge))
    assert (run.returncode, run.stderr) == (2, f"tenken: {huge} is larger than 64 MB\n")
