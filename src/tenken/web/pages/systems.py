"""医療情報システム: every system with its vendor, log-in, backup, disclosures and the rows that fail for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.actions.systems import systems as all_systems
from tenken.ledger.page import Page, within
from tenken.web.frame import current, now, site
from tenken.web.typed import whole


def systems(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    every = all_systems(site(), *current(request), now())
    found = [one for one in every if words.casefold() in one.name.casefold()]
    number, lines = within(whole(request.GET.get("page", ""), 1), len(found))
    context = {"list": Page(found[lines], len(found), number), "every": len(every), "words": words}
    return render(request, "systems/page.html", context)
