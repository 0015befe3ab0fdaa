"""棚卸し: scan or type what stands there, see what is missing, and close it as the record of the ledger review."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions import stock_take
from tenken.actions.attest import MAX_FILE_BYTES
from tenken.actions.stock_take import Closing, Read
from tenken.collectors.model import CollectError
from tenken.collectors.person.entry import EntryError
from tenken.facts.documents import DocumentType
from tenken.facts.model import CLASS_NAMES, MachineClass, SubjectId
from tenken.ledger.lists import values_in_use
from tenken.ledger.page import Page, within
from tenken.ledger.stock_takes import OUTCOME_NAMES, Campaign, Outcome, by_outcome, campaign, campaigns, result
from tenken.ledger.writing import LedgerError
from tenken.rules.points import POINTS
from tenken.text import Complaint, Message, _
from tenken.web.frame import in_their_words, now, remember_signer, signer, site, who
from tenken.web.typed import whole

_SCANNED = {
    Read.FOUND: (messages.SUCCESS, _("found: {name}; the ledger says: {stands}")),
    Read.AGAIN: (messages.SUCCESS, _("read before: {name}; the ledger says: {stands}")),
    Read.UNKNOWN: (messages.WARNING, _("not in the ledger: “{name}”")),
    Read.SEVERAL: (messages.WARNING, _("“{name}” names several machines; scan another label of it")),
}


def stock_takes(request: HttpRequest) -> HttpResponse:
    typed = request.POST
    if request.method == "POST":
        chosen = typed.get("class", "")
        try:
            number = stock_take.open_stock_take(
                typed.get("title", ""), typed.get("place", ""),
                MachineClass(chosen) if chosen in tuple(MachineClass) else None, typed.get("by", ""), now(),
            )  # fmt: skip
        except LedgerError as error:
            messages.error(request, in_their_words(request, error.reason))
        else:
            remember_signer(request, typed.get("by", ""))
            return HttpResponseRedirect(reverse("stock-take", args=[number]))
    context = {
        "campaigns": campaigns(),
        "classes": CLASS_NAMES.items(),
        "places": values_in_use()["place"],
        "typed": {name: typed.get(name, "") for name in ("title", "place", "class")},
        "by": typed.get("by", "") or signer(request),
    }
    return render(request, "stocktake/page.html", context)


def one_stock_take(request: HttpRequest, number: int) -> HttpResponse:
    of = _known(number)
    counted = result(of)
    shown = request.GET.get("show", "")
    outcome = Outcome(shown) if shown in tuple(Outcome) else Outcome.MISSING
    wanted = [one for one in counted if one.outcome is outcome]
    page, lines = within(whole(request.GET.get("page", ""), 1), len(wanted))
    context = {
        "one": of,
        "list": Page(wanted[lines], len(wanted), page),
        "outcome": outcome,
        "outcomes": [(name, OUTCOME_NAMES[name], n) for name, n in by_outcome(counted).items()],
        "place": request.session.get("stock_place", of.place),
        "points": POINTS[DocumentType.LEDGER_REVIEW].items(),
        "places": values_in_use()["place"] if not of.closed_at else {},
        "by": signer(request),
    }
    return render(request, "stocktake/one.html", context)


@require_POST
def scan(request: HttpRequest, number: int) -> HttpResponse:
    typed = request.POST
    request.session["stock_place"] = typed.get("place", "").strip()[:190]
    try:
        done = stock_take.scan(number, typed.get("code", ""), typed.get("place", ""), _counter(request), now())
    except LedgerError as error:
        messages.error(request, in_their_words(request, error.reason))
    else:
        level, words = _SCANNED[done.read]
        message = Message(words, {"name": done.name, "stands": done.stands or "－"})
        messages.add_message(request, level, in_their_words(request, message))
    return _back(request, number)


@require_POST
def take_list(request: HttpRequest, number: int) -> HttpResponse:
    file = request.FILES.get("file")
    raw = file.read(MAX_FILE_BYTES + 1) if file else b""
    try:
        done = stock_take.scan_list(number, raw, request.POST.get("place", ""), _counter(request), now())
    except (LedgerError, CollectError) as error:
        return _refused(request, number, error)
    blanks = {"met": done.met, "unknown": done.unknown}
    words = Message(_("{met} machines read from the list; {unknown} lines name none"), blanks)
    messages.success(request, in_their_words(request, words))
    if done.head:
        taken = Message(_("the first line was taken for a head: {head}"), {"head": done.head[:80]})
        messages.info(request, in_their_words(request, taken))
    return _back(request, number)


@require_POST
def forget(request: HttpRequest, number: int) -> HttpResponse:
    try:
        stock_take.forget(number, request.POST.get("code", ""), now())
    except LedgerError as error:
        return _refused(request, number, error)
    return _back(request, number)


@require_POST
def set_places(request: HttpRequest, number: int) -> HttpResponse:
    machines = [SubjectId(about) for about in request.POST.getlist("pick")]
    try:
        done = stock_take.set_places(site(), number, machines, request.POST.get("by", ""), now())
    except LedgerError as error:
        return _refused(request, number, error)
    remember_signer(request, request.POST.get("by", ""))
    messages.success(request, in_their_words(request, Message(_("the machines are changed"))))
    return HttpResponseRedirect(reverse("change-set", args=[done]))


@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    typed = request.POST
    closing = Closing(
        typed.get("by", ""), typed.get("approved_by", ""), tuple(typed.getlist("covers")), typed.get("remark", "")
    )
    try:
        stock_take.close(site(), number, closing, now())
    except (LedgerError, EntryError) as error:
        return _refused(request, number, error)
    remember_signer(request, closing.by)
    words = Message(_("closed; the result is kept as the record of the ledger review"))
    messages.success(request, in_their_words(request, words))
    return _back(request, number)


def _known(number: int) -> Campaign:
    found = campaign(number)
    if found is None:
        raise Http404(number)
    return found


def _counter(request: HttpRequest) -> str:
    """Who reads the codes: whoever signed in, under the name put last."""
    return signer(request) or who(request)


def _refused(request: HttpRequest, number: int, error: Complaint) -> HttpResponse:
    messages.error(request, in_their_words(request, error.reason))
    return _back(request, number)


def _back(request: HttpRequest, number: int) -> HttpResponse:
    _known(number)
    shown: Any = request.POST.get("show", "")
    query = f"?show={shown}" if shown in tuple(Outcome) else ""
    return HttpResponseRedirect(reverse("stock-take", args=[number]) + query)
