"""File names that Windows Explorer shows and opens."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken.pack.names import safe_name

ANY = st.text(st.characters(exclude_categories=[]), max_size=120)
DEVICES = [
    "CON",
    "PRN",
    "AUX",
    "NUL",
    "CONIN$",
    "CONOUT$",
    *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10)),
]
LIKE_DEVICES = st.builds("{}{}{}".format, st.sampled_from(DEVICES), st.sampled_from(["", " ", ".", " ."]), ANY)
NAMES = ANY | LIKE_DEVICES


@settings(max_examples=300)
@given(NAMES)
def test_no_sign_is_left_that_windows_forbids(name: str) -> None:
    assert set('\\/:*?"<>|\x7f').isdisjoint(safe_name(name))
    assert min(safe_name(name)) >= " "


@settings(max_examples=300)
@given(NAMES)
def test_no_name_is_that_of_a_device(name: str) -> None:
    assert safe_name(name).partition(".")[0].rstrip(" ").upper() not in DEVICES


@settings(max_examples=300)
@given(NAMES)
def test_every_name_can_be_said_in_cp932(name: str) -> None:
    assert safe_name(name).encode("cp932").decode("cp932") == safe_name(name)


@settings(max_examples=300)
@given(NAMES)
def test_every_name_has_between_1_and_60_characters_and_ends_in_neither_blank_nor_dot(name: str) -> None:
    assert 1 <= len(safe_name(name)) <= 60
    assert safe_name(name)[-1] not in " ."


@settings(max_examples=300)
@given(NAMES)
def test_a_safe_name_stays_as_it_is(name: str) -> None:
    assert safe_name(safe_name(name)) == safe_name(name)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("医療機関確認用_北斗システム", "医療機関確認用_北斗システム"),
        ("BCP 第4版.pdf", "BCP 第4版.pdf"),
        ("ehr-srv01（サーバ）.txt", "ehr-srv01（サーバ）.txt"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\temp\\a.txt", "C__temp_a.txt"),
        ("con.txt", "_con.txt"),
        ("con .txt", "_con.txt"),
        ("𠮷田🙂.xlsx", "_田_.xlsx"),
        (" . ", "_"),
        ("", "_"),
    ],
)
def test_a_name_is_changed_no_more_than_it_must_be(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("議事録" * 40 + ".docx") == "議事録" * 18 + "議.docx"
