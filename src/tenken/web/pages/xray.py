"""検査の前に自分で見つける: everything that an inspector would find, by row, each line one click from its mending."""

import csv
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from tenken.actions.xray import OfRow, XRay, find_spots, name_of_shadow, only
from tenken.answers.xray import SHADOW_NAMES, Shadow
from tenken.dates import local_day
from tenken.ledger.spots import KeptSpot
from tenken.pack.reasons import safe_cell
from tenken.text import Message, _
from tenken.web.frame import current, in_their_words, now, site
from tenken.web.xray import LOOKS, fix, task_for

HEADS = (_("row"), _("wording"), _("kind"), _("about"), _("because"))

_NAMELESS = (Shadow.STALE, Shadow.REVIEW, Shadow.SOON)
"""Kinds whose sentence does not say by itself whom it is about."""


def xray(request: HttpRequest) -> HttpResponse:
    found, kind = find_spots(site(), *current(request), now()), _kind(request)
    rows = only(found, kind)
    if request.GET.get("as") == "csv":
        return _as_csv(request, found, rows)
    context = {
        "found": found,
        "kind": kind,
        "kinds": [(shadow, SHADOW_NAMES[shadow], n) for shadow, n in found.counts.items()],
        "rows": [(row, [_line(request, found, row, spot) for spot in row.spots]) for row in rows],
        "shown": sum(len(row.spots) for row in rows),
    }
    return render(request, "xray/page.html", context)


def _kind(request: HttpRequest) -> Shadow | None:
    asked = request.GET.get("kind", "")
    return Shadow(asked) if asked in tuple(Shadow) else None


def _line(request: HttpRequest, found: XRay, row: OfRow, spot: KeptSpot) -> dict[str, object]:
    back = request.get_full_path()
    title = f"{row.number} {in_their_words(request, spot.because)}"
    return {
        "spot": spot,
        "name": name_of_shadow(spot),
        "named": spot.name and spot.shadow in _NAMELESS,
        "look": LOOKS[Shadow(spot.shadow)],
        "fix": fix(found, row, spot, back),
        "task": task_for(row, spot, title, back),
    }


def _as_csv(request: HttpRequest, found: XRay, rows: tuple[OfRow, ...]) -> HttpResponse:
    out = StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([in_their_words(request, Message(head)) for head in HEADS])
    for row in rows:
        for spot in row.spots:
            told = [in_their_words(request, words) for words in (name_of_shadow(spot), spot.because)]
            table.writerow([safe_cell(cell) for cell in (row.number, row.row.wording, told[0], spot.name, told[1])])
    response = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    name = f"tenken-xray-{found.edition.id}-{local_day(found.as_of)}.csv"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
