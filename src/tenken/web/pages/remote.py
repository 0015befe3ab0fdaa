"""遠隔操作ソフト: every way in by such a program, and whether anybody says what it is for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.actions.overview import fresh_sheets
from tenken.dates import local_day
from tenken.facts.services import NeededServices
from tenken.facts.vendors import RemoteMaintenanceReply
from tenken.ledger.ways import BY_POLICY, declared_not_found, listed_machines, ways
from tenken.text import _
from tenken.web.frame import current, now, site
from tenken.web.typed import whole

EXPLAINED_BY = {
    NeededServices.kind: _("list of needed services"),
    RemoteMaintenanceReply.kind: _("vendor's reply on remote maintenance"),
    BY_POLICY: _("policy of the facility"),
}


def remote(request: HttpRequest) -> HttpResponse:
    edition, form = current(request)
    listed, machines = listed_machines()
    fresh_sheets(site(), edition, form, now(), machines)
    typed = request.GET
    words = typed.get("q", "").strip()[:100]
    explained = typed.get("explained", "") if typed.get("explained", "") in ("yes", "no") else ""
    page = ways(words, explained, whole(typed.get("page", ""), 1))
    context = {
        "list": page,
        "lines": [(line, EXPLAINED_BY.get(line.explained, "")) for line in page.lines],
        "words": words,
        "explained": explained,
        "listed": listed,
        "machines": machines,
        "unlisted": machines - listed,
        "declared": declared_not_found(local_day(now())),
    }
    return render(request, "remote/page.html", context)
