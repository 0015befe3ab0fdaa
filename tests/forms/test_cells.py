"""The cell map says where on the paper each answer stands."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken.forms.cells import Cells, CellsError, RoundCells, RowCells, load_cells, read_cells, written_cells
from tenken.standard.load import edition_folder
from tests.forms.workbooks import FORMS, shipped

MAP = """
sheet = "確認用"
workbook_sha256 = "00"

[rows."2-1"]
first = { answer = "D16", on = "C16" }
"""
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ADDRESSES = st.from_regex(r"[A-Z]{1,2}[1-9][0-9]{0,2}", fullmatch=True)
MAY = st.just("") | ADDRESSES
ROUNDS = st.builds(RoundCells, MAY, MAY, MAY, MAY)
FIRST = st.builds(RoundCells, ADDRESSES, MAY, MAY, MAY)
ROWS = st.builds(RowCells, MAY, FIRST, MAY, ROUNDS)
MAPS = st.builds(
    Cells,
    *(TEXTS, TEXTS, st.sampled_from(["serial", "wareki", "iso"]), TEXTS, TEXTS, TEXTS),
    heads=st.dictionaries(TEXTS, ADDRESSES, max_size=3),
    rows=st.dictionaries(TEXTS, ROWS, min_size=1, max_size=3),
)


@settings(max_examples=40)
@given(MAPS)
def test_reading_a_written_map_gives_it_back(cells: Cells) -> None:
    assert read_cells(written_cells(cells)) == cells


@pytest.mark.parametrize(("edition", "form"), FORMS)
def test_every_shipped_map_is_as_it_would_be_written(edition: str, form: str) -> None:
    text = (edition_folder(edition) / f"{form}.cells.toml").read_text(encoding="utf-8")
    assert read_cells(text) == read_cells(written_cells(shipped(edition, form).cells))


def test_what_a_map_does_not_say_is_as_the_ministry_writes_it() -> None:
    cells = read_cells(MAP)
    assert (cells.dates, cells.yes, cells.no, cells.mark, cells.heads) == ("serial", "はい", "いいえ", "○", {})


def test_a_row_may_lack_everything_but_its_first_round() -> None:
    assert read_cells(MAP).rows == {"2-1": RowCells("", RoundCells(answer="D16", on="C16"))}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("sheet =", "seite =", "cells.toml: unknown key .seite."),
        ('sheet = "確認用"', "", "cells.toml: .*sheet"),
        ('"D16"', '"D0"', "cells.toml: .D0. is no cell address"),
        ("answer =", "antwort =", "cells.toml: .*antwort"),
        ("first =", "third =", "cells.toml, row 2-1: unknown key .third."),
        ('first = { answer = "D16", on = "C16" }', "", "cells.toml: .*first"),
        ('{ answer = "D16", on = "C16" }', '"D16"', "cells.toml: "),
        ('[rows."2-1"]', "[rows", "cells.toml: "),
    ],
)
def test_an_error_names_file_and_key(old: str, new: str, message: str) -> None:
    with pytest.raises(CellsError, match=message):
        read_cells(MAP.replace(old, new))


def test_a_map_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(CellsError, match=r"clinic\.cells\.toml: "):
        load_cells(tmp_path / "clinic.cells.toml")


def test_a_map_that_is_no_text_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "x.cells.toml").write_bytes(b"sheet = '\xff'")
    with pytest.raises(CellsError, match=r"x\.cells\.toml: "):
        load_cells(tmp_path / "x.cells.toml")
