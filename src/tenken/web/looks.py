"""What is looked at: protected data that a page shows or hands over leaves an entry; a session learns its last use."""

from collections.abc import Callable, Mapping

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from tenken.ledger import accounts, logbook
from tenken.text import _
from tenken.web.door import LISTED
from tenken.web.frame import now, who

LOOKS: Mapping[str, str] = {
    "evidence": "look evidence",
    "original": "look original",
    "kept-file": "look file",
    "inspect-row": "look inspection",
    "inspect-original": "look original",
    "inspect-paper": "look file",
    "inspect-pack": "look pack",
    "inspection-pack": "look pack",
    "export-csv": "look ledger",
    "export-xlsx": "look ledger",
    "export-log": "look log",
    "log-review": "look log review",
    "log-review-paper": "look log review",
    "log-review-data": "look log review",
    "own-form": "look own form",
    "own-workbook": "look own workbook",
}
"""Page → how the logbook calls a look at it. A page that hands protected data out stands here."""
VERBS: Mapping[str, str] = {
    "look evidence": _("looked at evidence"),
    "look original": _("took a kept original"),
    "look file": _("took a kept file"),
    "look inspection": _("looked at a row in the inspection mode"),
    "look pack": _("took the pack of an inspection"),
    "look ledger": _("took the ledger as a file"),
    "look own form": _("vendor opened its form"),
    "look own workbook": _("vendor took its workbook"),
    "look log review": _("looked at the review of access logs"),
    "look log": _("took the record of what was done"),
}
EVERY_S = 300
"""Within this time a session is not written to again."""


class LookMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match and match.url_name in LOOKS and response.status_code == 200:
            what = " ".join(map(str, match.kwargs.values())) or request.GET.urlencode()
            logbook.note(now(), who(request), LOOKS[str(match.url_name)], f"evidence:{what}" if what else "")
        _remember_use(request)
        return response


def _remember_use(request: HttpRequest) -> None:
    session = getattr(request, "session", None)
    if session is None or not session.session_key or not session.get(LISTED):
        return
    if cache.add(f"used:{session.session_key}", 1, EVERY_S):
        accounts.used(session.session_key, now())
