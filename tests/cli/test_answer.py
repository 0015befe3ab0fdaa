"""answer: a named person says はい or いいえ; what is refused leaves nothing, and says what it lacks."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.steps import CONTRACT, HOSPITAL, PLAN, Run, at_once, done
from tests.conftest import data_folder, run_tenken

SAID = ("--by", "佐藤", "--on", "2025-11-20")
REASON = ("--reason", "会議で確かめた")
WRONG = {
    "no name and day": (("2-1", "no"), "an answer needs: --by, --on"),
    "no answer": (("2-1", *SAID), "an answer needs: yes | no"),
    "no date": (("2-1", "no", "--by", "佐藤", "--on", "yesterday"), "--on: “yesterday” is no date; write 2025-11-23"),
    "no such row": (("9-9", "no", *SAID), "the form has no row 9-9"),
    "a shared number": (("2-12", "no", *SAID), "2-12 stands for several rows: 2-12:server, 2-12:client_pc"),
    "no such answer": (("2-1", "maybe", *SAID), "invalid choice: 'maybe' (choose from 'yes', 'no')"),
    "answering while looking back": (("2-1", "yes", *SAID, "--carry-from", "r6"), "leave the row out"),
}
REFUSED = {
    "against the evidence": (("2-1", "yes", *SAID), "the evidence says “cannot tell” (0 of 1)"),
    "no target": (("2-1", "no", *SAID), "いいえ needs a target date between 2025-04-01 and 2026-03-31"),
    "a target after the year": (("2-1", "no", *SAID, "--target", "2026-04-01"), "is not inside the fiscal year"),
    "a day to come": (("2-1", "yes", "--by", "佐藤", "--on", "2099-01-01", *REASON), "is still to come"),
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with data_folder(tmp_path_factory.mktemp("answer") / "data") as folder:
        yield folder


@pytest.fixture(scope="module")
def runs(data: Path) -> dict[str, Run]:
    """Answers one after the other, and then lists of them."""
    done(data, "attest", *PLAN)
    done(data, "attest", *CONTRACT)
    said = {
        "refused": run_tenken(data, "answer", *HOSPITAL, "2-3", "yes", *SAID),
        "yes": done(data, "answer", *HOSPITAL, "3-3", "yes", *SAID),
        "with a reason": done(data, "answer", *HOSPITAL, "2-8", "yes", *SAID, *REASON),
        "no": done(data, "answer", *HOSPITAL, "3-①", "no", "--by", "山田", "--on", "R7.11.21", "--target",
                   "令和8年2月1日", "--json"),
        "again": done(data, "answer", *HOSPITAL, "3-1", "yes", *SAID, *REASON),
    }  # fmt: skip
    lists = {
        "list": ("answer", *HOSPITAL),
        "list in json": ("answer", *HOSPITAL, "--json"),
        "carried": ("answer", "r8", "--form", "hospital", "--carry-from", "r7"),
        "carried in json": ("answer", "r8", "--form", "hospital", "--carry-from", "r7", "--json"),
    }
    return said | at_once(data, lists)


@pytest.fixture(scope="module")
def mistakes(data: Path, runs: dict[str, Run]) -> dict[str, Run]:
    calls = {name: ("answer", *HOSPITAL, *args) for name, (args, _words) in (WRONG | REFUSED).items()}
    calls["no such edition"] = ("answer", "r77", "--form", "hospital", "2-1", "yes", *SAID)
    calls["no such form"] = ("answer", "r7", "--form", "clinic", "2-1", "yes", *SAID)
    calls["the vendor's form"] = ("answer", "r7", "--form", "vendor", "1-1", "yes", *SAID)
    return at_once(data, calls)


def test_an_answer_is_said_back_with_the_verdict_beside_it(runs: dict[str, Run]) -> None:
    assert runs["yes"].stdout == "row 3-3: はい by 佐藤, round 1 (verdict: met, 1 of 1)\n"


def test_an_answer_in_json_has_everything_that_is_kept(runs: dict[str, Run]) -> None:
    given = json.loads(runs["no"].stdout)
    assert given.pop("recorded_at").endswith("+00:00")
    assert given == {
        "edition": "r7", "form": "hospital", "row": "3-1", "number": 1, "round": 1, "answer": "no", "by": "山田",
        "on": "2025-11-21", "target": "2026-02-01", "reason": "", "standing": "unknown", "met": 0, "total": 1,
    }  # fmt: skip


def test_a_refused_answer_is_not_kept(runs: dict[str, Run]) -> None:
    kept = {answer["row"] for answer in json.loads(runs["list in json"].stdout)}
    assert (runs["refused"].returncode, kept) == (1, {"3-3", "2-8", "3-1"})


def test_a_reason_is_kept(runs: dict[str, Run]) -> None:
    assert {a["row"]: a["reason"] for a in json.loads(runs["list in json"].stdout)}["2-8"] == "会議で確かめた"


def test_later_answers_to_a_row_are_listed_after_the_earlier_ones(runs: dict[str, Run]) -> None:
    given = [a for a in json.loads(runs["list in json"].stdout) if a["row"] == "3-1"]
    assert [(a["answer"], a["by"]) for a in given] == [("no", "山田"), ("yes", "佐藤")]


def test_the_list_has_every_row_and_what_was_answered(runs: dict[str, Run]) -> None:
    lines = runs["list"].stdout.splitlines()
    assert (len(lines), sum("no answer yet" in line for line in lines)) == (20, 17)
    assert any("いいえ 2025-11-21 山田 → 2026-02-01　はい 2025-11-20 佐藤" in line for line in lines)


def test_what_an_earlier_edition_was_answered_is_shown(runs: dict[str, Run]) -> None:
    assert "3-3  ← 3-3  はい 2025-11-20 佐藤" in runs["carried"].stdout


def test_what_an_earlier_edition_was_answered_for_programs(runs: dict[str, Run]) -> None:
    offers = json.loads(runs["carried in json"].stdout)
    assert {tuple(offer) for offer in offers} == {("row", "before", "reworded", "answer")}
    assert {offer["row"] for offer in offers} == {"2-8", "3-1", "3-3"}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_call_says_what_it_wants(mistakes: dict[str, Run], name: str) -> None:
    run = mistakes[name]
    assert (run.returncode, run.stdout, WRONG[name][1] in run.stderr) == (2, "", True), run.stderr


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_says_what_is_lacking(mistakes: dict[str, Run], name: str) -> None:
    run = mistakes[name]
    assert (run.returncode, run.stdout, REFUSED[name][1] in run.stderr) == (1, "", True), run.stderr


def test_an_edition_that_there_is_not_names_those_there_are(mistakes: dict[str, Run]) -> None:
    run = mistakes["no such edition"]
    assert (run.returncode, run.stderr) == (
        2,
        "tenken: r77: there is no such edition here; known are r5, r6, r7, r8\n",
    )


def test_a_form_that_there_is_not_names_those_there_are(mistakes: dict[str, Run]) -> None:
    run = mistakes["no such form"]
    assert (run.returncode, run.stderr) == (2, "tenken: r7 has no form “clinic”; it has hospital, vendor, pharmacy\n")


def test_the_vendors_form_is_not_ours_to_answer(mistakes: dict[str, Run]) -> None:
    run = mistakes["the vendor's form"]
    assert (run.returncode, "tenken import vendor_form" in run.stderr) == (1, True)
