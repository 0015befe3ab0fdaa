"""書類と確認: every paper and word of a person that a row looks for, what is on file, and what is due when."""

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.actions.documents import documents as all_documents
from tenken.actions.documents import due, versions
from tenken.actions.holding import HOLDING_NAMES, Holding
from tenken.actions.papers import house, papers, states
from tenken.collectors.person.entry import ENTERABLE
from tenken.facts import STATEMENTS
from tenken.facts.documents import DOCUMENT_NAMES, DocumentType
from tenken.web.frame import current, now, site

KINDS = [(kind, STATEMENTS[kind].name) for kind in ENTERABLE]


def documents(request: HttpRequest) -> HttpResponse:
    start, asked = request.GET.get("from", "0"), request.GET.get("state", "")
    state = Holding(asked) if asked in tuple(Holding) else None
    here = house(now())
    every = all_documents(site(), *current(request), here)
    counts = states(here) + Counter(one.holding for one in every)
    context = {
        "documents": [one for one in every if state in (None, one.holding)],
        "groups": papers(here, int(start) if start.isdecimal() and len(start) < 9 else 0, state),
        "state": state,
        "states": [(one, HOLDING_NAMES[one], counts[one]) for one in Holding],
        "all": counts.total(),
        "months": due(here),
        "kinds": KINDS,
    }
    return render(request, "documents/page.html", context)


def document(request: HttpRequest, document: str) -> HttpResponse:
    """One paper: its points, the rows that it serves, all its versions."""
    if document not in DOCUMENT_NAMES:
        raise Http404(document)
    of = DocumentType(document)
    every = all_documents(site(), *current(request), house(now()))
    context = {"d": next(one for one in every if one.type is of), "versions": versions(of)}
    return render(request, "documents/document.html", context)
