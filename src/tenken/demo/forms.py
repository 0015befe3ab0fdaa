"""Forms that vendors sent back: the shipped 事業者確認用, filled in and taken in again like any other workbook."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial

from tenken.actions.import_form import import_vendor_form
from tenken.actions.site import Site
from tenken.demo.house import OFFICER, VENDORS, Vendor
from tenken.forms.workbook import Entry, Mark, fill, load_workbook
from tenken.standard.load import edition_folder
from tenken.standard.model import Form, Row

_YEARS = {"r7": 2025, "r8": 2026}


def returned_forms(site: Site) -> Iterator[tuple[date, Callable[[datetime], object]]]:
    """(day, what is done then)."""
    for edition, year in _YEARS.items():
        for number, vendor in enumerate(one for one in VENDORS if one.returned):
            filled_on = date(year, 9, 3 + number)
            raw = filled(site, edition, vendor, filled_on)
            yield filled_on.replace(day=20 + number), partial(_take_in, site, raw)


def filled(site: Site, edition: str, vendor: Vendor, day: date) -> bytes:
    """The vendor's form, every row answered."""
    form = site.edition(edition).form("vendor")
    entries = {row.id: _entry(row, vendor, day) for row in form.rows}
    workbook = load_workbook(edition_folder(edition), form.id)
    return fill(workbook, entries, _heads(form, vendor))


def _heads(form: Form, vendor: Vendor) -> dict[str, str]:
    return {label: vendor.name for label in form.heads if label in ("事業者名", "事業者", "会社名")}


def _entry(row: Row, vendor: Vendor, day: date) -> Entry:
    """The image vendor is honest about its old router; the others say はい to everything."""
    if vendor.name == "東雲イメージング" and row.lineage in ("mds-sds", "source-restriction", "two-factor"):
        return Entry(Mark(yes=False, on=day), target=date(day.year + 1, 3, 31))
    return Entry(Mark(yes=True, on=day))


def _take_in(site: Site, raw: bytes, when: datetime) -> None:
    import_vendor_form(site, raw, when, by=OFFICER)
