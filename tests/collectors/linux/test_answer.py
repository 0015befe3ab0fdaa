"""The answer of collect.sh is whole to its last line, or Unreadable."""

import re

import pytest

from tenken.collectors.linux.answer import MAX_BYTES, SCRIPT, Section, parse_answer, withheld
from tenken.collectors.model import Unreadable
from tenken.facts.accounts import LocalAccounts
from tests import samples

WHOLE = b"== self\n version 1\n uid 0\n-- 0\n== shadow\n-- 77\n== end 2\n"


def unreadable(raw: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        parse_answer(raw)
    return str(caught.value)


def why(status: int) -> str:
    found = withheld(LocalAccounts, Section((), 0), Section((), status))
    assert found is not None
    return str(found.why)


def test_sections_have_their_lines_and_how_they_ended() -> None:
    assert parse_answer(WHOLE) == {"self": Section(("version 1", "uid 0"), 0), "shadow": Section((), 77)}


def test_the_last_line_may_lack_its_end() -> None:
    assert parse_answer(WHOLE[:-1]) == parse_answer(WHOLE)


def test_a_line_that_looks_like_a_marker_inside_a_section_is_a_line() -> None:
    raw = b"== users\n == shadow\n -- 0\n == end 1\n\n  x\n-- 0\n== end 1\n"
    assert parse_answer(raw) == {"users": Section(("== shadow", "-- 0", "== end 1", " x"), 0)}


@pytest.mark.parametrize("number", [b"1", b"3", b"", b"02", b"2 ", b"x"])
def test_an_end_with_another_count_is_a_cut(number: bytes) -> None:
    assert unreadable(WHOLE.replace(b"end 2", b"end " + number)) == "the answer was cut off after 2 parts"


@pytest.mark.parametrize("raw", [b"", b"\n", b"== end 1\n", b"== self\n version 1\n"])
def test_an_answer_without_parts_or_end_is_a_cut(raw: bytes) -> None:
    assert unreadable(raw) == "the answer was cut off after 0 parts"


def test_a_section_that_did_not_end_is_a_cut() -> None:
    assert unreadable(WHOLE.replace(b"-- 77\n", b"")) == "the answer was cut off after 1 parts"


@pytest.mark.parametrize("line", [b"Permission denied", b"==self", b"--", b"\tx", b"\xe3\x81\x82", b"\r"])
def test_a_line_that_the_script_does_not_write_is_told(line: bytes) -> None:
    assert unreadable(line + b"\n" + WHOLE).startswith("the answer has a line that the script does not write: ")


@pytest.mark.parametrize("status", [b"-- ", b"-- x", b"-- -1", b"-- 1234", "-- １".encode()])
def test_a_status_is_a_number_of_three_digits_at_most(status: bytes) -> None:
    assert "a line that the script does not write" in unreadable(WHOLE.replace(b"-- 77", status))


def test_an_answer_of_more_than_32_mb_is_not_read() -> None:
    assert unreadable(b" " * (MAX_BYTES + 1)) == "the answer is larger than 32 MB"


def test_bytes_that_are_no_text_are_shown_by_their_numbers() -> None:
    assert parse_answer(b"== users\n sat\xff\n-- 0\n== end 1\n")["users"].lines == ("sat\\xff",)


def test_the_contact_that_ssh_puts_before_it_is_not_counted() -> None:
    assert parse_answer(b"== contact\n ssh-ed25519 AAAA\n-- 0\n" + WHOLE)["contact"].lines == ("ssh-ed25519 AAAA",)


def test_of_a_key_the_first_line_counts() -> None:
    assert Section(("uid 0", "uid  1000", "flag"), 0).values() == {"uid": "0", "flag": ""}


def test_all_lines_of_a_key_can_be_had() -> None:
    assert Section(("daemon a", "daemonic x", "daemon  b "), 0).all("daemon") == ("a", "b")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (66, "the file that says so does not exist on the machine"),
        (69, "the machine has no program that says so"),
        (77, "the account may not look there; the script must run as root"),
        (1, "the program that says so ended with error 1"),
    ],
)
def test_why_nothing_was_seen_is_told(status: int, words: str) -> None:
    assert why(status) == words


def test_nothing_is_withheld_where_everything_was_seen() -> None:
    assert withheld(LocalAccounts, Section((), 0)) is None


@pytest.mark.parametrize("name", samples.NAMES)
def test_every_recorded_answer_has_the_sections_that_the_script_prints(name: str) -> None:
    printed = re.findall(r"^section (\S+)", SCRIPT.read_text(encoding="utf-8"), re.MULTILINE)
    assert list(parse_answer(samples.linux(name))) == printed
