"""Import a ministry workbook: look, propose, and on confirmation write an edition folder into the data directory."""

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tenken.actions.site import Site
from tenken.forms.cells import Cells, RowCells, written_cells
from tenken.forms.recognise import Found, Proposal, propose
from tenken.forms.sheets import Sheets
from tenken.forms.workbook import Entry, Mark, Workbook, fill, read
from tenken.standard.load import EditionError, check_name, edition_folder, edition_names, load, read_edition
from tenken.standard.model import LINEAGE_NAMES, Edition, Form, Row, Scope, Section
from tenken.standard.write import written_edition
from tenken.text import Complaint, _

FORMS = ("hospital", "pharmacy", "hospital_pharmacy", "vendor")
_ALSO = {"hospital_pharmacy": ("hospital", "pharmacy")}


class ImportRefused(Complaint):
    """The proposal cannot become an edition as it is; the message says which row wants what."""


@dataclass(frozen=True)
class Wanted:
    """What a person decides about a proposal.

    ``lineages`` sets rows right, by number; ``-`` leaves a row out. ``official`` is the person's word that the file is
    the one that the ministry publishes: only then are its rows shown as compared with the official form.
    """

    id: str
    form: str = ""
    title: str = ""
    fiscal_year: int = 0
    lineages: Mapping[str, str] | None = None
    official: bool = False


def look(site: Site, data: bytes) -> Proposal:
    """What the workbook seems to be. Raises WorkbookError."""
    names = edition_names(site.config.imported_editions)
    return propose(data, [load(name, site.config.imported_editions) for name in names])


def as_edition(proposal: Proposal, wanted: Wanted, file_name: str) -> Edition:
    """The edition that the proposal makes. Raises ImportRefused where something is still open; EditionError."""
    check_name(wanted.id)
    year = wanted.fiscal_year or proposal.fiscal_year
    if not year:
        raise ImportRefused(_("the workbook names no fiscal year; give it with --year"))
    form_id = wanted.form or proposal.form
    if form_id not in FORMS:
        raise ImportRefused(_("there is no form “{name}”; there are {names}"), name=form_id, names=FORMS)
    rows = tuple(_rows(proposal, wanted, form_id, year, file_name))
    form = Form(
        id=form_id,
        title=proposal.sheet,
        answered_by="vendor" if form_id == "vendor" else "facility",
        heads=tuple(label for label, _address in proposal.heads),
        sections=proposal.sections or tuple(Section(s, "") for s in dict.fromkeys(row.section for row in rows)),
        rows=rows,
        also=_ALSO.get(form_id, ()),
    )
    return Edition(
        id=wanted.id,
        title=wanted.title or proposal.title,
        fiscal_year=year,
        issued=str(year),
        source="厚生労働省",
        verified_scope=f"imported from {file_name}",
        numbering="circled",
        target_label=f"令和{year - 2018}年度中の目標日",
        forms=(form,),
    )


def keep_edition(site: Site, data: bytes, proposal: Proposal, edition: Edition) -> Path:
    """Write the folder, whole or not at all. Other forms of an edition of this name stay as they are."""
    form = edition.forms[0]
    cells = _cells(data, proposal, form)
    _try_out(data, cells, form)
    base = site.config.imported_editions
    _bring_back(base / edition.id)
    part = base / f".{edition.id}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        whole = _with_other_forms(edition, base, part)
        (part / f"{form.id}.xlsx").write_bytes(data)
        (part / f"{form.id}.cells.toml").write_text(written_cells(cells), encoding="utf-8")
        text = written_edition(whole)
        read_edition(text)
        (part / "edition.toml").write_text(text, encoding="utf-8")
        return _put_in_place(part, base / edition.id)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _rows(proposal: Proposal, wanted: Wanted, form: str, year: int, file_name: str) -> list[Row]:
    lineages = wanted.lineages or {}
    ids = row_ids(proposal.rows)
    strangers = sorted(set(lineages) - set(ids))
    if strangers:
        raise ImportRefused(_("the workbook has no row {row}; it has {rows}"), row=strangers[0], rows=tuple(ids))
    kept = [
        (found, row_id, lineages.get(row_id) or found.lineage) for found, row_id in zip(proposal.rows, ids, strict=True)
    ]
    open_ = [f"{row_id} {found.wording[:20]}" for found, row_id, lineage in kept if not lineage]
    if open_:
        raise ImportRefused(_("say what these rows ask, with --lineage ROW=LINEAGE: {rows}"), rows=tuple(open_))
    wrong = [lineage for _found, _id, lineage in kept if lineage != "-" and lineage not in LINEAGE_NAMES]
    if wrong:
        raise ImportRefused(
            _("there is no lineage {name}; known are {names}"), name=wrong[0], names=tuple(LINEAGE_NAMES)
        )
    rows = [
        _row(found, row_id, lineage, form, year, file_name, wanted) for found, row_id, lineage in kept if lineage != "-"
    ]
    return [_with_clauses(row, rows) for row in rows]


