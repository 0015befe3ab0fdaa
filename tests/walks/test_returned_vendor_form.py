"""A vendor sends its 事業者確認用 back: it becomes facts, contradicts the hospital, and goes into the pack."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tenken.dates import local_day
from tenken.forms.workbook import Entry, Mark, fill, read
from tests.cli.steps import CONTRACT, HOSPITAL, Run, done, json_of
from tests.conftest import data_folder, run_tenken
from tests.forms.workbooks import members, shipped

VENDOR = ("r7", "--form", "vendor")
ON, TARGET = local_day(datetime.now(UTC)) - timedelta(days=15), date(2026, 3, 1)
"""The program asks the real clock, and an answer older than a year proves nothing."""

ENTRIES = {"1-1": Entry(Mark(True, ON)), "2-2": Entry(Mark(False, ON), TARGET), "2-3": Entry(Mark(True, ON))}
RETURNED = fill(shipped("r7", "vendor"), ENTRIES, {"事業者名": "北斗システム"})
OURS = ("--by", "佐藤", "--on", "2025-11-20", "--reason", "契約書で確かめた")


@dataclass(frozen=True)
class Walked:
    early: Run
    imported: Any
    again: Any
    rows: dict[str, Any]
    spots: list[Any]
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    folder = tmp_path_factory.mktemp("vendor")
    workbook, pack = folder / "事業者確認用（北斗システム）.xlsx", folder / "pack.zip"
    workbook.write_bytes(RETURNED)
    bring_in = ("import", "vendor_form", str(workbook), "--by", "佐藤")
    with data_folder(folder / "data") as data:
        early = run_tenken(data, *bring_in)
        done(data, "attest", *CONTRACT)
        imported, again = json_of(data, *bring_in), json_of(data, *bring_in)
        done(data, "answer", *HOSPITAL, "2-2", "yes", *OURS)
        done(data, "pack", *VENDOR, "--out", str(pack))
        yield Walked(early, imported, again, _rows(data), _spots(data), members(pack.read_bytes()))


def _rows(data: Path) -> dict[str, Any]:
    return {row["id"]: row for row in json_of(data, "assess", *VENDOR)["rows"]}


def _spots(data: Path) -> list[Any]:
    return [spot for spot in json_of(data, "assess", *HOSPITAL, "--xray") if spot["shadow"] == "vendor"]


def test_it_is_refused_until_the_vendor_has_a_contract(walked: Walked) -> None:
    assert (walked.early.returncode, "register the contract first" in walked.early.stderr) == (1, True)


def test_every_answer_on_it_is_read(walked: Walked) -> None:
    counted = {name: walked.imported[name] for name in ("read", "added", "changed", "unchanged", "errors")}
    assert counted == {"read": 3, "added": 3, "changed": 0, "unchanged": 0, "errors": []}


def test_brought_in_again_it_says_nothing_new(walked: Walked) -> None:
    assert (walked.again["added"], walked.again["changed"], walked.again["unchanged"]) == (0, 0, 3)


@pytest.mark.parametrize(("row", "standing"), [("1-1", "met"), ("2-2", "not_met"), ("2-5", "unknown")])
def test_its_rows_are_judged_by_what_it_says(walked: Walked, row: str, standing: str) -> None:
    assert [(f["about"], f["standing"]) for f in walked.rows[row]["findings"]] == [("vendor:北斗システム", standing)]


def test_a_verdict_cites_the_answer_on_the_form(walked: Walked) -> None:
    cites = walked.rows["2-2"]["findings"][0]["cites"]
    assert [(one["kind"], one["item"]) for one in cites] == [("vendor-answer", "r7/2-2")]


def test_our_yes_against_its_no_shows_in_the_x_ray(walked: Walked) -> None:
    assert [(spot["row"], spot["because"]) for spot in walked.spots] == [
        ("2-2", "we answer はい, 北斗システム answers いいえ")
    ]


def test_the_contradiction_cites_the_very_answer_that_the_verdict_cites(walked: Walked) -> None:
    assert walked.spots[0]["cites"] == walked.rows["2-2"]["findings"][0]["cites"]


def test_the_pack_holds_the_original_as_it_came(walked: Walked) -> None:
    assert RETURNED in [content for name, content in walked.files.items() if name.startswith("03_証跡/")]


def test_the_pack_holds_the_vendors_form_with_its_answers(walked: Walked) -> None:
    (form,) = [content for name, content in walked.files.items() if name.startswith("01_様式/") and "xlsx" in name]
    assert read(shipped("r7", "vendor"), form).entries == ENTRIES
