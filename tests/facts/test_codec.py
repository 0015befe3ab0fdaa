"""Statements are stored as JSON, and what was stored once is read for ever."""

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken import facts
from tenken.facts import STATEMENTS
from tenken.facts.codec import CodecError, from_json, message_from_json, message_to_json, to_json
from tenken.facts.documents import Declared
from tenken.facts.feeds import Feed
from tenken.facts.media import RemovableMedia
from tenken.facts.model import Statement
from tenken.text import Message

SAMPLES = Path(__file__).parent / "samples"

# JSON readers elsewhere, and msgspec, know whole numbers of 64 bits only; nothing that we count is larger.
st.register_type_strategy(int, st.integers(-(2**53), 2**53))

MESSAGES = st.recursive(
    st.builds(Message, st.text(), st.dictionaries(st.text(), st.text() | st.integers(-(2**53), 2**53))),
    lambda inner: st.builds(
        Message, st.text(), st.dictionaries(st.text(), inner | st.lists(st.text() | inner).map(tuple), max_size=3)
    ),
    max_leaves=4,
)


def every_kind_of(base: type[Statement]) -> set[type[Statement]]:
    below = set(base.__subclasses__())
    return below.union(*(every_kind_of(kind) for kind in below))


@pytest.mark.parametrize("kind", STATEMENTS)
@settings(max_examples=20)
@given(data=st.data())
def test_reading_what_was_written_gives_the_statement_back(kind: str, data: st.DataObject) -> None:
    statement = data.draw(st.from_type(STATEMENTS[kind]))
    assert from_json(kind, to_json(statement)) == statement


@pytest.mark.parametrize("kind", STATEMENTS)
def test_a_kept_sample_is_still_read_and_written_in_the_same_bytes(kind: str) -> None:
    kept = (SAMPLES / f"{kind}.json").read_bytes()
    assert to_json(from_json(kind, kept)) == kept


@pytest.mark.parametrize("kind", STATEMENTS)
def test_a_kept_sample_speaks_of_every_field(kind: str) -> None:
    kept = json.loads((SAMPLES / f"{kind}.json").read_bytes())
    assert set(kept) == {field.name for field in dataclasses.fields(STATEMENTS[kind])}


def test_every_kind_has_a_sample_and_every_sample_a_kind() -> None:
    assert {path.stem for path in SAMPLES.iterdir()} == set(STATEMENTS)


def test_every_statement_stands_in_the_list_under_a_name_of_its_own() -> None:
    ours = {kind for kind in every_kind_of(Statement) if kind.__module__.startswith(facts.__name__)}
    assert ours - {Declared, Feed} == set(STATEMENTS.values())


def test_no_two_kinds_are_called_alike() -> None:
    assert len({kind.name for kind in STATEMENTS.values()}) == len(STATEMENTS)


def test_the_same_statement_gives_the_same_bytes() -> None:
    assert to_json(RemovableMedia(restricted=True, how="usbguard")) == b'{"how":"usbguard","restricted":true}'


def test_text_is_read_as_well_as_bytes() -> None:
    assert from_json("removable-media", '{"how":"封印","restricted":true}') == RemovableMedia(True, "封印")


def test_a_field_of_a_newer_tenken_is_passed_over() -> None:
    newer = '{"how":"","restricted":true,"since":"2030-01-01"}'
    assert from_json("removable-media", newer) == RemovableMedia(restricted=True, how="")


def test_an_unknown_kind_is_an_error_that_names_it() -> None:
    with pytest.raises(CodecError, match="“quantum-lock”"):
        from_json("quantum-lock", b"{}")


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"how":"usbguard"}',
        b'{"how":"usbguard","restricted":"yes"}',
        b'{"how":"\xff","restricted":true}',
    ],
)
def test_broken_text_is_an_error_that_names_the_kind(broken: bytes) -> None:
    with pytest.raises(CodecError, match="removable-media: "):
        from_json("removable-media", broken)


@given(MESSAGES)
def test_reading_a_written_message_gives_it_back(message: Message) -> None:
    assert message_from_json(message_to_json(message)) == message


def test_no_message_is_stored_as_nothing() -> None:
    assert (message_to_json(None), message_from_json("")) == ("", None)


def test_a_broken_message_is_an_error() -> None:
    with pytest.raises(CodecError, match="message: "):
        message_from_json("{")
