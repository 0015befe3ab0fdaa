"""The policy in force is the shipped default, then the facility's own setting, then what the row asks."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.facts.model import setting
from tenken.rules.model import Policy
from tenken.rules.policy import PolicyError, described, in_force, read_value, written


@dataclass(frozen=True)
class Sample(Policy):
    """One field of every type that a policy may have."""

    grace: timedelta = setting(timedelta(days=31), "days of grace", "default")
    copies: int = setting(3, "copies kept", "default")
    detached: bool = setting(True, "one copy is detached", "default")
    words: str = setting("はい", "what counts as yes", "default")
    columns: tuple[str, ...] = setting(("place", "owner"), "columns", "default")
    since: date = setting(date(2025, 4, 1), "from which day", "default")
    planned_by: date | None = setting(None, "day up to which a plan counts", "the row")


SHIPPED = Sample()

VALUES = st.one_of(
    st.tuples(st.just("grace"), st.integers(0, 36500).map(timedelta)),
    st.tuples(st.just("copies"), st.integers(-(10**9), 10**9)),
    st.tuples(st.just("detached"), st.booleans()),
    st.tuples(st.just("columns"), st.lists(st.from_regex(r"[a-z_]+", fullmatch=True)).map(tuple)),
    st.tuples(st.sampled_from(["since", "planned_by"]), st.dates(date(1900, 1, 1), date(2999, 12, 31))),
)


def test_without_settings_or_asks_it_is_the_shipped_one() -> None:
    assert in_force(SHIPPED, {}, {}) is SHIPPED


def test_a_setting_of_the_facility_lies_over_the_default() -> None:
    assert in_force(SHIPPED, {"grace": "14"}, {}) == Sample(grace=timedelta(days=14))


def test_what_the_row_asks_lies_over_the_setting() -> None:
    assert in_force(SHIPPED, {"grace": "14", "copies": "2"}, {"grace": 60}) == Sample(grace=timedelta(60), copies=2)


@pytest.mark.parametrize(
    ("name", "asked", "value"),
    [
        ("grace", 60, timedelta(days=60)),
        ("copies", 5, 5),
        ("detached", False, False),
        ("columns", ["serial"], ("serial",)),
        ("planned_by", date(2028, 3, 31), date(2028, 3, 31)),
    ],
)
def test_a_row_asks_in_the_types_of_toml(name: str, asked: Any, value: Any) -> None:
    assert getattr(in_force(SHIPPED, {}, {name: asked}), name) == value


@pytest.mark.parametrize(
    ("name", "asked"),
    [("grace", "soon"), ("grace", True), ("copies", True), ("detached", 1), ("columns", "place"), ("planned_by", 2028)],
)
def test_a_row_that_asks_in_another_type_is_refused(name: str, asked: Any) -> None:
    with pytest.raises(PolicyError, match=f"{name}: a row asks .*{asked}"):
        in_force(SHIPPED, {}, {name: asked})


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("grace", "14", timedelta(days=14)),
        ("grace", " １４日 ", timedelta(days=14)),
        ("grace", "14 days", timedelta(days=14)),
        ("copies", " 2 ", 2),
        ("detached", "はい", True),
        ("detached", "いいえ", False),
        ("detached", "YES", True),
        ("detached", "no", False),
        ("detached", "true", True),
        ("detached", "false", False),
        ("words", " 可 ", "可"),
        ("columns", "place、owner, serial,", ("place", "owner", "serial")),
        ("columns", "", ()),
        ("since", "2026/4/1", date(2026, 4, 1)),
        ("planned_by", "令和10年3月31日", date(2028, 3, 31)),
    ],
)
def test_a_value_is_read_as_a_person_writes_it(name: str, text: str, value: Any) -> None:
    assert read_value(SHIPPED, name, text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("grace", "-1"),
        ("grace", "36501"),
        ("grace", "a month"),
        ("copies", "two"),
        ("detached", "maybe"),
        ("since", "2025-02-30"),
        ("planned_by", ""),
    ],
)
def test_a_wrong_value_is_refused_with_the_field_and_the_text(name: str, text: str) -> None:
    with pytest.raises(PolicyError, match=f"{name}: “{text}” is not "):
        read_value(SHIPPED, name, text)


def test_an_unknown_field_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(PolicyError, match="grase: there is no such field; known are grace, copies"):
        in_force(SHIPPED, {"grase": "14"}, {})


@given(VALUES)
def test_what_is_written_is_read_back(named: tuple[str, Any]) -> None:
    name, value = named
    assert read_value(SHIPPED, name, written(value)) == value


def test_a_field_without_a_value_is_written_as_nothing() -> None:
    assert written(None) == ""


def test_every_field_is_described_with_its_meaning_its_source_and_its_default() -> None:
    grace = described(SHIPPED)[0]
    assert (grace.name, grace.says, grace.source, grace.default) == (
        "grace",
        "days of grace",
        "default",
        timedelta(days=31),
    )


def test_the_description_follows_the_order_of_the_fields() -> None:
    assert [one.name for one in described(SHIPPED)][:3] == ["grace", "copies", "detached"]
