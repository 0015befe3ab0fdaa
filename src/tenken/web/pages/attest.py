"""登録: state something, with name, date and file."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.attest import MAX_FILE_BYTES, Stated, Upload, attest, withdraw
from tenken.collectors.person.entry import ENTERABLE, EntryError
from tenken.collectors.person.labels import ROLES
from tenken.dates import DateError, local_day, read_day
from tenken.facts import STATEMENTS
from tenken.facts.documents import DOCUMENT_NAMES, DocumentOnFile, DocumentType
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import FACILITY, SubjectId, SubjectKind
from tenken.facts.services import NeededServices
from tenken.ledger.alike import roles
from tenken.ledger.lists import name_of, titles
from tenken.ledger.writing import LedgerError
from tenken.text import Message, _
from tenken.web.entry_form import inputs, present_values, reason_on_page, typed_values
from tenken.web.frame import in_their_words, now, remember_signer, signer, site, who
from tenken.web.typed import inside, subject

_BESIDE = ("by", "confirmed_on", "new_kind", "new_name")
"""What every form asks beside the fields of its kind."""


def attest_form(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in ENTERABLE:
        raise Http404(kind)
    if request.method == "POST":
        return _keep(request, kind)
    about = subject(request.GET.get("about", ""))
    if about not in ("", FACILITY) and not name_of(about):
        raise Http404(about)
    preset = {**present_values(kind, about, request.GET.get("item", ""), now()), **request.GET.dict()}
    if kind == DocumentOnFile.kind and preset.get("type") not in DOCUMENT_NAMES:
        return render(request, "attest/which.html", {"documents": DOCUMENT_NAMES.items()})
    return render(request, "attest/page.html", _context(request, kind, about, preset))


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    typed = request.POST
    about = subject(typed.get("about", ""))
    try:
        withdraw(site(), about, typed.get("kind", ""), typed.get("item", ""), who(request), now())
    except LedgerError as error:
        messages.error(request, in_their_words(request, error.reason))
    else:
        messages.success(
            request,
            in_their_words(request, Message(_("taken back; what was said before stays in the history"))),
        )
    return HttpResponseRedirect(inside(request, typed.get("back", "")) or reverse("documents"))


def _keep(request: HttpRequest, kind: str) -> HttpResponse:
    typed = request.POST
    try:
        outcome = attest(site(), _stated(request, kind), now())
    except (EntryError, LedgerError) as error:
        given = {name: typed.get(name, "") for name in _BESIDE}
        values = {**typed_values(kind, typed), **given}
        context = _context(request, kind, subject(typed.get("about", "")), values, getattr(error, "problems", {}))
        return render(request, "attest/page.html", {**context, "refused": reason_on_page(error)}, status=409)
    remember_signer(request, typed.get("by", ""))
    messages.success(request, in_their_words(request, Message(_("kept"))))
    about = outcome.recorded.subjects[0] if outcome.recorded.subjects else FACILITY
    if kind == LedgerEntry.kind:
        return HttpResponseRedirect(reverse("machine", args=[about]))
    return HttpResponseRedirect(inside(request, typed.get("back", "")) or reverse("documents"))


def _stated(request: HttpRequest, kind: str) -> Stated:
    typed, file = request.POST, request.FILES.get("file")
    new = _new_name(kind, typed)
    about = subject(f"{typed.get('new_kind')}:{new}" if new else typed.get("about", ""))
    if not about:
        raise EntryError({"about": Message(_("say what it is about"))})
    if new and kind == LedgerEntry.kind and name_of(about):
        raise EntryError({"title": Message(_("the ledger has a machine of this name already; change its entry"))})
    try:
        on = read_day(typed.get("confirmed_on", ""))
    except DateError as error:
        raise EntryError({"confirmed_on": error.reason}) from error
    # One byte more than is taken shows that a file is too large; the rest is never held in memory.
    upload = Upload(file.name or "file", file.read(MAX_FILE_BYTES + 1)) if file else None
    return Stated(kind, about, typed_values(kind, typed), typed.get("by", ""), on, upload, bool(new))


def _new_name(kind: str, typed: QueryDict) -> str:
    """What a new one is to be called; a new machine is called as its entry says."""
    name = typed.get("new_name", "")
    if kind == LedgerEntry.kind and not typed.get("about"):
        name = name or typed.get("title", "")
    return name.strip()


def _context(
    request: HttpRequest, kind: str, about: SubjectId, values: dict[str, str], problems: Any = None
) -> dict[str, Any]:
    statement = STATEMENTS[kind]
    kinds = getattr(statement, "speaks_of", (SubjectKind.MACHINE,))
    document = values.get("type", "")
    return {
        "kind": kind,
        "name": statement.name,
        "document": DOCUMENT_NAMES[DocumentType(document)] if document in DOCUMENT_NAMES else "",
        "about": about or (FACILITY if SubjectKind.FACILITY in kinds else ""),
        "about_name": name_of(about) if about else "",
        "subjects": [] if kind == LedgerEntry.kind else _subjects(kinds, about),
        "new_kinds": [k for k in kinds if k is not SubjectKind.FACILITY],
        "inputs": inputs(kind, values, problems or {}),
        "problems": problems or {},
        "roles": (*roles(), *ROLES) if kind in (LedgerEntry.kind, NeededServices.kind) else (),
        "takes_file": kind != LedgerEntry.kind,
        "by": values.get("by") or signer(request),
        "on": values.get("confirmed_on") or local_day(now()).isoformat(),
        "new_kind": values.get("new_kind", ""),
        "new_name": values.get("new_name", ""),
        "back": inside(request, request.GET.get("back", request.POST.get("back", ""))),
    }


def _subjects(kinds: Sequence[SubjectKind], about: SubjectId) -> list[tuple[str, str]]:
    """What a statement can be about: address and name; the facility has none."""
    known = [one for k in kinds for one in ([(FACILITY, "")] if k is SubjectKind.FACILITY else titles(k))]
    if about and about not in dict(known):  # no longer in use, or mistyped: shown as it was asked for
        known.append((about, name_of(about) or about))
    return [(str(slug), title) for slug, title in known]
