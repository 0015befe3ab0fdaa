"""Records from outside become short and harmless words, whatever their encoding and whatever stands in them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.collectors.model import Unreadable
from tenken.collectors.records import (
    LOST,
    MAX_BYTES,
    decoded,
    flag,
    packages,
    parse_json,
    plain,
    records,
    without,
    word,
)

ANY = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text()) | st.binary()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_the_encoding_is_found(encoding: str) -> None:
    assert decoded('{"名前": "受付"}'.encode(encoding)) == '{"名前": "受付"}'


def test_a_broken_word_is_marked_and_does_not_change_the_others() -> None:
    assert decoded("受付の名前".encode() + b"\xff\xff") == f"受付の名前{LOST}{LOST}"


def test_words_of_windows_own_code_page_are_read_in_a_text_that_has_no_others() -> None:
    assert decoded(b"name " + "富士通".encode("cp932")) == "name 富士通"


def test_a_file_that_is_too_big_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="at most 64"):
        decoded(b" " * (MAX_BYTES + 1))


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"a":' * 100_000, "9" * 5_000])
def test_json_that_is_damaged_or_too_deep_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_json(text)


@given(ANY)
def test_a_word_is_on_one_line_and_can_be_stored(value: object) -> None:
    said = plain(value)
    assert len(said) <= 190
    assert said.encode().decode() == said.strip()
    assert not {"\x00", "\n", "\r", "\x1b"} & set(said)


@pytest.mark.parametrize("value", [None, True, [], {}, float("nan"), float("inf"), "\x00", " "])
def test_what_is_no_word_is_empty(value: object) -> None:
    assert plain(value) == ""


def test_the_first_field_that_says_something_speaks() -> None:
    assert word({"a": " ", "b": None, "c": 7}, "a", "b", "c") == "7"


@pytest.mark.parametrize(
    ("said", "meant"),
    [("1", True), (1, True), ("Yes", True), (False, False), ("off", False), ("?", None), (None, None)],
)
def test_yes_and_no_are_told_in_many_ways(said: object, meant: bool | None) -> None:
    assert flag({"a": said}, "a") is meant


def test_a_record_may_stand_alone_or_in_a_list_and_what_is_none_is_left_out() -> None:
    assert records({"a": {"b": 1}}, "a") == records({"a": [{"b": 1}, 2, "x"]}, "a") == [{"b": 1}]


def test_packages_stand_once_and_in_order() -> None:
    assert packages([("b", "1"), ("a", "1"), ("b", "1"), ("", "1")]) == (("a", "1"), ("b", "1"))


def test_secret_fields_are_gone_at_any_depth_and_a_text_without_them_is_the_very_same() -> None:
    text = json.dumps({"a": [{"key": "s3cret", "b": 1}]})
    assert json.loads(without(text, lambda told: [name for name in told if name == "key"])) == {"a": [{"b": 1}]}
    assert without(text, lambda _told: []) is text
