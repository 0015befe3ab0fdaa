"""`python -m tenken.demo FOLDER`: a fictional hospital out of the real pipeline, honest about what is unseen."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tenken.dates import local_day
from tenken.demo import house
from tenken.demo.log_days import LAB, MISUSE
from tenken.demo.log_year import open_month
from tenken.logs.review.keep import read_run
from tenken.standard.load import load
from tests.browser import chromium
from tests.cli.steps import Run, json_of, sql
from tests.demo.tour import Tour, walk
from tests.serving import first_sign_in, served

TODAY = local_day(datetime.now(UTC)).isoformat()
ASKED = (*house.SERVERS, *house.client_pcs())
UNSEEN = [machine.name for machine in ASKED if not machine.answers]
SEEN = [machine.name for machine in ASKED if machine.answers == house.LINUX and machine.name != "lis-db01"]
BUILDS = [machine.name for machine in ASKED if machine.answers == "Windows 11" and machine.plugged_in(0)]
COUNTED = "SELECT COUNT(*) FROM entry WHERE valid_to IS NULL AND NOT retired AND "


@dataclass(frozen=True)
class Made:
    """What the command said and made, and what that comes to at the end of today."""

    run: Run
    data: Path
    report: Any

    def findings(self, lineage: str) -> dict[str, Any]:
        """The first rule's on each subject."""
        rows = [row for row in self.report["rows"] if row["lineage"] == lineage]
        return {f["about"].partition(":")[2]: f for row in rows for f in reversed(row["findings"])}

    def about(self, lineage: str, because: str) -> list[str]:
        """Of whom it is said."""
        rows = [row for row in self.report["rows"] if row["lineage"] == lineage]
        return sorted(f["about"] for row in rows for f in row["findings"] if because in f["because"])


def demo(*arguments: str) -> Run:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TENKEN_", "DJANGO_"))}
    command = [sys.executable, "-m", "tenken.demo", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=clean, timeout=600)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    data = tmp_path_factory.mktemp("demo") / "data"
    run = demo(str(data))
    return Made(run, data, judged(data))


def judged(data: Path) -> Any:
    return json_of(data, "assess", "r7", "--form", "hospital", "--as-of", TODAY)


def test_it_is_made_without_a_word_of_trouble(made: Made) -> None:
    assert (made.run.returncode, "Traceback" in made.run.stderr) == (0, False)


@pytest.mark.parametrize(("machine_class", "count"), [("server", 24), ("client_pc", 400), ("network", 58)])
def test_it_has_its_machines(made: Made, machine_class: str, count: int) -> None:
    assert sql(made.data, f"{COUNTED} machine_class = '{machine_class}'") == [(count,)]


def test_every_machine_stands_in_it_once_whatever_told_of_it(made: Made) -> None:
    names = {machine["title"].lower() for machine in json_of(made.data, "machines")}
    told = [machine.name.lower() for _number, machine in house.everyone()]
    assert (names, len(json_of(made.data, "machines"))) == (set(told), len(told))


def test_the_box_that_nobody_knows_is_found(made: Made) -> None:
    assert made.about("asset-ledger", "nobody entered it") == ["machine:lte-ap", "machine:old-bk01"]


def test_what_lies_in_a_cupboard_is_in_the_ledger_and_unseen(made: Made) -> None:
    away = [machine.subject for _number, machine in house.everyone() if not machine.plugged_in(0)]
    assert made.about("asset-ledger", "no source saw it") == sorted(away)


def test_it_has_seven_vendors(made: Made) -> None:
    assert sql(made.data, f"{COUNTED} subject_id IN (SELECT id FROM subject WHERE kind = 'vendor')") == [(7,)]


@pytest.mark.parametrize("year", [2025, 2026])
def test_it_has_history_in_every_quarter_of_a_fiscal_year(made: Made, year: int) -> None:
    begins = [f"{year}-04", f"{year}-07", f"{year}-10"]
    seen = {month for (month,) in sql(made.data, "SELECT DISTINCT substr(seen_at, 1, 7) FROM observation")}
    assert set(begins) <= seen


def test_every_row_of_r7_has_a_verdict_with_a_reason(made: Made) -> None:
    rows = made.report["rows"]
    assert [row["id"] for row in rows] == [row.id for row in load("r7").form("hospital").rows]
    assert [row["id"] for row in rows if not row["findings"] or not all(f["because"] for f in row["findings"])] == []


