"""CSV and its kin: separators by consistency, quotes, line ends, cells of several lines, and limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.collectors.model import Unreadable
from tenken.collectors.spreadsheet.model import MAX_ROWS
from tenken.collectors.spreadsheet.text import MAX_BYTES, SEPARATORS, read_text
from tests.collectors.spreadsheet.lists import LIST, PC, text

CELLS = st.text(st.sampled_from('管理番号 ,;\t"\nabc12'), max_size=8)


def lines(raw: bytes) -> list[tuple[str, ...]]:
    return [line.cells for line in read_text(raw).lines]


@pytest.mark.parametrize("name", SEPARATORS)
def test_each_separator_is_recognised(name: str) -> None:
    found = read_text(text(separator=SEPARATORS[name]).encode())
    assert (found.separator, found.lines[1].cells) == (name, PC)


def test_commas_inside_the_cells_of_a_list_with_tabs_separate_nothing() -> None:
    written = "管理番号\t備考\r\nPC-001\t一, 二, 三\r\nPC-002\t四, 五\r\n"
    assert lines(written.encode()) == [("管理番号", "備考"), ("PC-001", "一, 二, 三"), ("PC-002", "四, 五")]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_line_end_is_read(end: str) -> None:
    assert lines(text().replace("\r\n", end).encode()) == list(LIST)


def test_a_cell_of_several_lines_is_one_cell_and_lines_are_counted_as_an_editor_does() -> None:
    found = read_text('管理番号,備考\r\nPC-001,"一行目\r\n二行目"\r\nPC-002,\r\n'.encode())
    assert [(line.number, line.cells[1]) for line in found.lines] == [(1, "備考"), (2, "一行目\n二行目"), (4, "")]


def test_empty_lines_are_left_out() -> None:
    assert len(lines(b"a,b\r\n\r\n,\r\nc,d\r\n")) == 2


def test_quotes_in_quotes_are_one() -> None:
    assert lines(b'a,b\r\n"15""","x, y"\r\n')[1] == ('15"', "x, y")


def test_a_formula_stays_a_text() -> None:
    assert lines(b"a,b\r\n=1+1,@x\r\n")[1] == ("=1+1", "@x")


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_quoted_lists_come_back_as_they_were_written(given_lines: list[list[str]]) -> None:
    head = ["管理番号", "機器名", "備考"]
    written = [head, *[cells for cells in given_lines if any(cells)]]
    assert lines(text(written, quoted=True).encode()) == [tuple(cells) for cells in written]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ('管理番号,備考\r\nPC-001,"開いたまま\r\nPC-002,x\r\n'.encode(), "line 2: quotes are not closed"),
        (b'a,b\r\nc,"d"e\r\n', "line 2: quotes are not closed"),
        ("管理番号,機器名,備考\r\nPC-001,端末,x\r\nPC-0".encode(), "line 3 ends in its middle"),
        (b"," * 400, "401 columns"),
        (b"a,b\n" * (MAX_ROWS + 1), f"more than {MAX_ROWS} rows"),
        (b'"' + b"x" * 200_000 + b'",b\n', "field larger"),
    ],
)
def test_what_is_cut_or_too_large_is_refused_in_words(raw: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_text(raw)


def test_a_file_of_too_many_bytes_is_refused_before_it_is_read() -> None:
    with pytest.raises(Unreadable, match="bytes; a list of machines has at most"):
        read_text(b"x" * (MAX_BYTES + 1))
