"""登録: state something, with name, date and file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.attest import Stated, Upload, attest, withdraw
from tenken.collectors.person.entry import ENTERABLE, EntryError
from tenken.dates import DateError, local_day, read_day
from tenken.facts import STATEMENTS
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import FACILITY, SubjectId, SubjectKind
from tenken.ledger.lists import titles
from tenken.ledger.writing import LedgerError
from tenken.text import Complaint, Message, _, in_words
from tenken.web.entry_form import inputs, present_values, typed_values
from tenken.web.frame import now, site, who


def attest_form(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in ENTERABLE:
        raise Http404(kind)
    if request.method == "POST":
        return _keep(request, kind)
    about = SubjectId(request.GET.get("about", ""))
    preset = {**present_values(kind, about, request.GET.get("item", ""), now()), **request.GET.dict()}
    return render(request, "attest/page.html", _context(request, kind, about, preset))


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    typed = request.POST
    try:
        about = SubjectId(typed.get("about", ""))
        withdraw(site(), about, typed.get("kind", ""), typed.get("item", ""), who(request), now())
    except LedgerError as error:
        messages.error(request, in_words(error.reason, request.LANGUAGE_CODE))
    else:
        messages.success(
            request,
            in_words(Message(_("taken back; what was said before stays in the history")), request.LANGUAGE_CODE),
        )
    return HttpResponseRedirect(reverse("documents"))


def _keep(request: HttpRequest, kind: str) -> HttpResponse:
    typed = request.POST
    try:
        outcome = attest(site(), _stated(request, kind), now())
    except (EntryError, LedgerError, _Unclear) as error:
        about = SubjectId(typed.get("about", ""))
        context = _context(request, kind, about, typed_values(kind, typed), getattr(error, "problems", {}))
        return render(request, "attest/page.html", {**context, "refused": error.reason}, status=409)
    messages.success(request, in_words(Message(_("kept")), request.LANGUAGE_CODE))
    about = outcome.recorded.subjects[0] if outcome.recorded.subjects else FACILITY
    if kind == LedgerEntry.kind:
        return HttpResponseRedirect(reverse("machine", args=[about]))
    back = typed.get("back", "")
    return HttpResponseRedirect(back if _is_ours(back) else reverse("documents"))


class _Unclear(Complaint):
    """The form was not filled in so that it could be read."""


def _stated(request: HttpRequest, kind: str) -> Stated:
    typed, file = request.POST, request.FILES.get("file")
    new = typed.get("new_name", "").strip()
    about = f"{typed.get('new_kind')}:{new}" if new else typed.get("about", "")
    if not about or (new and typed.get("new_kind") not in tuple(SubjectKind)):
        raise _Unclear(_("say what it is about"))
    try:
        on = read_day(typed.get("confirmed_on", ""))
    except DateError as error:
        raise _Unclear(error.reason) from error
    upload = Upload(file.name or "file", file.read()) if file else None
    return Stated(kind, SubjectId(about), typed_values(kind, typed), typed.get("by", ""), on, upload, bool(new))


def _context(
    request: HttpRequest, kind: str, about: SubjectId, values: dict[str, str], problems: Any = None
) -> dict[str, Any]:
    statement = STATEMENTS[kind]
    kinds = getattr(statement, "speaks_of", (SubjectKind.MACHINE,))
    known = [(k, [(FACILITY, "")] if k is SubjectKind.FACILITY else titles(k)) for k in kinds]
    return {
        "kind": kind,
        "name": statement.name,
        "about": about or (FACILITY if SubjectKind.FACILITY in kinds else ""),
        "subjects": known,
        "new_kinds": [k for k in kinds if k is not SubjectKind.FACILITY],
        "inputs": inputs(kind, values, problems or {}),
        "problems": problems or {},
        "takes_file": kind != LedgerEntry.kind,
        "by": values.get("by") or who(request),
        "on": values.get("confirmed_on") or local_day(now()).isoformat(),
        "back": request.GET.get("back", request.POST.get("back", "")),
    }


def _is_ours(back: str) -> bool:
    return back.startswith("/") and not back.startswith("//")