def test_no_verdict_rests_on_nothing(made: Made) -> None:
    findings = [finding for row in made.report["rows"] for finding in row["findings"]]
    assert [f for f in findings if f["standing"] in ("met", "not_met", "out_of_scope") and not f["cites"]] == []


@pytest.mark.parametrize("lineage", ["patch", "password-rule", "account-cleanup"])
def test_what_no_source_sees_is_unknown_with_the_reason(made: Made, lineage: str) -> None:
    found = made.findings(lineage)
    assert {found[name]["standing"] for name in UNSEEN} == {"unknown"}
    assert {found[name]["because"].partition(": ")[2] for name in UNSEEN} == {"never seen"}


def test_what_a_source_sees_is_judged_by_it(made: Made) -> None:
    found = made.findings("patch")
    assert {found[name]["standing"] for name in SEEN} == {"met", "not_met"}


def test_windows_is_judged_by_its_build(made: Made) -> None:
    found = made.findings("patch")
    assert {found[name]["because"].partition(".")[0] for name in BUILDS} == {"build 26100"}
    assert {found[name]["standing"] for name in BUILDS} == {"met", "not_met"}


def test_the_machine_that_refuses_is_unknown_and_says_so(made: Made) -> None:
    refused = made.findings("patch")["lis-db01"]
    assert (refused["standing"], "refused the account or its key" in refused["because"]) == ("unknown", True)


def test_some_rows_are_met_some_are_not_and_some_cannot_be_told(made: Made) -> None:
    standings = {row["standing"] for row in made.report["rows"]}
    assert standings == {"met", "unknown", "not_met"}


def test_the_house_that_is_made_is_sound(made: Made) -> None:
    """No machine keeps the clock of days that are made up."""
    checks = json_of(made.data, "doctor")["checks"]
    assert [(check["check"], check["sound"]) for check in checks if not check["sound"]] == [("log-clock", None)]


def test_a_folder_that_is_there_already_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    run = demo(str(tmp_path))
    assert (run.returncode, "すでにあります" in run.stdout, [p.name for p in tmp_path.iterdir()]) == (
        0,
        True,
        ["mine.txt"],
    )


def test_without_a_folder_it_says_how_it_is_called() -> None:
    run = demo()
    assert (run.returncode, run.stderr) == (2, "usage: python -m tenken.demo DIR\n")


def test_the_review_finds_what_was_planted_in_the_open_month_and_little_else(made: Made) -> None:
    (run,) = [read_run(made.data / "logs/reviews", open_month(date.fromisoformat(TODAY)))]
    assert run
    told = {(flag.rule, flag.user) for flag in run.flags}
    assert set(MISUSE.items()) <= told
    assert len(told - set(MISUSE.items())) <= 5
    assert (len({flag.user for flag in run.flags} - set(MISUSE.values())), run.counted.unparsed) == (1, 0)


def test_the_source_that_fell_silent_is_found_and_it_alone(made: Made) -> None:
    rows = [row for row in made.report["rows"] if row["lineage"] == "access-log"]
    told = {(f["standing"], f["because"]) for row in rows for f in row["findings"] if f["about"] == "facility"}
    silent = [standing for standing, because in told if because.startswith(f"{LAB} is silent since")]
    kept = [json.loads(body) for (body,) in sql(made.data, "SELECT body FROM statement WHERE kind = 'logs-received'")]
    assert (silent, {says["source"] for says in kept if says["silent_since"]}) == (["unknown"], {LAB})


def test_the_months_before_it_are_signed_and_an_earlier_reason_is_used_again(made: Made) -> None:
    ((signed,),) = sql(made.data, "SELECT COUNT(*) FROM logbook WHERE verb = 'logs review signed'")
    ((lasting,),) = sql(made.data, "SELECT COUNT(*) FROM log_decision WHERE until IS NOT NULL")
    assert (signed, lasting) == (5, 1)


@pytest.mark.browser
def test_its_officer_walks_through_it_in_a_browser(made: Made, tmp_path: Path) -> None:
    """At last: the tour changes the house."""
    with served(made.data) as address, chromium() as browser:
        walk(Tour(browser.new_page(), address), first_sign_in(made.data), tmp_path)
