"""立入検査モード: what the inspector sees. A session of its own, held to one moment, from which nothing else opens."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from tenken.actions.inspection import InspectionError, enter_by_code, pack_of, remark
from tenken.actions.overview import Overview, RowView, overview
from tenken.dates import local_day
from tenken.ledger.archive import ArchiveError
from tenken.ledger.inspections import Inspection, inspection, of_account
from tenken.ledger.inspections import remarks as remarks_of
from tenken.ledger.recall import facts_numbered, observation
from tenken.pack.names import safe_name
from tenken.text import Message, _
from tenken.web.downloads import download
from tenken.web.frame import in_their_words, now, site
from tenken.web.inspection import cited, shown
from tenken.web.moment import freeze
from tenken.web.pages.evidence import as_text, kept_bytes
from tenken.web.typed import whole

BACKEND = "tenken.web.access.MemberBackend"
ATTEMPTS, WITHIN_S = 10, 900
"""So many codes may be tried from one address within a quarter of an hour."""


def enter(request: HttpRequest) -> HttpResponse:
    """GET shows where the code is typed; POST uses it up."""
    code = (request.POST if request.method == "POST" else request.GET).get("code", "")[:40]
    if request.method != "POST":
        return render(request, "inspection/enter.html", {"code": code})
    if _too_many(request):
        return render(request, "429.html", status=429)
    try:
        found, user = enter_by_code(code, now())
    except InspectionError as error:
        return render(request, "inspection/enter.html", {"refused": error.reason}, status=409)
    return let_in(request, found, user)


def let_in(request: HttpRequest, found: Inspection, user: User) -> HttpResponse:
    """Whoever was signed in here is signed out."""
    logout(request)
    login(request, user, BACKEND)
    freeze(request, found.as_of)
    request.session["checklist"] = (found.edition, found.form)
    request.session.set_expiry(int((found.expires_at - now()).total_seconds()))
    return HttpResponseRedirect(reverse("inspect"))


def look(request: HttpRequest, row_id: str = "") -> HttpResponse:
    found = _mine(request)
    if found is None:
        return _over(request)
    return render(request, "inspection/look.html", _context(request, found, row_id))


@require_POST
def leave_remark(request: HttpRequest, row_id: str) -> HttpResponse:
    found = _mine(request)
    if found is None:
        return _over(request)
    try:
        remark(site(), found.number, row_id, request.POST.get("text", ""), found.inspector, now())
    except InspectionError as error:
        context = {**_context(request, found, row_id), "refused": error.reason, "typed": request.POST.get("text", "")}
        return render(request, "inspection/look.html", context, status=409)
    messages.success(request, in_their_words(request, Message(_("the remark was kept"))))
    return HttpResponseRedirect(reverse("inspect-row", args=[row_id]))


def original(request: HttpRequest, row_id: str, number: int) -> HttpResponse:
    """The kept original of a proof of this row, as a download that no browser runs."""
    found = _mine(request)
    if found is None:
        return _over(request)
    _facts, seen = cited(_view(found), row_id)
    known = observation(number) if number in seen else None
    if known is None or not known.raw_sha256:
        raise Http404
    content = kept_bytes(known.raw_sha256)
    return download(content, f"observation-{number}.{'txt' if as_text(content) else 'bin'}")


def paper(request: HttpRequest, row_id: str, number: int) -> HttpResponse:
    """The file that was handed in with a fact of this row; a PDF opens in the browser."""
    found = _mine(request)
    if found is None:
        return _over(request)
    facts, _seen = cited(_view(found), row_id)
    fact = facts_numbered([number]).get(number) if number in facts else None
    file = getattr(fact.says, "file", None) if fact else None
    if file is None:
        raise Http404
    content = kept_bytes(file.sha256)
    response = download(content, file.name)
    if content.startswith(b"%PDF-"):
        response.headers["Content-Type"] = "application/pdf"
        inline = content_disposition_header(as_attachment=False, filename=file.name)
        response.headers["Content-Disposition"] = inline or "inline"
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
    return response


@require_POST
def pack(request: HttpRequest) -> HttpResponse:
    found = _mine(request)
    return packed(found, found.inspector) if found else _over(request)


def packed(found: Inspection, by: str) -> HttpResponse:
    name = (
        f"{site().config.facility.name or 'tenken'}_{found.edition}_{found.form}_{local_day(found.as_of).isoformat()}"
    )
    response = download(pack_of(site(), found, by, now()), safe_name(f"{name}.zip"))
    response.headers["Content-Type"] = "application/zip"
    return response


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Back to sign-in: the screen goes back to the house."""
    logout(request)
    return HttpResponseRedirect(reverse("account_login"))


def _mine(request: HttpRequest) -> Inspection | None:
    """The inspection of this session; None once it is over."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    found = of_account(request.user.pk)
    return found if found and found.is_open(now()) else None


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "inspection/over.html", status=410)


def _view(found: Inspection) -> Overview:
    return overview(site(), found.edition, found.form, found.as_of, past=True)


def _context(request: HttpRequest, found: Inspection, row_id: str) -> dict[str, Any]:
    view = _view(found)
    position = next((i for i, v in enumerate(view.rows) if v.row.id == row_id), None if row_id else 0)
    if position is None:
        raise Http404(row_id)
    mine = view.rows[position]
    right = shown(found, view, mine, whole(request.GET.get("from", ""), 0))
    return {
        "inspection": found,
        "form_view": view,
        "right": right,
        "mine": mine,
        "before": view.rows[position - 1] if position else None,
        "after": view.rows[position + 1] if position + 1 < len(view.rows) else None,
        "sections": _sections(view),
        "opened": _opened(request, view, row_id),
        "remarks": [one for one in remarks_of(found.number) if one.row == mine.row.id],
    }


def _sections(view: Overview) -> list[tuple[str, list[RowView]]]:
    """The rows under the heads of the form."""
    titles = {section.id: section.title for section in view.form.sections}
    found: dict[str, list[RowView]] = {}
    for row in view.rows:
        found.setdefault(row.row.section, []).append(row)
    return [(f"{section} {titles.get(section, '')}".strip(), rows) for section, rows in found.items()]


def _opened(request: HttpRequest, view: Overview, row_id: str) -> tuple[int, str] | None:
    """The original that is read in place, where it is text."""
    number = whole(request.GET.get("open", ""), 0)
    if not number or number not in cited(view, row_id)[1]:
        return None
    known = observation(number)
    try:
        content = site().archive.fetch(known.raw_sha256) if known and known.raw_sha256 else b""
    except ArchiveError:
        return None
    return number, as_text(content)


def _too_many(request: HttpRequest) -> bool:
    key = f"inspection-code:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, WITHIN_S)
    return int(cache.incr(key)) > ATTEMPTS


def shown_inspection(number: int) -> Inspection:
    """Raises Http404."""
    found = inspection(number)
    if found is None:
        raise Http404(str(number))
    return found