def row_ids(rows: tuple[Found, ...]) -> list[str]:
    """The printed number where it is unique, else with the machines it is about, as ``2-12:server``."""
    numbers = [found.number for found in rows]
    return [f.number if numbers.count(f.number) == 1 else f"{f.number}:{f.scopes[0] if f.scopes else i}"
            for i, f in enumerate(rows)]  # fmt: skip


def _row(found: Found, row_id: str, lineage: str, form: str, year: int, file_name: str, wanted: Wanted) -> Row:
    like = found.like if found.like and found.like.lineage == lineage else None
    scopes = found.scopes or (like.applies_to if like else (Scope.ORGANIZATION,))
    return Row(
        id=row_id,
        number=found.number,
        section=found.section,
        lineage=lineage,
        wording=found.wording,
        applies_to=scopes,
        due_fiscal_year=year,
        asks=like.asks if like and form != "vendor" else {},
        verified=wanted.official,
        number_verified=wanted.official,
        evidence="official-workbook" if wanted.official else "imported-workbook",
        source=file_name,
        gate=lineage == "has-system",
        needs_vendor=lineage in ("remote-maintenance", "mds-sds") and form != "vendor",
    )


def _with_clauses(row: Row, rows: list[Row]) -> Row:
    """The row on operating rules asks for a clause on every lineage of this form, not of the one it resembles."""
    if "clauses_for" not in row.asks:
        return row
    lineages = dict.fromkeys(other.lineage for other in rows if other.section in ("1", "2", "3"))
    return replace(row, asks={**row.asks, "clauses_for": list(lineages)})


def _cells(data: bytes, proposal: Proposal, form: Form) -> Cells:
    ids = row_ids(proposal.rows)
    taken = {row.id for row in form.rows}
    rows = {row_id: found.cells for found, row_id in zip(proposal.rows, ids, strict=True) if row_id in taken}
    digest = hashlib.sha256(data).hexdigest()
    return Cells(
        proposal.sheet,
        digest,
        _date_style(data, proposal.sheet, rows),
        "はい",
        "いいえ",
        "○",
        dict(proposal.heads),
        rows,
    )


def _date_style(data: bytes, sheet: str, rows: Mapping[str, RowCells]) -> str:
    """Numbers where every cell for a date is formatted as one, else 和暦 as text."""
    sheets = Sheets(data)
    days = {address for at in rows.values() for address in (at.first.on, at.target, at.second.on) if address}
    return "serial" if all(sheets.shows_dates(sheet, address) for address in days) else "wareki"


def _try_out(data: bytes, cells: Cells, form: Form) -> None:
    """Fill the workbook and read it back: what does not come back as it went in is a wrong map."""
    lacking = [row for row, at in cells.rows.items() if not (at.first.answer or (at.first.yes and at.first.no))]
    if lacking:
        raise ImportRefused(_("no answer cell was found for the rows: {rows}"), rows=tuple(lacking))
    entries = {row.id: Entry(Mark(yes=index % 2 == 0)) for index, row in enumerate(form.rows)}
    dated = {row: Entry(Mark(e.first.yes, date(2026, 4, 1))) if e.first and cells.rows[row].first.on else e
             for row, e in entries.items()}  # fmt: skip
    workbook = Workbook(data, cells)
    if read(workbook, fill(workbook, dated, {})).entries != dated:
        raise ImportRefused(_("the cells that were found do not give back what is written into them"))


def _with_other_forms(edition: Edition, base: Path, part: Path) -> Edition:
    try:
        folder = edition_folder(edition.id, base)
        old = load(edition.id, base)
    except EditionError:
        return edition
    new = edition.forms[0]
    replaced = {new.id, *new.also}
    others = [form for form in old.forms if form.id not in replaced and not replaced & set(form.also)]
    for form in others:
        for name in (f"{form.id}.xlsx", f"{form.id}.cells.toml"):
            shutil.copyfile(folder / name, part / name)
    return replace(edition, forms=(*edition.forms, *others))


def _bring_back(folder: Path) -> None:
    """An import that was broken off between its two last steps left the edition aside under another name."""
    old = _aside(folder)
    if old.exists() and not folder.exists():
        old.rename(folder)


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _put_in_place(part: Path, folder: Path) -> Path:
    old = _aside(folder)
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    part.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return folder
