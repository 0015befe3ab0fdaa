"""取り込み, third and fourth step: what would change, the deed, how far it is, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from tenken.actions.brief import brief
from tenken.actions.import_spreadsheet import Existing
from tenken.actions.plan_spreadsheet import Plan, PlannedRow
from tenken.actions.preview import fresh_plan, plan_of, refused_lines, told_before
from tenken.actions.recognise import LIST
from tenken.actions.take_in import LONG, look_after, look_behind, take_in, take_in_behind
from tenken.actions.waiting import Room, Waiting
from tenken.collectors.model import Unreadable
from tenken.collectors.spreadsheet import refused
from tenken.collectors.spreadsheet.profiles import ProfileError
from tenken.facts.model import MARK_NAMES
from tenken.ledger.page import Page, within
from tenken.text import Complaint, _
from tenken.web.frame import in_their_words, now, site
from tenken.web.import_kinds import KIND_NAMES
from tenken.web.mapping import cell, field_name
from tenken.web.pages.importing import owner
from tenken.web.typed import whole

PARTS: Mapping[str, str] = {
    "added": _("new"),
    "changed": _("changed"),
    "doubtful": _("perhaps double"),
    "problems": _("cannot be taken"),
}
_STEPS = {"read": _("reading the file"), "match": _("looking for the machines"), "write": _("writing")}
_TYPES = {"csv": "text/csv; charset=utf-8",
          "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip


def preview(request: HttpRequest, token: str) -> HttpResponse:
    try:
        waiting = look_after(site(), Room(site().config.data).of(token, owner(request)))
    except Complaint as error:
        return _to_start(request, error)
    if waiting.is_under_way:
        context = {"file": waiting, "step": 3 if waiting.looks else 4, "steps": _STEPS, "kinds": KIND_NAMES}
        return render(request, "import/under_way.html", context)
    if waiting.step == "done":
        return render(request, "import/done.html", {"file": waiting, "step": 4, "kinds": KIND_NAMES})
    return _list(request, waiting) if waiting.kind == LIST else _other(request, waiting)


@require_POST
def apply(request: HttpRequest, token: str) -> HttpResponse:
    try:
        waiting = _as_typed(request, Room(site().config.data).of(token, owner(request)))
        if waiting.kind == LIST:
            _refuse_changed(waiting)
        done = (take_in_behind if _is_long(waiting) else take_in)(site(), waiting, now())
    except Complaint as error:
        messages.error(request, in_their_words(request, error.reason))
        return HttpResponseRedirect(reverse("import-preview", args=(token,)))
    if done.why:
        messages.error(request, in_their_words(request, done.why))
    return HttpResponseRedirect(reverse("import-preview", args=(token,)))


def refused_rows(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """The lines that cannot be taken, to be mended and brought again."""
    try:
        waiting = Room(site().config.data).of(token, owner(request))
        head, lines = refused_lines(site(), waiting, now(), request.LANGUAGE_CODE)
    except Complaint as error:
        return _to_start(request, error)
    content = refused.as_csv(head, lines) if kind == "csv" else refused.as_xlsx(head, lines)
    response = HttpResponse(content, content_type=_TYPES[kind])
    name = f"取り込めなかった行_{waiting.name.rpartition('.')[0]}.{kind}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _as_typed(request: HttpRequest, waiting: Waiting) -> Waiting:
    """With what the person said last: the vendor of a form, the key of a bundle."""
    typed = {name: request.POST[name].strip()[:200] for name in ("vendor", "key") if name in request.POST}
    return Room(site().config.data).say(replace(waiting, **typed)) if typed else waiting  # type: ignore[arg-type]


def _is_long(waiting: Waiting) -> bool:
    return waiting.kind == LIST and waiting.size > LONG


def _refuse_changed(waiting: Waiting) -> None:
    """Raises Complaint where the ledger changed since the person looked."""
    before, plan = told_before(site(), waiting), plan_of(site(), waiting, now())
    if before != plan:
        raise Complaint(_("the ledger has changed since this preview; look again, then take it in"))


def _list(request: HttpRequest, waiting: Waiting) -> HttpResponse:
    room = Room(site().config.data)
    wanted = request.GET.get("existing", "")
    if wanted in (Existing.UPDATE, Existing.SKIP) and wanted != waiting.existing:
        waiting = room.say(replace(waiting, existing=Existing(wanted)))
    if _is_long(waiting) and waiting.step != "failed" and fresh_plan(site(), waiting) is None:
        look_behind(site(), waiting, now())
        return HttpResponseRedirect(reverse("import-preview", args=(waiting.token,)))
    context: dict[str, Any] = {"file": waiting, "step": 3, "kinds": KIND_NAMES, "skips": Existing.SKIP}
    try:
        plan = plan_of(site(), waiting, now())
    except (Unreadable, ProfileError) as error:
        return render(request, "import/preview.html", {**context, "why": error.reason})
    return render(request, "import/preview.html", {**context, "plan": plan, **_shown(request, plan)})


def _shown(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    counts = {part: len(getattr(plan, part)) for part in PARTS} | {"problems": plan.lines_in_error}
    part = request.GET.get("show", "")
    part = part if part in PARTS else next((name for name in ("changed", "added", "problems") if counts[name]), "added")
    items: Sequence[Any] = getattr(plan, part)
    number, lines = within(whole(request.GET.get("page", ""), 1), len(items))
    page = Page([_row(one) if isinstance(one, PlannedRow) else one for one in items[lines]], len(items), number)
    return {"part": part, "parts": [(name, PARTS[name], counts[name]) for name in PARTS], "page_of": page}


def _row(row: PlannedRow) -> dict[str, Any]:
    """A row in words."""
    return {
        "line": row.line,
        "title": row.title,
        "about": row.about or "",
        "by": MARK_NAMES[row.by] if row.by else "",
        "changes": [(field_name(one.field), cell(one.old), cell(one.new)) for one in row.changes],
        "alike": [(one.about, one.title, [MARK_NAMES[kind] for kind in one.by]) for one in row.alike],
        "same_as": row.same_as_line,
    }


def _other(request: HttpRequest, waiting: Waiting) -> HttpResponse:
    found = brief(site(), waiting, now())
    context = {"file": waiting, "step": 3, "kinds": KIND_NAMES, "brief": found, "why": found.why}
    return render(request, "import/brief.html", context)


def _to_start(request: HttpRequest, error: Complaint) -> HttpResponse:
    messages.error(request, in_their_words(request, error.reason))
    return HttpResponseRedirect(reverse("import"))
