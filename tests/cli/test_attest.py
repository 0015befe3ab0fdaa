"""attest: somebody states something, with name, day and file; what is wrong with it is told field by field."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tenken.collectors.person.entry import ENTERABLE
from tests.cli.steps import CONTRACT, PLAN, Run, at_once, count, done
from tests.conftest import data_folder, run_tenken

SAID = ("--by", "佐藤", "--on", "2025-11-20")
RULES = ("document", *SAID, "--set", "type=operating-rules", "--set", "title=規程", "--set", "effective=2025-04-01")
WRONG = {
    "nobody": (("document", "--on", "2025-11-20"), "the following arguments are required: --by"),
    "no such kind": (("bcp", *SAID), "invalid choice: 'bcp' (choose from 'administrator-register'"),
    "nothing": (("document", *SAID), "kind of document (type): must be filled in, name (title): must be filled in"),
    "no such field": ((*RULES, "--set", "approved_by=院長", "--set", "colour=red"), "colour: there is no such field"),
    "no value": (("document", *SAID, "--set", "type"), "--set is written FIELD=VALUE, not “type”"),
    "no such subject": (("document", *SAID, "--about", "ward"), "--about is facility, machine:NAME"),
    "no such file": ((*RULES, "--file", "/nowhere/x.pdf"), "there is no file /nowhere/x.pdf"),
    "an empty file": ((*RULES, "--set", "approved_by=院長", "--file", "/dev/null"), "there is no file /dev/null"),
    "a day to come": ((*RULES[:3], "--on", "2099-01-01", *RULES[5:], "--set", "approved_by=院長"), "is still to come"),
    "no such policy": (
        ("policy-setting", *SAID, "--set", "field=x.y", "--set", "value=1", "--set", "reason=z"),
        "value (value): cannot be taken: ",
    ),
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with data_folder(tmp_path_factory.mktemp("attest") / "data") as folder:
        yield folder


@pytest.fixture(scope="module")
def runs(data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """Statements one after the other."""
    paper = tmp_path_factory.mktemp("papers") / "BCP 第4版.pdf"
    paper.write_bytes(b"%PDF-1.7 plan")
    calls = {
        "stranger": CONTRACT[:3] + CONTRACT[4:],
        "vendor": CONTRACT,
        "plan": (*PLAN, "--file", str(paper), "--json"),
        "machine": ("ledger-entry", "--about", "machine:pc1", "--new", *SAID, "--set", "title=受付PC", "--set",
                    "machine_class=client_pc"),
        "table": ("administrator-register", *SAID, "--set", r"holders=root|佐藤|\nadmin|山田|pc1"),
        "withdrawn": ("document", "--withdraw", "bcp", "--by", "佐藤", "--json"),
        "withdrawn again": ("document", "--withdraw", "bcp", "--by", "佐藤"),
    }  # fmt: skip
    return {name: run_tenken(data, "attest", *args) for name, args in calls.items()}


@pytest.fixture(scope="module")
def mistakes(data: Path, runs: dict[str, Run]) -> dict[str, Run]:
    return at_once(data, {name: ("attest", *args) for name, (args, _words) in WRONG.items()})


def test_what_was_kept_is_said(runs: dict[str, Run]) -> None:
    assert (runs["vendor"].returncode, runs["vendor"].stdout) == (
        0,
        "kept as observation 1 about vendor:北斗システム\n",
    )


def test_what_was_kept_for_programs(runs: dict[str, Run]) -> None:
    assert json.loads(runs["plan"].stdout) == {
        "about": "facility",
        "kind": "document",
        "observation": 2,
        "changed": 1,
    }


def test_a_subject_that_nobody_knows_is_refused_until_it_is_new(runs: dict[str, Run]) -> None:
    run = runs["stranger"]
    assert (run.returncode, run.stderr) == (
        1,
        "tenken: the ledger knows no vendor:北斗システム; register it first\n",
    )


def test_a_machine_can_be_entered_by_hand(runs: dict[str, Run], data: Path) -> None:
    assert runs["machine"].returncode == 0
    assert "受付PC" in done(data, "machines").stdout


def test_a_table_is_given_with_a_line_for_each_row(runs: dict[str, Run]) -> None:
    assert (runs["table"].returncode, runs["table"].stderr) == (0, "")


def test_what_was_stated_can_be_taken_back(runs: dict[str, Run]) -> None:
    assert json.loads(runs["withdrawn"].stdout)["changed"] == 1


def test_what_is_not_on_file_cannot_be_taken_back(runs: dict[str, Run]) -> None:
    run = runs["withdrawn again"]
    assert (run.returncode, "nothing of this kind is on file" in run.stderr) == (1, True)


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told(mistakes: dict[str, Run], name: str) -> None:
    run = mistakes[name]
    assert (run.returncode, run.stdout, WRONG[name][1] in run.stderr) == (2, "", True), run.stderr


def test_what_was_wrong_left_nothing(mistakes: dict[str, Run], data: Path) -> None:
    assert count(data, "observation") == 5


def test_a_file_that_is_too_large_is_refused_before_it_is_read(data: Path, tmp_path: Path) -> None:
    huge = tmp_path / "scan.pdf"
    with huge.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    run = run_tenken(data, "attest", *PLAN, "--file", str(huge))
    assert (run.returncode, run.stderr) == (2, f"tenken: {huge} is larger than 50 MB\n")


@pytest.mark.parametrize("kind", ENTERABLE)
def test_help_lists_every_kind_with_its_fields(help_of_attest: str, kind: str) -> None:
    assert f"  {kind}（" in help_of_attest


@pytest.fixture(scope="module")
def help_of_attest(tmp_path_factory: pytest.TempPathFactory) -> str:
    return done(tmp_path_factory.mktemp("help"), "attest", "--help").stdout
