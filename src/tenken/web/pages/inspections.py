"""立入検査: the officer opens one, lets the inspector in, reads the remarks, and writes the report of improvements."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.improvement import improvements, report, report_of
from tenken.actions.inspection import (
    InspectionError,
    Wished,
    close,
    enter_here,
    keep_report,
    new_code,
    open_inspection,
    remark,
)
from tenken.dates import local_day, read_day
from tenken.forms.document import document_pdf
from tenken.forms.docx import docx
from tenken.ledger.inspections import Report
from tenken.ledger.inspections import inspections as kept
from tenken.text import Complaint, Message, _
from tenken.web.downloads import download
from tenken.web.frame import current, in_their_words, now, site, who
from tenken.web.pages.inspect import let_in, packed, shown_inspection
from tenken.web.typed import whole

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HOURS = 8


def inspections(request: HttpRequest) -> HttpResponse:
    """GET lists them; POST opens one."""
    if request.method != "POST":
        return render(request, "inspection/page.html", _list(request, {}))
    typed = request.POST
    try:
        made, code = open_inspection(
            site(), *current(request), _wished(typed), who(request), now()
        )  # fmt: skip
    except Complaint as error:
        context = {**_list(request, typed), "refused": error.reason}
        return render(request, "inspection/page.html", context, status=409)
    return _with_code(request, made.number, code)


def inspection(request: HttpRequest, number: int) -> HttpResponse:
    return render(request, "inspection/one.html", _one(request, number))


@require_POST
def start(request: HttpRequest, number: int) -> HttpResponse:
    """This screen becomes the inspector's; whoever opened it is signed out here."""
    try:
        found, user = enter_here(number, now())
    except InspectionError as error:
        return _refused(request, number, error)
    return let_in(request, found, user)


@require_POST
def another_code(request: HttpRequest, number: int) -> HttpResponse:
    try:
        return _with_code(request, number, new_code(number, who(request), now()))
    except InspectionError as error:
        return _refused(request, number, error)


@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    close(number, who(request), now())
    messages.success(request, in_their_words(request, Message(_("the inspection is closed; nobody looks any more"))))
    return HttpResponseRedirect(reverse("inspection", args=[number]))


@require_POST
def note_remark(request: HttpRequest, number: int) -> HttpResponse:
    """What the inspector said, written down by somebody of the house."""
    try:
        remark(site(), number, request.POST.get("row", ""), request.POST.get("text", ""), who(request), now())
    except InspectionError as error:
        context = {**_one(request, number), "refused": error.reason, "typed": request.POST}
        return render(request, "inspection/one.html", context, status=409)
    messages.success(request, in_their_words(request, Message(_("the remark was kept, and is a task now"))))
    return HttpResponseRedirect(reverse("inspection", args=[number]) + "#h-remarks")


@require_POST
def keep_texts(request: HttpRequest, number: int) -> HttpResponse:
    shown_inspection(number)
    typed = request.POST
    texts = Report(typed.get("to", ""), typed.get("opening", ""), typed.get("closing", ""))
    keep_report(number, texts, who(request), now())
    messages.success(request, in_their_words(request, Message(_("kept"))))
    return HttpResponseRedirect(reverse("inspection", args=[number]) + "#h-report")


def as_document(request: HttpRequest, number: int, ending: str) -> HttpResponse:
    """The report as DOCX to write on, or as PDF."""
    del request
    moment = now()
    document = report(site(), shown_inspection(number), local_day(moment))
    content = docx(document, moment) if ending == "docx" else document_pdf(document, moment)
    response = download(content, f"改善報告書案_{local_day(moment).isoformat()}.{ending}")
    response.headers["Content-Type"] = DOCX if ending == "docx" else "application/pdf"
    return response


@require_POST
def same_pack(request: HttpRequest, number: int) -> HttpResponse:
    return packed(shown_inspection(number), who(request))


def _wished(typed: Mapping[str, Any]) -> Wished:
    """Raises DateError."""
    return Wished(
        day=read_day(typed.get("day", "")),
        inspector=" ".join(typed.get("inspector", "").split()),
        office=" ".join(typed.get("office", "").split()),
        hours=whole(unicodedata.normalize("NFKC", typed.get("hours", "").strip()), HOURS),
    )


def _list(request: HttpRequest, typed: Mapping[str, Any]) -> dict[str, Any]:
    edition, form = current(request)
    known = site().edition(edition)
    return {
        "inspections": [(one, one.is_open(now())) for one in kept()],
        "edition": known,
        "form": known.form(form),
        "typed": typed,
        "day": typed.get("day") or local_day(now()).isoformat(),
        "hours": typed.get("hours") or HOURS,
    }


def _one(request: HttpRequest, number: int) -> dict[str, Any]:
    found = shown_inspection(number)
    edition = site().edition(found.edition)
    form = edition.form(found.form)
    codes = request.session.get("inspection_codes", {})
    return {
        "inspection": found,
        "open": found.is_open(now()),
        "edition": edition,
        "form": form,
        "rows": form.rows,
        "code": codes.get(str(number), ""),
        "address": request.build_absolute_uri(reverse("enter-inspection")),
        "improvements": improvements(site(), found),
        "report": report_of(site(), found),
    }


def _with_code(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """The code is shown for as long as this person stays signed in; the ledger keeps its digest only."""
    parts = "-".join(code[i : i + 4] for i in range(0, len(code), 4))
    request.session["inspection_codes"] = {**request.session.get("inspection_codes", {}), str(number): parts}
    return HttpResponseRedirect(reverse("inspection", args=[number]))


def _refused(request: HttpRequest, number: int, error: Complaint) -> HttpResponse:
    context = {**_one(request, number), "refused": error.reason}
    return render(request, "inspection/one.html", context, status=409)
