"""Our own workbooks and their cell maps are those that `make workbooks` makes of the editions."""

import pytest
from tools.make_workbooks import Sheet

from tenken.forms.cells import written_cells
from tenken.standard.load import edition_folder, load
from tests.forms.workbooks import FORMS, members

EVERY_FORM = pytest.mark.parametrize(("edition", "form"), FORMS)


@EVERY_FORM
def test_the_shipped_workbook_is_the_one_that_is_made(edition: str, form: str) -> None:
    made, _cells = Sheet(load(edition), load(edition).form(form)).write()
    assert members((edition_folder(edition) / f"{form}.xlsx").read_bytes()) == members(made)


@EVERY_FORM
def test_the_shipped_cell_map_is_the_one_that_is_made(edition: str, form: str) -> None:
    _made, cells = Sheet(load(edition), load(edition).form(form)).write()
    assert (edition_folder(edition) / f"{form}.cells.toml").read_text(encoding="utf-8") == written_cells(cells)


def test_making_it_twice_gives_the_same_bytes() -> None:
    edition = load("r7")
    assert Sheet(edition, edition.form("hospital")).write() == Sheet(edition, edition.form("hospital")).write()
