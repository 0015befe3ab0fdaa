"""The written list of lineages is the whole of the program's judgement: nothing is missing from it."""

from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tenken import rules
from tenken.facts.model import Setting
from tenken.rules import LINEAGES
from tenken.rules.model import Policy, Rule
from tenken.rules.policy import in_force
from tenken.standard.load import EDITIONS, load
from tenken.standard.model import LINEAGE_NAMES, Form, Row

FOLDER = Path(rules.__file__).parent
NO_LINEAGES = {
    "__init__", "model", "policy", "points", "papers", "vendors", "service_lists", "remote_programs", "ways_in",
    "proposals", "received_logs",
}  # fmt: skip
RULES = [(lineage, rule) for lineage, listed in LINEAGES.items() for rule in listed]
FORMS = [pytest.param(form, id=f"{edition.id}-{form.id}") for edition in map(load, EDITIONS) for form in edition.forms]
ASKING = [
    pytest.param(row, id=f"{edition.id}-{form.id}-{row.id}")
    for edition in map(load, EDITIONS)
    for form in edition.forms
    for row in form.rows
    if row.asks
]
FIELDS = [
    pytest.param(rule.policy, field.name, id=f"{rule.id}.{field.name}")
    for _lineage, rule in RULES
    for field in fields(rule.policy)
]


def file_name(lineage: str) -> str:
    return lineage.replace("-", "_")


def policies(lineage: str) -> list[Policy]:
    return [rule.policy for rule in LINEAGES[lineage]]


def fields_of(lineage: str) -> set[str]:
    return {field.name for policy in policies(lineage) for field in fields(policy)}


def asked_of(policy: Policy, row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.asks.items() if hasattr(policy, name)}


def test_it_has_every_lineage_of_the_standard() -> None:
    assert set(LINEAGES) == set(LINEAGE_NAMES)


def test_it_has_every_rule_file_of_the_folder() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} - NO_LINEAGES == {file_name(key) for key in LINEAGES}


@pytest.mark.parametrize("lineage", LINEAGES)
def test_each_entry_is_the_list_of_the_file_of_that_name(lineage: str) -> None:
    assert LINEAGES[lineage] is import_module(f"tenken.rules.{file_name(lineage)}").RULES


@pytest.mark.parametrize("lineage", LINEAGES)
def test_each_has_a_rule(lineage: str) -> None:
    assert LINEAGES[lineage]


@pytest.mark.parametrize("lineage", LINEAGES)
def test_each_file_opens_with_its_lineage_and_the_wording(lineage: str) -> None:
    opening = (import_module(f"tenken.rules.{file_name(lineage)}").__doc__ or "").partition("\n\n")[0]
    assert opening.startswith(f"{lineage}: ")


@pytest.mark.parametrize("heading", ["Met:", "Not met:", "Unknown:", "Source:"])
@pytest.mark.parametrize("lineage", LINEAGES)
def test_each_file_says_when_it_is_met_not_met_and_unknown_and_by_what_source(lineage: str, heading: str) -> None:
    assert f"\n{heading} " in (import_module(f"tenken.rules.{file_name(lineage)}").__doc__ or "")


@pytest.mark.parametrize("lineage", LINEAGES)
def test_each_has_a_guide_page(lineage: str) -> None:
    assert (FOLDER / "guide" / f"{lineage}.ja.md").is_file()


@pytest.mark.parametrize("lineage", LINEAGES)
def test_each_has_a_test_file(lineage: str) -> None:
    assert (Path(__file__).parent / f"test_{file_name(lineage)}.py").is_file()


@pytest.mark.parametrize(("lineage", "rule"), RULES, ids=lambda one: getattr(one, "id", one))
def test_a_rule_is_named_after_its_lineage(lineage: str, rule: Rule[Any]) -> None:
    assert (rule.id.startswith(f"{lineage}."), rule.lineage) == (True, lineage)


def test_no_two_rules_have_one_name() -> None:
    assert len({rule.id for _lineage, rule in RULES}) == len(RULES)


@pytest.mark.parametrize(("lineage", "rule"), RULES, ids=lambda one: getattr(one, "id", one))
def test_a_rule_asks_no_kind_of_statement_twice(lineage: str, rule: Rule[Any]) -> None:
    assert len({need.kind for need in rule.needs}) == len(rule.needs)


@pytest.mark.parametrize(("lineage", "rule"), RULES, ids=lambda one: getattr(one, "id", one))
def test_a_rule_is_asked_if_a_field_of_its_policy_is_set(lineage: str, rule: Rule[Any]) -> None:
    assert not rule.asked_if or rule.asked_if in {field.name for field in fields(rule.policy)}


@pytest.mark.parametrize(("policy", "name"), FIELDS)
def test_a_field_of_a_policy_says_what_it_means_and_whose_default_it_is(policy: Policy, name: str) -> None:
    about = next(field for field in fields(policy) if field.name == name).metadata["setting"]
    assert (type(about), bool(about.says.strip()), bool(about.source.strip())) == (Setting, True, True)


@pytest.mark.parametrize("row", ASKING)
def test_what_a_row_asks_is_a_field_of_a_policy_of_its_lineage(row: Row) -> None:
    assert set(row.asks) <= fields_of(row.lineage)


@pytest.mark.parametrize("row", ASKING)
def test_what_a_row_asks_fits_the_type_of_the_field(row: Row) -> None:
    laid = [in_force(policy, {}, asked_of(policy, row)) for policy in policies(row.lineage)]
    assert laid != policies(row.lineage)


@pytest.mark.parametrize("form", FORMS)
def test_a_vendors_form_asks_nothing_of_a_policy(form: Form) -> None:
    assert form.answered_by != "vendor" or not any(row.asks for row in form.rows)


@pytest.mark.parametrize("lineage", LINEAGES)
def test_no_rule_file_asks_the_clock(lineage: str) -> None:
    source = (FOLDER / f"{file_name(lineage)}.py").read_text(encoding="utf-8")
    assert (".today()" in source, ".now(" in source) == (False, False)
