"""チェックリスト: every row in the official words, answered in place beside the system's view."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.assess import find_form
from tenken.actions.overview import overview
from tenken.standard.load import EditionError, edition_names, load
from tenken.web.frame import current, looked_at, signer, site
from tenken.web.questions import SHOWS, Refused, questions

SHOW = "show"


def checklist(request: HttpRequest) -> HttpResponse:
    return render(request, "checklist/page.html", _context(request, *current(request), request.GET.get(SHOW, "")))


def list_page(request: HttpRequest, edition: str, form: str, _row: str, refused: Refused) -> HttpResponse:
    """The list again, with what was typed and why it was not taken."""
    context = _context(request, edition, form, request.POST.get(SHOW, ""), refused)
    return render(request, "checklist/page.html", context, status=409)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Open another edition or form from now on."""
    edition, _slash, form = request.POST.get("checklist", "").partition("/")
    try:
        find_form(site(), edition, form)
    except EditionError as error:
        raise Http404(str(error)) from error
    request.session["checklist"] = [edition, form]
    return HttpResponseRedirect(reverse("checklist"))


def _context(
    request: HttpRequest, edition: str, form: str, show: str, refused: Refused | None = None
) -> dict[str, Any]:
    moment = looked_at(request)
    view = overview(site(), edition, form, moment.as_of, past=moment.past)
    show = show if show in SHOWS else ""
    wanted = [row for row in view.rows if show in ("", row.state) or (refused and row.row.id == refused.row)]
    asked = questions(site(), view, wanted, moment.as_of, refused)
    imported = site().config.imported_editions
    return {
        "view": view,
        "sections": [(s, [q for q in asked if q.mine.row.section == s.id]) for s in view.form.sections],
        "shows": [(key, name, sum(key in ("", row.state) for row in view.rows)) for key, name in SHOWS.items()],
        "show": show,
        "known": [load(name, imported) for name in edition_names(imported)],
        "unverified": any(not (row.row.verified and row.row.number_verified) for row in view.rows),
        "by": signer(request),
        "place": "list",
    }
