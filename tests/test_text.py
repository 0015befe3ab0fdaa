"""Words a person will see are English with named blanks, and are turned into a language at the door."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.text import LANGUAGES, Complaint, Message, _, in_words, shortened, translate

NAMES = st.lists(st.text(), max_size=12).map(tuple)


def test_japanese_comes_first() -> None:
    assert LANGUAGES == ("ja", "en")


def test_marking_a_text_changes_nothing() -> None:
    assert _("{n} updates are late") == "{n} updates are late"


def test_a_message_without_blanks_is_its_text() -> None:
    assert str(Message("met")) == "met"


def test_a_blank_is_filled_by_its_name() -> None:
    assert str(Message("{n} updates are late: {names}", {"n": 2, "names": "openssl"})) == "2 updates are late: openssl"


def test_a_blank_may_be_a_message_itself() -> None:
    assert str(Message("{what}: never seen", {"what": Message("local accounts")})) == "local accounts: never seen"


def test_a_list_is_joined_and_may_hold_messages() -> None:
    listed = Message("missing: {names}", {"names": ("police", Message("{n} more", {"n": 3}))})
    assert str(listed) == "missing: police, 3 more"


def test_an_empty_list_is_nothing() -> None:
    assert str(Message("missing: {names}", {"names": ()})) == "missing: "


@given(st.text())
def test_braces_in_what_fills_a_blank_are_not_filled_again(text: str) -> None:
    assert str(Message("found {it}", {"it": text})) == f"found {text}"


def test_a_blank_that_nothing_fills_is_a_bug_and_surfaces() -> None:
    with pytest.raises(KeyError, match="names"):
        str(Message("{n} updates are late: {names}", {"n": 2}))


def test_braces_in_a_sentence_without_blanks_are_braces() -> None:
    assert str(Message("{id: 3} is no table")) == "{id: 3} is no table"


def test_a_text_without_a_translation_stays_english() -> None:
    assert in_words(Message("nobody translated this {n}", {"n": 1}), "en") == "nobody translated this 1"


def test_no_text_is_translated_to_no_text() -> None:
    assert translate("", "en") == ""


@given(NAMES)
def test_a_shortened_list_begins_as_the_whole_does(names: tuple[str, ...]) -> None:
    assert shortened(names)[:5] == names[:5]


@given(NAMES)
def test_a_shortened_list_is_never_longer_than_six(names: tuple[str, ...]) -> None:
    assert len(shortened(names)) == min(len(names), 6)


def test_a_shortened_list_says_how_many_more_there_are() -> None:
    assert shortened(("a", "b", "c", "d"), most=2) == ("a", "b", Message("{n} more", {"n": 2}))


def test_a_list_that_fits_is_not_shortened() -> None:
    assert shortened(("a", "b"), most=2) == ("a", "b")


def test_a_complaint_is_a_message_with_its_blanks() -> None:
    complaint = Complaint(_("{file} cannot be read"), file="a.xlsx")
    assert (complaint.reason, str(complaint)) == (
        Message("{file} cannot be read", {"file": "a.xlsx"}),
        "a.xlsx cannot be read",
    )


def test_a_complaint_passes_a_message_on() -> None:
    reason = Message("{file} cannot be read", {"file": "a.xlsx"})
    assert Complaint(reason).reason is reason
