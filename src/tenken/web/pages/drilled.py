"""The drill-down of the home page as a file: what one cell of the matrix holds, for Excel or any other program."""

import csv
from collections.abc import Iterator, Mapping
from io import BytesIO, StringIO

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse

from tenken.actions.overview import Overview, overview
from tenken.collectors.spreadsheet.write import harmless
from tenken.facts.model import SubjectId
from tenken.ledger.entries import entries_at
from tenken.rules.model import STANDING_NAMES, Standing
from tenken.text import _, in_words, translate
from tenken.web.downloads import download
from tenken.web.drill import DUE, SHOWS, Wanted, every_line
from tenken.web.frame import current, looked_at, site
from tenken.web.typed import whole

SHOW_NAMES: Mapping[str, str] = {
    DUE: _("work due"),
    "ng": _("not met"),
    "unk": _("cannot tell"),
    "ok": _("met"),
    "na": _("out of scope"),
}
HEADS = (_("row"), _("about"), _("place"), _("vendor"), _("verdict"), _("because"), _("evidence"))


def wanted(request: HttpRequest) -> Wanted:
    typed = request.GET
    show = typed.get("show", DUE)
    return Wanted(
        typed.get("row", ""),
        typed.get("of", ""),
        show if show in SHOWS else DUE,
        typed.get("words", "").strip()[:100],
        whole(typed.get("page", ""), 1),
    )


def as_csv(request: HttpRequest) -> HttpResponse:
    out = StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(_table(request))
    return download(out.getvalue().encode("utf-8-sig"), _name(request, "csv"), "text/csv")


def as_xlsx(request: HttpRequest) -> HttpResponse:
    """Every cell a text, so that nothing is taken for a formula or a date."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, text = book.add_worksheet("Tenken"), book.add_format({"num_format": "@"})
        sheet.set_column(0, len(HEADS) - 1, 22, text)
        sheet.freeze_panes(1, 2)
        for number, cells in enumerate(_table(request)):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, cell, text)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return download(out.getvalue(), _name(request, "xlsx"), kind)


def _table(request: HttpRequest) -> Iterator[list[str]]:
    language, asked, view = request.LANGUAGE_CODE, wanted(request), _view(request)
    mine = next((row for row in view.rows if row.row.id == asked.row), None)
    if mine is None:
        raise Http404(asked.row)
    lines = every_line(site(), view, asked, language)
    entries = entries_at((SubjectId(line.about) for line in lines), view.as_of)
    yield [translate(head, language) for head in HEADS]
    for line in lines:
        entry = entries.get(SubjectId(line.about))
        standing = translate(STANDING_NAMES[Standing(line.standing)], language)
        whom = line.name or translate(_("whole facility"), language)
        place, vendor = (entry.place, entry.vendor) if entry else ("", "")
        proofs = " ".join(f"#{number}" for number in line.seen)
        cells = (mine.number, whom, place, vendor, standing, in_words(line.because, language), proofs)
        yield [harmless(cell) for cell in cells]


def _view(request: HttpRequest) -> Overview:
    moment = looked_at(request)
    return overview(site(), *current(request), moment.as_of, past=moment.past)


def _name(request: HttpRequest, ending: str) -> str:
    asked = wanted(request)
    return f"tenken-{asked.row}-{asked.column or 'all'}.{ending}"
