"""edition: the editions that there are, what changed between two, and the ministry's next workbook taken in."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.actions.layouts import LAYOUTS, WITH_A_NEW_QUESTION
from tests.cli.steps import Run, at_once, json_of
from tests.conftest import run_tenken

CALLS = {
    "list": ("edition", "list"),
    "list in json": ("edition", "list", "--json"),
    "diff": ("edition", "diff", "r6", "r7"),
    "diff in json": ("edition", "diff", "r6", "r7", "--json"),
    "no difference": ("edition", "diff", "r7", "r7", "--json"),
}
WRONG = {
    ("edition", "list", "r7"): "edition list takes 0 names",
    ("edition", "diff", "r7"): "edition diff takes 2 names",
    ("edition", "diff", "r7", "r99"): "r99: there is no such edition here; known are r5, r6, r7, r8",
    ("edition", "show"): "invalid choice: 'show' (choose from 'list', 'diff', 'import')",
    ("edition", "import", "/nowhere/r9.xlsx"): "there is no file /nowhere/r9.xlsx",
}
REFUSED = {
    "an open row": (("new.xlsx", "--id", "r9", "--yes"), "say what these rows ask, with --lineage ROW=LINEAGE: 4-9"),
    "no such lineage": (("new.xlsx", "--id", "r9", "--yes", "--lineage", "4-9=ai"), "there is no lineage ai"),
    "no such row": (("r9.xlsx", "--id", "r9", "--yes", "--lineage", "9-9=patch"), "the workbook has no row 9-9"),
    "half a pair": (("r9.xlsx", "--id", "r9", "--yes", "--lineage", "2-1"), "--lineage is written ROW=LINEAGE"),
    "no name for a folder": (("r9.xlsx", "--id", "../r9", "--yes"), "../r9"),
    "no such form": (("r9.xlsx", "--id", "r9", "--form", "clinic", "--yes"), "there is no form “clinic”"),
    "no workbook": (("r9.pdf", "--id", "r9", "--yes"), "no Excel workbook (.xlsx)"),
}


@dataclass(frozen=True)
class Imported:
    data: Path
    shown: Run
    unconfirmed: Run
    kept: Run
    refused: dict[str, Run]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    return at_once(tmp_path_factory.mktemp("shipped") / "data", CALLS)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    folder = tmp_path_factory.mktemp("import")
    (folder / "r9.xlsx").write_bytes(LAYOUTS["other words"])
    (folder / "new.xlsx").write_bytes(WITH_A_NEW_QUESTION)
    (folder / "r9.pdf").write_bytes(b"%PDF-1.7")
    data, call = folder / "data", ("edition", "import", str(folder / "r9.xlsx"))
    refused = {name: ("edition", "import", str(folder / args[0]), *args[1:]) for name, (args, _w) in REFUSED.items()}
    return Imported(
        data=data,
        refused=at_once(data, refused),
        shown=run_tenken(data, *call, "--json"),
        unconfirmed=run_tenken(data, *call, "--id", "r9", stdin="y\n"),
        kept=run_tenken(data, *call, "--id", "r9", "--yes", "--official", "--json"),
    )


def test_the_list_has_a_line_for_each_edition_and_marks_the_provisional(runs: dict[str, Run]) -> None:
    lines = [line.split() for line in runs["list"].stdout.splitlines()]
    assert [line[0] for line in lines] == ["r5", "r6", "r7", "r8"]
    assert [line[0] for line in lines if "provisional" in line] == ["r8"]


def test_the_list_for_programs(runs: dict[str, Run]) -> None:
    editions = json.loads(runs["list in json"].stdout)
    assert {tuple(edition) for edition in editions} == {("id", "title", "fiscal_year", "forms")}
    assert {tuple(form) for edition in editions for form in edition["forms"]} == {("id", "rows", "provisional")}


def test_a_difference_shows_both_wordings(runs: dict[str, Run]) -> None:
    lines = runs["diff"].stdout.splitlines()
    at = lines.index("  reworded: remote maintenance  2-(2) → 2-②")
    assert lines[at + 1 : at + 3] == [
        "      - リモートメンテナンス(保守)を利用している機器の有無を事業者等に確認した。",
        "      + リモートメンテナンス(保守)を利用している機器の有無を事業者に確認した。",
    ]


@pytest.mark.parametrize("form", ["hospital", "vendor", "pharmacy"])
def test_differences_are_told_form_by_form(runs: dict[str, Run], form: str) -> None:
    assert f"[{form}]" in runs["diff"].stdout.splitlines()


def test_differences_for_programs(runs: dict[str, Run]) -> None:
    changes = json.loads(runs["diff in json"].stdout)
    assert {tuple(change) for change in changes} == {("form", "lineage", "what", "old", "new")}
    assert {change["what"] for change in changes} <= {"added", "gone", "renumbered", "reworded", "rescoped", "reasked"}


def test_an_edition_does_not_differ_from_itself(runs: dict[str, Run]) -> None:
    assert (runs["no difference"].returncode, runs["no difference"].stdout) == (0, "[]\n")


@pytest.mark.parametrize("call", WRONG)
def test_a_wrong_call_says_what_it_wants(tmp_path: Path, call: tuple[str, ...]) -> None:
    run = run_tenken(tmp_path, *call)
    assert (run.returncode, run.stdout, WRONG[call] in run.stderr) == (2, "", True), run.stderr


def test_a_workbook_is_shown_row_by_row_and_nothing_is_written(imported: Imported) -> None:
    shown = json.loads(imported.shown.stdout)
    assert list(shown) == ["sheet", "title", "form", "fiscal_year", "heads", "rows"]
    assert (imported.shown.returncode, imported.shown.stderr) == (
        0,
        "nothing was written; to import it, name the edition with --id\n",
    )


def test_without_a_person_who_confirms_nothing_is_written(imported: Imported) -> None:
    assert (imported.unconfirmed.returncode, imported.unconfirmed.stderr) == (1, "nothing was written\n")


def test_an_imported_edition_says_where_it_is(imported: Imported) -> None:
    folder = imported.data / "editions" / "r9"
    assert (imported.kept.returncode, imported.kept.stderr) == (0, f"edition r9 is in {folder}\n")
    assert sorted(path.name for path in folder.iterdir()) == ["edition.toml", "hospital.cells.toml", "hospital.xlsx"]


def test_json_of_an_import_is_one_document(imported: Imported) -> None:
    assert json.loads(imported.kept.stdout) == json.loads(imported.shown.stdout)


def test_an_imported_edition_can_be_judged(imported: Imported) -> None:
    report = json_of(imported.data, "assess", "r9", "--form", "hospital")
    assert (report["edition"], len(report["rows"])) == ("r9", 20)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_imported_is_told(imported: Imported, name: str) -> None:
    run = imported.refused[name]
    assert (run.returncode, REFUSED[name][1] in run.stderr) == (2, True), run.stderr


def test_what_was_refused_left_no_edition(imported: Imported) -> None:
    assert [path.name for path in (imported.data / "editions").iterdir()] == ["r9"]
