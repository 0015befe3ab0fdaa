"""設置場所: every place of the ledger, how many machines stand there, and how many are unknown, unseen or fail."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.actions.assess import find_form
from tenken.ledger.places import places as all_places
from tenken.web.frame import current, now, site
from tenken.web.typed import whole

UNSEEN_DAYS = 90


def places(request: HttpRequest) -> HttpResponse:
    known, asked = find_form(site(), *current(request))
    words = request.GET.get("q", "").strip()[:100]
    since = now() - timedelta(days=UNSEEN_DAYS)
    found = all_places(known.id, asked.id, since, words, whole(request.GET.get("page", ""), 1))
    return render(request, "places/page.html", {"list": found, "words": words, "days": UNSEEN_DAYS})
