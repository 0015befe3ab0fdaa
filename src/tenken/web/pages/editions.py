"""版: which are here, and how next year's workbook becomes one: file, what was recognised, confirm."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.configure import configure
from tenken.actions.editions import chosen, held, remove, take_in
from tenken.actions.import_edition import FORMS, Wanted, look, row_ids
from tenken.actions.waiting import NotWaiting, Room, Waiting
from tenken.forms.recognise import SURE, Proposal
from tenken.forms.zips import MAX_BYTES
from tenken.standard.model import LINEAGE_NAMES
from tenken.text import Complaint, Message, _
from tenken.web.frame import in_their_words, now, remember_signer, signer, site, who
from tenken.web.typed import whole

FORM_NAMES = {
    "hospital": _("form of hospitals and clinics"),
    "pharmacy": _("form of pharmacies"),
    "hospital_pharmacy": _("form of hospitals, clinics and pharmacies"),
    "vendor": _("form of vendors"),
}


def editions(request: HttpRequest) -> HttpResponse:
    found = held(site())
    context = {
        "editions": found,
        "by": signer(request),
        "waiting": _room().all_of(_owner(request)),
        "megabytes": MAX_BYTES // 1024 // 1024,
    }
    return render(request, "editions/page.html", context)


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """A workbook that is no checklist is refused here, and nothing of it stays."""
    file, by = request.FILES.get("file"), request.POST.get("by", "").strip()
    try:
        if file is None or not by:
            raise Complaint(_("choose the file, and say who brought it"))
        content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise Complaint(_("the file is larger than {n} MB"), n=MAX_BYTES // 1024 // 1024)
        look(site(), content)
        waiting = _room().take(content, _owner(request), by, file.name or "file.xlsx", "edition", now())
    except Complaint as error:
        messages.error(request, in_their_words(request, error.reason))
        return HttpResponseRedirect(reverse("editions"))
    remember_signer(request, by)
    return HttpResponseRedirect(reverse("edition-preview", args=[waiting.token]))


def preview(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what was recognised; POST makes the edition as confirmed."""
    try:
        waiting = _room().of(token, _owner(request))
        content = _room().content(waiting)
        proposal = look(site(), content)
        if request.method == "POST":
            made = take_in(site(), content, proposal, _wanted(request, proposal), waiting.name, waiting.by, now())
            _room().drop(waiting)
            said = Message(
                _("edition {id} is here now; compare a few cells with the workbook"), {"id": made.id.upper()}
            )
            messages.success(request, in_their_words(request, said))
            return HttpResponseRedirect(reverse("editions"))
    except NotWaiting as error:
        messages.error(request, in_their_words(request, error.reason))
        return HttpResponseRedirect(reverse("editions"))
    except Complaint as error:
        context = {**_context(waiting, proposal), "typed": request.POST, "refused": error.reason}
        return render(request, "editions/preview.html", _marked(context, request.POST), status=409)
    return render(request, "editions/preview.html", _marked(_context(waiting, proposal), {}))


@require_POST
def give_up(request: HttpRequest, token: str) -> HttpResponse:
    try:
        _room().drop(_room().of(token, _owner(request)))
    except NotWaiting as error:
        messages.error(request, in_their_words(request, error.reason))
    return HttpResponseRedirect(reverse("editions"))


@require_POST
def choose(request: HttpRequest, edition: str) -> HttpResponse:
    try:
        configure(site().config.data, chosen(site(), edition), who(request), now())
    except Complaint as error:
        messages.error(request, in_their_words(request, error.reason))
    else:
        request.session.pop("checklist", None)
        said = Message(_("pages open with {edition} from now on"), {"edition": edition.upper()})
        messages.success(request, in_their_words(request, said))
    return HttpResponseRedirect(reverse("editions"))


@require_POST
def take_away(request: HttpRequest, edition: str) -> HttpResponse:
    try:
        remove(site(), edition, who(request), now())
    except Complaint as error:
        messages.error(request, in_their_words(request, error.reason))
    else:
        said = Message(
            _("{edition} was removed; its folder is set aside beside the others"), {"edition": edition.upper()}
        )
        messages.success(request, in_their_words(request, said))
    return HttpResponseRedirect(reverse("editions"))


def _room() -> Room:
    """Apart from the files of the ledger that wait."""
    return Room(site().config.data / "waiting")


def _owner(request: HttpRequest) -> str:
    return str(request.user.get_username())


def _wanted(request: HttpRequest, proposal: Proposal) -> Wanted:
    typed = request.POST
    lineages = {row: typed[f"row-{row}"] for row in row_ids(proposal.rows) if typed.get(f"row-{row}")}
    return Wanted(
        id=typed.get("id", "").strip().lower(),
        form=typed.get("form", ""),
        title=typed.get("title", "").strip(),
        fiscal_year=whole(typed.get("year", "").strip(), 0),
        lineages=lineages,
        official=typed.get("official") == "yes",
    )


def _context(waiting: Waiting, proposal: Proposal) -> dict[str, Any]:
    year = proposal.fiscal_year
    return {
        "waiting": waiting,
        "proposal": proposal,
        "rows": list(zip(row_ids(proposal.rows), proposal.rows, strict=True)),
        "open": sum(not found.lineage for found in proposal.rows),
        "unsure": sum(bool(found.lineage) and found.alike < SURE for found in proposal.rows),
        "sure": SURE,
        "lineages": LINEAGE_NAMES.items(),
        "form_names": [(form, FORM_NAMES[form]) for form in FORMS],
        "typed": {"id": f"r{year - 2018}" if year else "", "form": proposal.form, "title": proposal.title,
                  "year": str(year or "")},
    }  # fmt: skip


def _marked(context: dict[str, Any], typed: Any) -> dict[str, Any]:
    """Each row with the lineage that is chosen, and how alike it is in per cent."""
    rows = [
        (row_id, found, typed.get(f"row-{row_id}") or found.lineage, round(found.alike * 100), _cells(found))
        for row_id, found in context["rows"]
    ]
    return {**context, "rows": rows}


def _cells(found: Any) -> str:
    """The addresses of its cells, as the paper has them."""
    return re.sub(r"\s+", " ", " ".join(address for address in (
        found.cells.first.answer or f"{found.cells.first.yes}/{found.cells.first.no}", found.cells.first.on,
        found.cells.target, found.cells.second.answer, found.cells.second.on) if address))  # fmt: skip
