"""名寄せ: pairs of entries that may be one machine, put to a person; and what was linked, to be taken back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.link import link
from tenken.facts.model import MARK_NAMES
from tenken.ledger.links import Decision, Status, decisions
from tenken.ledger.stated import names_of
from tenken.ledger.writing import LedgerError
from tenken.text import Message, _
from tenken.web.frame import in_their_words, now, remember_signer, signer, site
from tenken.web.typed import subject, whole

MOST = 50
_SAID = {"same": Status.LINK, "different": Status.NON_LINK}


@dataclass(frozen=True)
class Pair:
    """A decision with what the two are called, and the marks that speak for one machine."""

    decision: Decision
    first: str
    second: str
    marks: list[tuple[str, str]]


def pairs(request: HttpRequest) -> HttpResponse:
    start = max(whole(request.GET.get("from", ""), 0), 0)
    asked, linked = decisions(Status.POSSIBLE_LINK), decisions(Status.LINK)
    context = {
        "asked": _told(asked[:MOST]),
        "asked_total": len(asked),
        "linked": _told(linked[start : start + MOST]),
        "linked_total": len(linked),
        "next": start + MOST if start + MOST < len(linked) else 0,
        "by": signer(request),
    }
    return render(request, "pairs/page.html", context)


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    typed, by = request.POST, request.POST.get("by", "").strip()
    said = _SAID.get(typed.get("said", ""))
    if said is None or not by:
        messages.error(request, in_their_words(request, Message(_("say who decides it, and what"))))
        return HttpResponseRedirect(reverse("pairs"))
    try:
        link(site(), subject(typed.get("first", "")), subject(typed.get("second", "")), said, by, now())
    except LedgerError as error:
        messages.error(request, in_their_words(request, error.reason))
    else:
        remember_signer(request, by)
        messages.success(request, in_their_words(request, Message(_("kept; it can be decided otherwise at any time"))))
    return HttpResponseRedirect(reverse("pairs"))


def _told(found: tuple[Decision, ...]) -> list[Pair]:
    names = names_of(about for one in found for about in (one.first, one.second))

    def name(about: Any) -> str:
        return names.get(about) or about.partition(":")[2]

    return [
        Pair(one, name(one.first), name(one.second), [(MARK_NAMES[m.kind], m.value) for m in one.rested_on])
        for one in found
    ]
