"""A map says which column means what; what does not fit is refused in words."""

from io import BytesIO

import pytest

from tenken.logs.columns import Columns, ColumnsError, read_columns
from tenken.logs.formats.csv import read, split
from tenken.logs.model import AuditEvent, Context
from tests.logs.exports import HEADINGS, LINES, MAP
from tests.logs.formats.messages import RECEIVED


def fitted() -> Columns:
    return read_columns(MAP).fitted(HEADINGS.encode("cp932"))


def event(line: bytes) -> AuditEvent:
    (found,) = read(line, Context(RECEIVED, columns=fitted())) or ()
    return found


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig"])
def test_a_line_is_read_by_the_map_in_either_encoding(encoding: str) -> None:
    found = event(LINES[0].encode(encoding) + b"\r\n")
    assert (found.user_id, found.patient_id, found.function, found.outcome) == ("sato", "P00042", "カルテ参照", "0")
    assert found.at.isoformat() == "2026-03-31T23:30:00+00:00"


def test_a_value_that_the_map_names_is_a_failure() -> None:
    assert event(LINES[1].encode()).outcome == "4"


def test_headings_and_empty_lines_tell_of_no_event() -> None:
    context = Context(RECEIVED, columns=fitted())
    assert (read(HEADINGS.encode("cp932"), context), read(b",,,,,\r\n", context)) == (None, None)


@pytest.mark.parametrize(
    "line", [LINES[2].encode(), b"2026/04/01,08:30\r\n", b'2026/04/01,08:30,"sato\r\n', b"\x81\r\n"]
)
def test_a_line_that_cannot_be_read_gives_no_event(line: bytes) -> None:
    assert read(line, Context(RECEIVED, columns=fitted())) == ()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[columns", "TOML"),
        ("[columns]\nuser_id = 'x'", "time"),
        ("[columns]\nat = 'x'\nwho = 'y'", "who"),
        ("[columns]\nat = 7", "texts"),
        ("encoding = 'shift'\n[columns]\nat = 'x'", "shift"),
        ("encoding = 'utf-16'\n[columns]\nat = 'x'", "utf-16"),
        ("encoding = 'base64'\n[columns]\nat = 'x'", "base64"),
        ("delimiter = ', '\n[columns]\nat = 'x'", "delimiter"),
        ("delimiter = ''\n[columns]\nat = 'x'", "delimiter"),
        ("columns = 3", "tables"),
        ("outcome = ['x']\n[columns]\nat = 'x'", "tables"),
        ("[rows]\n[columns]\nat = 'x'", "rows"),
    ],
)
def test_a_map_that_does_not_fit_is_refused_with_what_is_wrong(text: str, word: str) -> None:
    with pytest.raises(ColumnsError, match=word):
        read_columns(text)


def test_a_file_without_a_column_of_the_map_is_refused_with_the_columns_that_it_has() -> None:
    with pytest.raises(ColumnsError, match=r"患者番号.*時刻"):
        read_columns(MAP).fitted("日付,時刻,利用者ID,操作内容,結果".encode())


@pytest.mark.parametrize(
    "pieces",
    [
        ["a,b\n", "c,d"],
        ['a,"b\nc",d\n', "e\n"],
        ['a,"b ""c\nd"" e",f\n', "g\n"],
        ['a,"b\n', "c,d\n", 'e,"f\ng",h\n'],
        ['"a","b"c"\n', '"d","e"\n'],
        ['a,"b\n', *["c,d\n"] * 150],
    ],
    ids=["plain", "break", "doubled", "stray before a break", "stray among quotes", "stray at the end"],
)
def test_a_quote_that_nothing_closes_takes_no_other_line_with_it(pieces: list[str]) -> None:
    assert [piece.decode() for piece in split(BytesIO("".join(pieces).encode()))] == pieces
