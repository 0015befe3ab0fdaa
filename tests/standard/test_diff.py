"""令和7年度版 added five rows, merged the patches of three classes into one, and renumbered those behind them."""

from dataclasses import replace

import pytest

from tenken.standard.diff import Change, diff
from tenken.standard.load import EDITIONS, load
from tenken.standard.model import Edition, Form, Scope
from tests.build import form, row

R6_TO_R7 = diff(load("r6"), load("r7"))
HOSPITAL = [change for change in R6_TO_R7 if change.form == "hospital"]


def changes(old: Form, new: Form) -> list[tuple[str, str]]:
    edition = load("r7")
    found = diff(replace(edition, forms=(old,)), replace(edition, forms=(new,)))
    return [(change.lineage, change.what) for change in found]


def lineages(what: str, form_id: str = "hospital") -> set[str]:
    return {change.lineage for change in R6_TO_R7 if change.form == form_id and change.what == what}


def numbers(lineage: str) -> tuple[set[str], set[str]]:
    change = next(one for one in HOSPITAL if one.lineage == lineage and one.what == "renumbered")
    return {row.number for row in change.old}, {row.number for row in change.new}


def test_r7_added_five_rows_to_the_form_of_the_facility() -> None:
    assert lineages("added") == {"password-rule", "password-reuse", "removable-media", "two-factor", "operating-rules"}


def test_r7_added_four_rows_to_the_form_of_the_vendor() -> None:
    assert lineages("added", "vendor") == {"password-rule", "password-reuse", "removable-media", "two-factor"}


def test_r7_dropped_nothing() -> None:
    assert [change for change in R6_TO_R7 if change.what == "gone"] == []


@pytest.mark.parametrize(
    ("lineage", "old", "new"),
    [
        ("patch", "2-7", "2-6"),
        ("access-log", "2-6", "2-11"),
        ("unneeded-services", "2-8", "2-12"),
        ("source-restriction", "2-9", "2-13"),
    ],
)
def test_r7_renumbered_what_stands_behind_the_new_rows(lineage: str, old: str, new: str) -> None:
    assert numbers(lineage) == ({old}, {new})


def test_r7_renumbered_nothing_else() -> None:
    assert lineages("renumbered") == {"patch", "access-log", "unneeded-services", "source-restriction"}


def test_r7_asks_of_all_systems_at_once_what_r6_asked_class_by_class() -> None:
    assert lineages("rescoped") == {"access-rights", "account-cleanup", "patch"}


def test_r7_reworded_access_rights_accounts_and_remote_maintenance() -> None:
    assert lineages("reworded") == {"access-rights", "account-cleanup", "remote-maintenance"}


def test_r6_no_longer_lets_a_planned_bcp_count() -> None:
    found = {change.lineage for change in diff(load("r5"), load("r6")) if change.form == "hospital"}
    assert found == {"bcp"}


def test_the_provisional_r8_differs_in_nothing_from_r7_also_for_the_merged_form() -> None:
    assert diff(load("r7"), load("r8")) == ()


@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_does_not_differ_from_itself(name: str) -> None:
    assert diff(load(name), load(name)) == ()


def test_a_row_that_went_is_told_with_what_it_was() -> None:
    old = form(row("patch"), row("bcp"))
    (change,) = diff(edition_of(old), edition_of(form(row("patch"))))
    assert change == Change("hospital", "bcp", "gone", old.rows[1:], ())


def edition_of(one: Form) -> Edition:
    return replace(load("r7"), forms=(one,))


def test_one_row_may_change_in_several_ways() -> None:
    new = row("patch", Scope.SERVER, number="2-9", wording="適用している。")
    assert changes(form(row("patch")), form(new)) == [
        ("patch", "renumbered"),
        ("patch", "reworded"),
        ("patch", "rescoped"),
    ]


def test_changes_come_in_the_order_of_the_newer_form_and_what_went_comes_last() -> None:
    old, new = form(row("bcp"), row("patch", number="9-9")), form(row("mds-sds"), row("patch"))
    assert changes(old, new) == [("mds-sds", "added"), ("patch", "renumbered"), ("bcp", "gone")]
