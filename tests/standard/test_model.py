"""A row is known by its id and its lineage; its printed number may repeat and changes from year to year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.standard.load import EDITIONS, load
from tenken.standard.model import (
    LINEAGE_NAMES,
    SCOPE_NAMES,
    Form,
    Scope,
    fiscal_year_of,
    fold_number,
    printed_number,
)

FORMS = [pytest.param(form, id=f"{edition.id}-{form.id}") for edition in map(load, EDITIONS) for form in edition.forms]
R6, R7 = load("r6").form("hospital"), load("r7").form("hospital")


@pytest.mark.parametrize("form", FORMS)
def test_every_row_is_found_by_its_id(form: Form) -> None:
    assert [form.row(row.id) for row in form.rows] == list(form.rows)


@pytest.mark.parametrize("name", ["2-6", "2-⑥", "２－（６）", "2-(6)", " 2 - 6 "])
def test_a_row_is_found_by_its_number_in_any_spelling(name: str) -> None:
    assert R7.row(name).lineage == "patch"


def test_the_same_number_is_another_row_in_another_edition() -> None:
    assert (R6.row("2-6").lineage, R7.row("2-6").lineage) == ("access-log", "patch")


@pytest.mark.parametrize("name", ["2-12", "9-9", "", "2-12:router"])
def test_a_number_that_two_rows_bear_or_none_finds_none(name: str) -> None:
    with pytest.raises(KeyError):
        R7.row(name)


def test_the_rows_beside_each_other_under_one_number_are_named() -> None:
    assert R7.beside("2-⑫") == ("2-12:server", "2-12:client_pc")


def test_the_row_whose_no_ends_the_form_is_its_gate() -> None:
    gate = R7.gate
    assert gate is not None
    assert gate.lineage == "has-system"


def test_a_vendors_form_has_no_gate() -> None:
    assert load("r7").form("vendor").gate is None


def test_a_form_that_the_edition_does_not_have_is_not_found() -> None:
    with pytest.raises(KeyError, match="clinic"):
        load("r7").form("clinic")


@given(st.integers(0, 9), st.integers(1, 40), st.sampled_from(["circled", "parenthesis"]))
def test_folding_a_printed_number_gives_the_number_back(section: int, item: int, numbering: str) -> None:
    assert fold_number(printed_number(f"{section}-{item}", numbering)) == f"{section}-{item}"


@pytest.mark.parametrize(
    ("number", "numbering", "printed"),
    [
        ("2-6", "circled", "2-⑥"),
        ("2-20", "circled", "2-⑳"),
        ("2-21", "circled", "2-(21)"),
        ("2-0", "circled", "2-(0)"),
        ("2-6", "parenthesis", "2-(6)"),
        ("0", "circled", "0"),
    ],
)
def test_a_number_is_printed_as_the_edition_prints_it(number: str, numbering: str, printed: str) -> None:
    assert printed_number(number, numbering) == printed


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026), (date(2026, 12, 31), 2026), (date(2027, 1, 1), 2026)],
)
def test_a_fiscal_year_runs_from_april_to_march(day: date, year: int) -> None:
    assert fiscal_year_of(day) == year


@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_runs_for_its_fiscal_year(name: str) -> None:
    edition = load(name)
    assert {fiscal_year_of(edition.first_day), fiscal_year_of(edition.last_day)} == {edition.fiscal_year}


def test_the_day_after_an_edition_is_the_first_of_the_next() -> None:
    assert (load("r8").first_day - load("r7").last_day).days == 1


def test_a_row_is_called_by_the_name_of_its_lineage() -> None:
    assert {row.short for row in R7.rows} == set(LINEAGE_NAMES.values())


def test_every_scope_has_a_name() -> None:
    assert set(SCOPE_NAMES) == set(Scope)
