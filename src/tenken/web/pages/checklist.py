"""チェックリスト: every row in the official words, with the verdict and the answers."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.assess import find_form
from tenken.actions.overview import overview
from tenken.standard.load import EditionError, edition_names, load
from tenken.web.frame import current, looked_at, site


def checklist(request: HttpRequest) -> HttpResponse:
    moment = looked_at(request)
    view = overview(site(), *current(request), moment.as_of, past=moment.past)
    sections = [(s, [row for row in view.rows if row.row.section == s.id]) for s in view.form.sections]
    imported = site().config.imported_editions
    known = [load(name, imported) for name in edition_names(imported)]
    unverified = any(not (row.row.verified and row.row.number_verified) for row in view.rows)
    context = {"view": view, "sections": sections, "known": known, "unverified": unverified}
    return render(request, "checklist/page.html", context)


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
