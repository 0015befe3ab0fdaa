"""A year goes by; then it is asked what was known at an earlier date, and nothing that came later shows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenken.actions.assess import Assessment, assess_form
from tenken.actions.site import Site
from tests import samples
from tests.actions.steps import contract
from tests.build import NOW
from tests.cli.steps import HOSPITAL, done, json_of
from tests.conftest import data_folder
from tests.ledger.steps import bcp, seen, stated
from tests.walks.year import OTHER, SERVER, lived

ASKED = ("2025-04-30", "2025-07-31", "2025-11-30", "2026-01-31", "2026-03-31")
AGAIN = ("2025-07-31", "2026-01-31")


@dataclass(frozen=True)
class Year:
    """``known`` is what each row came to at the end of a month, then; the others what the program says of it today."""

    known: Any
    asked: dict[str, Any]
    restored: dict[str, Any]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    folder = tmp_path_factory.mktemp("year")
    with data_folder(folder / "data") as data, data_folder(folder / "again") as again:
        known = lived(data)
        done(data, "backup", str(folder / "all.backup"))
        done(again, "restore", str(folder / "all.backup"))
        yield Year(known, {day: asked(data, day) for day in ASKED}, {day: asked(again, day) for day in AGAIN})


def asked(data: Path, day: str) -> Any:
    """What ``tenken assess --as-of`` says of every row."""
    rows = json_of(data, "assess", *HOSPITAL, "--as-of", day)["rows"]
    return {row["id"]: [[f["about"], f["standing"], f["because"], len(f["cites"])] for f in row["findings"]]
            for row in rows}  # fmt: skip


def standings(said: Any, row: str) -> dict[str, str]:
    return {about: standing for about, standing, _because, _cites in said[row]}


@pytest.mark.parametrize("month", ASKED)
def test_asked_today_it_is_what_was_known_at_the_end_of_that_month(year: Year, month: str) -> None:
    assert year.asked[month] == year.known[month]


@pytest.mark.parametrize("month", AGAIN)
def test_a_restored_backup_says_the_same_of_that_month(year: Year, month: str) -> None:
    assert year.restored[month] == year.known[month]


def test_no_two_months_of_the_year_are_alike(year: Year) -> None:
    assert [month for month in year.known if list(year.known.values()).count(year.known[month]) > 1] == []


@pytest.mark.parametrize(
    ("month", "standing"),
    [("2025-04-30", "unknown"), ("2025-05-31", "met"), ("2025-11-30", "unknown"), ("2025-12-31", "met"),
     ("2026-01-31", "unknown")],
)  # fmt: skip
def test_the_plan_is_known_while_it_holds(year: Year, month: str, standing: str) -> None:
    assert standings(year.known[month], "3-3") == {"facility": standing}


@pytest.mark.parametrize(
    ("month", "about", "standing"),
    [("2025-04-30", SERVER, "met"), ("2025-07-31", SERVER, "not_met"), ("2025-08-31", OTHER, "unknown"),
     ("2025-09-30", SERVER, "met")],
)  # fmt: skip
def test_a_machine_is_judged_as_it_was_seen_then(year: Year, month: str, about: str, standing: str) -> None:
    assert standings(year.known[month], "2-6")[about] == standing


def test_a_machine_that_left_is_judged_no_longer_but_was_before(year: Year) -> None:
    assert SERVER not in standings(year.known["2026-03-31"], "2-6")
    assert SERVER in standings(year.known["2026-02-28"], "2-6")


Step = Callable[[Site, datetime], object]
STEPS: dict[str, Step] = {
    "a machine": lambda site, when: seen(site, now=when),
    "it changed": lambda site, when: seen(site, samples.up_to_date(samples.machine("ehr-srv01", 1)), when),
    "another": lambda site, when: seen(site, samples.machine("pacs-srv01", 2), when, "10.20.0.2"),
    "cut off": lambda site, when: seen(site, b"== self\n", when),
    "a plan": lambda site, when: bcp(site, when, title=f"BCP {when:%Y-%m-%d %H:%M}"),
    "a vendor": lambda site, when: contract(site, now=when, contact=f"{when:%H:%M}"),
    "a policy": lambda site, when: stated(
        site, "policy-setting", "facility", when, field="patch.grace", value=f"{when.day + 1}", reason="規程"
    ),
    "out of scope": lambda site, when: stated(site, "out-of-scope", "facility", when, topic="network", reason="なし"),
}
HISTORIES = st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(1, 60 * 24 * 40)), max_size=5)
"""Steps, each so many minutes after the one before it."""


def put_in(site: Site, history: list[tuple[str, int]], begin: datetime) -> datetime:
    """Take the steps one after the other; the moment of the last one comes back."""
    when = begin
    for name, minutes in history:
        when += timedelta(minutes=minutes)
        STEPS[name](site, when)
    return when


def before_and_after(site: Site, first: list[tuple[str, int]], then: list[tuple[str, int]]) -> list[Assessment]:
    """The assessment as of a moment, before and after more became known; the ledger is empty again afterwards."""
    with transaction.atomic():
        as_of = put_in(site, first, NOW)
        before = assess_form(site, "r7", "hospital", as_of)
        put_in(site, then, as_of)
        after = assess_form(site, "r7", "hospital", as_of)
        transaction.set_rollback(True)
    return [before, after]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=HISTORIES, then=HISTORIES)
def test_what_is_seen_after_a_moment_changes_no_verdict_of_that_moment(
    site: Site, first: list[tuple[str, int]], then: list[tuple[str, int]]
) -> None:
    before, after = before_and_after(site, first, then)
    assert (after.case, after.verdicts, after.answers) == (before.case, before.verdicts, before.answers)
