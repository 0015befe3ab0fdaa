"""services and remote: what the pages offer and list is there for programs, and nothing is taken by asking."""

from pathlib import Path

import pytest

from tests.cli.steps import done, json_of
from tests.conftest import run_tenken


@pytest.fixture(scope="module")
def offered(house: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json_of(house, "services", "propose", "--json")
    return found


def test_every_group_tells_its_machines_and_services(offered: list[dict[str, object]]) -> None:
    (group,) = offered
    assert set(group) == {"class", "role", "machines", "seen", "by_majority", "services"}
    assert (group["machines"], group["by_majority"]) == (1, False)


def test_it_is_told_to_people_as_well(house: Path) -> None:
    assert "of fewer than 3 no majority is told" in done(house, "services", "propose").stdout


def test_a_role_that_nobody_has_has_no_services(house: Path) -> None:
    assert json_of(house, "services", "propose", "--role", "どこにもない", "--json") == []


def test_a_class_that_there_is_not_is_refused(house: Path) -> None:
    run = run_tenken(house, "services", "propose", "--class", "toaster")
    assert (run.returncode, "toaster" in run.stderr) == (2, True)


def test_remote_control_programs_are_listed_with_how_much_was_seen(house: Path) -> None:
    run = done(house, "remote")
    assert "1 of 1 machines is known" in run.stderr
    assert isinstance(json_of(house, "remote", "--json"), list)
