"""What a vendor answered on its 事業者確認用 workbook, of whichever edition it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tenken.collectors.model import Claim, Unreadable
from tenken.facts.model import Mark, MarkKind
from tenken.facts.vendors import VendorAnswer
from tenken.forms.cells import CellsError
from tenken.forms.sheets import Sheets, WorkbookError
from tenken.forms.workbook import Entry, Filled, load_workbook
from tenken.forms.workbook import read as read_workbook
from tenken.standard.load import edition_folder, edition_names, load
from tenken.standard.model import Edition, Form
from tenken.text import Blanks, _

_NAME_HEADS = ("事業者名", "事業者", "会社名")


@dataclass(frozen=True)
class Returned:
    """A returned form: whose, of which edition, with which answers, and cells that could not be read."""

    vendor: str
    edition: str
    form: Form
    filled: Filled


def read(raw: bytes, imported: Path | None = None) -> Iterator[Claim]:
    returned = recognise(raw, imported)
    about = (Mark(MarkKind.VENDOR_NAME, returned.vendor),)
    if not returned.filled.entries:
        raise Unreadable(_("the form has no answer on it"))
    for row, entry in returned.filled.entries.items():
        answer = _answer(returned, row, entry)
        if answer:
            yield Claim(about, answer)


def recognise(raw: bytes, imported: Path | None = None) -> Returned:
    """Which edition's form this is, by its title and its rows. Raises Unreadable."""
    try:
        sheets = Sheets(raw)
        words = {text for name in sheets.names for text in sheets.cells(name).values() if isinstance(text, str)}
    except WorkbookError as error:
        raise Unreadable(_("the workbook cannot be read: {why}"), why=error.reason) from error
    for edition in reversed([load(name, imported) for name in edition_names(imported)]):
        if edition.title in words and any(form.id == "vendor" for form in edition.forms):
            return _by_map(raw, edition, imported)
    raise Unreadable(_("this is no form of an edition that Tenken knows; its title is on no sheet"))


def _by_map(raw: bytes, edition: Edition, imported: Path | None) -> Returned:
    try:
        form = edition.form("vendor")
        filled = read_workbook(load_workbook(edition_folder(edition.id, imported), form.id), raw)
    except (WorkbookError, CellsError) as error:
        blanks: Blanks = {"edition": edition.title, "why": error.reason}
        raise Unreadable(_("this is not the vendor form of {edition}: {why}"), **blanks) from error
    return Returned(_vendor_name(filled.heads), edition.id, form, filled)


def _vendor_name(heads: Mapping[str, str]) -> str:
    return next((heads[label] for label in _NAME_HEADS if heads.get(label)), "")


def _answer(returned: Returned, row_id: str, entry: Entry) -> VendorAnswer | None:
    """The latest round counts."""
    mark = entry.second or entry.first
    if mark is None:
        return None
    row = returned.form.row(row_id)
    return VendorAnswer(
        edition=returned.edition,
        row=row_id,
        lineage=row.lineage,
        yes=mark.yes,
        confirmed_on=mark.on,
        target=entry.target,
        round=2 if entry.second else 1,
    )
