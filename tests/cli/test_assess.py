"""assess: every row of a form judged, for people as a table and for programs in one fixed shape."""

import json
from pathlib import Path
from typing import Any

import pytest

from tenken.standard.load import load
from tests.cli.steps import HOSPITAL, Run, at_once, count

CALLS = {
    "json": ("assess", *HOSPITAL, "--json"),
    "before": ("assess", *HOSPITAL, "--as-of", "2025-11-20", "--json"),
    "moment": ("assess", *HOSPITAL, "--as-of", "2025-11-20T09:00", "--json"),
    "row": ("assess", *HOSPITAL, "--row", "3-③", "--json"),
    "table": ("assess", *HOSPITAL),
    "words": ("assess", *HOSPITAL, "--row", "3-3"),
    "xray": ("assess", *HOSPITAL, "--xray", "--json"),
    "no such row": ("assess", *HOSPITAL, "--row", "9-9"),
    "no such row in json": ("assess", *HOSPITAL, "--row", "9-9", "--json"),
    "a shared number": ("assess", *HOSPITAL, "--row", "2-12"),
}


@pytest.fixture(scope="module")
def runs(house: Path) -> dict[str, Run]:
    return at_once(house, CALLS)


@pytest.fixture
def report(runs: dict[str, Run]) -> Any:
    return json.loads(runs["json"].stdout)


def row(report: Any, name: str) -> Any:
    return next(row for row in report["rows"] if row["id"] == name)


def test_the_shape_of_a_report(report: Any) -> None:
    assert (list(report), report["edition"], report["form"]) == (["edition", "form", "as_of", "rows"], "r7", "hospital")


def test_the_shape_of_a_row(report: Any) -> None:
    assert {tuple(row) for row in report["rows"]} == {
        ("id", "lineage", "wording", "standing", "met", "total", "findings")
    }


def test_the_shape_of_a_finding(report: Any) -> None:
    findings = [finding for row in report["rows"] for finding in row["findings"]]
    assert {tuple(finding) for finding in findings} == {("about", "standing", "because", "cites")}


def test_the_shape_of_a_cite(report: Any) -> None:
    cites = [cite for row in report["rows"] for finding in row["findings"] for cite in finding["cites"]]
    assert {tuple(cite) for cite in cites} == {("fact", "observation", "kind", "item", "seen_at")}


def test_a_standing_is_one_of_four(report: Any) -> None:
    standings = {finding["standing"] for row in report["rows"] for finding in row["findings"]}
    assert standings | {row["standing"] for row in report["rows"]} <= {"met", "not_met", "unknown", "out_of_scope"}


def test_every_row_of_the_form_is_there_word_for_word(report: Any) -> None:
    rows = load("r7").form("hospital").rows
    assert [(row["id"], row["lineage"], row["wording"]) for row in report["rows"]] == [
        (row.id, row.lineage, row.wording) for row in rows
    ]


def test_a_row_with_evidence_is_met_and_cites_it(report: Any) -> None:
    plan = row(report, "3-3")
    assert (plan["standing"], plan["met"], plan["total"]) == ("met", 1, 1)
    assert [(cite["kind"], cite["item"]) for cite in plan["findings"][0]["cites"]] == [("document", "bcp")]


def test_as_of_a_day_before_nothing_was_known(runs: dict[str, Run]) -> None:
    report = json.loads(runs["before"].stdout)
    assert (report["as_of"], row(report, "3-3")["standing"]) == ("2025-11-20T14:59:59.999999+00:00", "unknown")


def test_a_moment_without_a_zone_is_one_of_japan(runs: dict[str, Run]) -> None:
    assert json.loads(runs["moment"].stdout)["as_of"] == "2025-11-20T09:00:00+09:00"


def test_one_row_alone_by_its_printed_number(runs: dict[str, Run]) -> None:
    assert [row["id"] for row in json.loads(runs["row"].stdout)["rows"]] == ["3-3"]


def test_the_table_has_a_line_for_every_row(runs: dict[str, Run]) -> None:
    lines = runs["table"].stdout.splitlines()
    assert (lines[0], len(lines) - 1) == (
        "令和7年度版 医療機関におけるサイバーセキュリティ対策チェックリスト（医療機関確認用）",
        len(load("r7").form("hospital").rows),
    )


def test_a_row_in_words_says_why(runs: dict[str, Run]) -> None:
    assert "○  whole facility" in runs["words"].stdout
    assert "BCP 第4版" in runs["words"].stdout


def test_weak_spots_have_a_row_a_kind_and_a_reason(runs: dict[str, Run]) -> None:
    spots = json.loads(runs["xray"].stdout)
    assert {tuple(spot) for spot in spots} == {("row", "shadow", "because", "cites")}
    assert "3-3" not in {spot["row"] for spot in spots}


@pytest.mark.parametrize("call", ["no such row", "no such row in json"])
def test_a_row_that_there_is_not_is_a_wrong_call(runs: dict[str, Run], call: str) -> None:
    assert (runs[call].returncode, runs[call].stderr) == (2, "tenken: the form has no row 9-9\n")


def test_a_number_that_rows_share_asks_which(runs: dict[str, Run]) -> None:
    assert (runs["a shared number"].returncode, "2-12:server, 2-12:client_pc" in runs["a shared number"].stderr) == (
        2,
        True,
    )


def test_assessing_adds_nothing_to_what_is_known(runs: dict[str, Run], house: Path) -> None:
    assert (count(house, "observation"), count(house, "answer")) == (3, 1)


def test_rows_that_share_a_number_are_told_apart_by_their_class(runs: dict[str, Run]) -> None:
    listed = [line.split()[1:3] for line in runs["table"].stdout.splitlines()[1:]]
    assert [two for two in listed if two[0] == "2-⑫"] == [["2-⑫", "servers"], ["2-⑫", "client"]]
