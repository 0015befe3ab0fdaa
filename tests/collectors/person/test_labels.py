"""Whatever a person fills in has a name that a person understands."""

import pytest

from tenken.collectors.person.entry import ENTERABLE, Field, fields_of
from tenken.collectors.person.labels import CHOICE_NAMES, COLUMN_NAMES, FIELD_NAMES

EVERY: dict[str, tuple[Field, ...]] = {kind: fields_of(kind) for kind in ENTERABLE}
BESIDE = {"about", "by", "confirmed_on", "file"}
NO_FIELD = {"vendor", "system"}
"""Choices of the topic of what is out of scope, which is a text."""


@pytest.mark.parametrize("kind", ENTERABLE)
def test_every_field_has_a_label(kind: str) -> None:
    assert [field.name for field in EVERY[kind] if not FIELD_NAMES.get(field.name)] == []


@pytest.mark.parametrize("name", sorted(BESIDE))
def test_what_is_given_beside_the_fields_has_a_label(name: str) -> None:
    assert FIELD_NAMES[name]


@pytest.mark.parametrize("kind", ENTERABLE)
def test_every_column_has_a_label(kind: str) -> None:
    columns = [column for field in EVERY[kind] for column in field.columns]
    assert [column for column in columns if not COLUMN_NAMES.get(column)] == []


@pytest.mark.parametrize("kind", ENTERABLE)
def test_every_choice_has_a_label(kind: str) -> None:
    choices = [choice for field in EVERY[kind] for choice in field.choices]
    assert [choice for choice in choices if not CHOICE_NAMES.get(choice)] == []


def test_no_label_is_of_a_field_that_there_is_not() -> None:
    names = {field.name for fields in EVERY.values() for field in fields}
    assert set(FIELD_NAMES) - names - BESIDE == set()


def test_no_label_is_of_a_column_that_there_is_not() -> None:
    columns = {column for fields in EVERY.values() for field in fields for column in field.columns}
    assert set(COLUMN_NAMES) - columns == set()


def test_topics_of_what_is_out_of_scope_have_labels() -> None:
    assert set(CHOICE_NAMES) >= NO_FIELD
