"""事業者: who maintains what by which contract, what each has replied and disclosed, whom to call, what is open."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.import_form import import_vendor_form
from tenken.actions.vendors import MOST, Vendor, close_to, vendors
from tenken.answers.model import number_of
from tenken.collectors.model import CollectError
from tenken.facts.model import SubjectId
from tenken.facts.vendors import VendorAnswer
from tenken.ledger.page import Page, within
from tenken.ledger.returns import standing_return
from tenken.ledger.writing import LedgerError
from tenken.standard.load import EditionError
from tenken.standard.model import Row
from tenken.text import Message, _
from tenken.web.frame import current, in_their_words, now, site, who
from tenken.web.links import attest_link
from tenken.web.typed import whole

MAX_FORM_BYTES = 20 * 1024 * 1024


def listed(request: HttpRequest) -> HttpResponse:
    typed = request.GET
    every = vendors(site(), *current(request), now())
    words, open_only = typed.get("q", "").strip()[:100], typed.get("open") == "yes"
    found = [one for one in every if _holds(one, words) and (one.open or not open_only)]
    number, lines = within(whole(typed.get("page", ""), 1), len(found))
    context = {
        "list": Page(found[lines], len(found), number),
        "every": len(every),
        "open": sum(bool(one.open) for one in every),
        "words": words,
        "open_only": open_only,
    }
    return render(request, "vendors/list.html", context)


def one(request: HttpRequest, vendor: str) -> HttpResponse:
    edition, form = current(request)
    close = close_to(site(), SubjectId(vendor), edition, form, now())
    if close is None:
        raise Http404(vendor)
    known = site().edition(edition)
    here = request.path
    context = {
        "handed_in": standing_return(SubjectId(vendor), site().config.checklist.edition),
        "close": close,
        "v": close.vendor,
        "most": MOST,
        "open": [(item, _settled_by(item.kind, item.item, close.vendor, here)) for item in close.vendor.open],
        "findings": [(number_of(known, row), row, line) for row, line in close.findings],
        "forms": [
            (form, [(_number(form.edition, fact.says.row), fact) for fact in form.answers])
            for form in close.vendor.forms
        ],
    }
    return render(request, "vendors/page.html", context)


@require_POST
def take_form(request: HttpRequest, vendor: str) -> HttpResponse:
    """The form that came back is read, and becomes facts beside our own answers."""
    file = request.FILES.get("form")
    raw = file.read(MAX_FORM_BYTES + 1) if file else b""
    if not raw or len(raw) > MAX_FORM_BYTES:
        words = _("choose the vendor's workbook, of {n} MB at most")
        messages.error(request, in_their_words(request, Message(words, {"n": MAX_FORM_BYTES // 1024 // 1024})))
        return HttpResponseRedirect(reverse("vendor", args=[vendor]))
    try:
        taken = import_vendor_form(site(), raw, now(), SubjectId(vendor), who(request))
    except (CollectError, LedgerError) as error:
        messages.error(request, in_their_words(request, error.reason))
    else:
        words = _("the form was taken in: {read} rows read, {added} new, {changed} changed")
        counts = {"read": taken.read, "added": taken.added, "changed": taken.changed}
        messages.success(request, in_their_words(request, Message(words, counts)))
    return HttpResponseRedirect(reverse("vendor", args=[vendor]))


def _holds(vendor: Vendor, words: str) -> bool:
    text = " ".join((vendor.name, *vendor.system_names, *(fact.says.whom for fact in vendor.contacts))).casefold()
    return all(word in text for word in words.casefold().split())


def _number(edition: str, row: str) -> tuple[str, Row | None]:
    """A row's number as its form prints it, and the row; as it was read, where the edition is no longer there."""
    try:
        known = site().edition(edition)
        found = known.form("vendor").row(row)
    except (EditionError, KeyError):
        return row, None
    return number_of(known, found), found


def _settled_by(kind: str, item: str, vendor: Vendor, back: str) -> str:
    """Where what is open is settled: the form to fill in, or on this page the place for the vendor's workbook."""
    if kind == VendorAnswer.kind:
        return "#h-form"
    preset = {"lane": "vendor"} if kind == "contact" else {}
    return attest_link(kind, vendor.about, item=item, back=back, **preset)
