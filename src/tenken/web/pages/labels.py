"""機器のラベル: a sheet of codes to print, each leading to its machine; and the way from a code to the machine."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.facts.model import MarkKind, SubjectId
from tenken.forms.labels import SHEETS, Label, labels_pdf
from tenken.forms.qr import qr
from tenken.ledger.codes import machine_of, numbers_of
from tenken.ledger.inventory import Known, machines_of
from tenken.text import Message, _, translate
from tenken.web.frame import current, in_their_words, now, site
from tenken.web.narrowed import narrowed
from tenken.web.pages.edits import chosen_machines
from tenken.web.typed import whole

MOST = 240
"""Labels of one file: so many are drawn in a few seconds."""


def labels(request: HttpRequest) -> HttpResponse:
    """Of the ticked machines, or, where none is ticked, of all that the list was narrowed to."""
    machines, picked = _chosen(request)
    if not machines:
        messages.error(request, in_their_words(request, Message(_("no machine is like that; nothing can be printed"))))
        return HttpResponseRedirect(reverse("ledger"))
    target = request.build_absolute_uri(reverse("by-number", args=[1])).removesuffix("1/")
    context = {
        "machines": len(machines),
        "picked": machines if picked else (),
        "query": _query(request),
        "sheets": [(name, sheet) for name, sheet in SHEETS.items()],
        "parts": [
            (number, start + 1, min(start + MOST, len(machines)))
            for number, start in enumerate(range(0, len(machines), MOST))
        ],
        "target": target,
        "local": request.get_host().partition(":")[0] in ("127.0.0.1", "localhost", "[::1]"),
    }
    return render(request, "labels/page.html", context)


@require_POST
def print_labels(request: HttpRequest) -> HttpResponse:
    machines, _picked = _chosen(request)
    part = whole(request.POST.get("part", ""), 0)
    wanted = machines_of(machines[part * MOST : (part + 1) * MOST])
    sheet = SHEETS.get(request.POST.get("sheet", ""), SHEETS["24"])
    skip = min(whole(request.POST.get("skip", ""), 0), sheet.labels - 1)
    if not wanted:
        raise Http404
    numbers = numbers_of([known.about for known in wanted])
    drawn = [_label(request, known, numbers[known.about]) for known in wanted]
    title = translate(_("labels of machines"), request.LANGUAGE_CODE)
    pdf = labels_pdf(drawn, sheet, skip, site().config.facility.name, title, now())
    disposition = 'attachment; filename="labels.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": disposition})


def by_number(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001 (a page takes its request)
    about = machine_of(number)
    if about is None:
        raise Http404(number)
    return HttpResponseRedirect(reverse("machine", args=[about]))


def _chosen(request: HttpRequest) -> tuple[tuple[SubjectId, ...], bool]:
    """The machines, and whether they were ticked."""
    picked = chosen_machines(request) if "pick" in request.POST else ()
    if picked:
        return picked, True
    edition, form = current(request)
    return narrowed(QueryDict(_query(request))).machines(edition, form, now()), False


def _query(request: HttpRequest) -> str:
    return narrowed(QueryDict(request.POST["query"]) if "query" in request.POST else request.GET).narrowing


def _label(request: HttpRequest, known: Known, number: int) -> Label:
    address = request.build_absolute_uri(reverse("by-number", args=[number]))
    code = qr(address)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.side} {code.side}"><path d="{code.path}"/></svg>'
    tag = next((mark.value for mark in known.marks if mark.kind is MarkKind.ASSET_TAG), "")
    return Label(known.entry.title, tag.upper(), known.entry.place, svg, address)
