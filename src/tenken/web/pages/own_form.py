"""事業者の画面: its own form and nothing else: write it, or upload the workbook; hand it in; keep the receipt."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from tenken.actions import own_form as acts
from tenken.actions.own_form import FormError, OwnForm
from tenken.actions.waiting import NotWaiting, Room
from tenken.collectors.model import CollectError
from tenken.dates import DateError, local_day, read_day
from tenken.facts.model import SubjectId
from tenken.ledger.returns import Said
from tenken.ledger.writing import LedgerError
from tenken.pack.names import safe_name
from tenken.text import Message, _
from tenken.web.frame import in_their_words, now, site, who

MAX_BYTES = 20 * 1024 * 1024
CHOICES = (("yes", _("はい")), ("no", _("いいえ")), ("none", _("out of scope")))


def own_form(request: HttpRequest) -> HttpResponse:
    try:
        mine = acts.own_form(site(), _vendor(request))
    except LedgerError as error:
        return render(request, "own_form/none.html", {"why": error.reason}, status=409)
    if mine.handed_in:
        return render(request, "own_form/receipt.html", {"mine": mine, "own": True})
    return render(request, "own_form/page.html", _context(mine, {}, {}))


@require_POST
def write(request: HttpRequest) -> HttpResponse:
    """下書き保存, or 提出 where that button was pressed."""
    try:
        mine = acts.own_form(site(), _vendor(request))
        said = _said(request, mine)
        if request.POST.get("do") != "hand-in":
            acts.save(site(), mine.vendor, said, who(request), now())
            return _on(request, Message(_("kept as a draft; it counts only once it is handed in")))
        acts.hand_in(site(), mine.vendor, said, who(request), now())
    except FormError as error:
        context = {**_context(mine, error.problems, request.POST), "refused": error.reason}
        return render(request, "own_form/page.html", context, status=409)
    except (LedgerError, CollectError) as error:
        messages.error(request, in_their_words(request, error.reason))
        return HttpResponseRedirect(reverse("own-form"))
    return _on(request, Message(_("handed in; this page is your receipt")))


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """The workbook waits until the vendor has looked at what was read of it."""
    file = request.FILES.get("form")
    raw = file.read(MAX_BYTES + 1) if file else b""
    if not file or not raw or len(raw) > MAX_BYTES:
        words = Message(_("choose the vendor's workbook, of {n} MB at most"), {"n": MAX_BYTES // 1024 // 1024})
        messages.error(request, in_their_words(request, words))
        return HttpResponseRedirect(reverse("own-form"))
    room = Room(site().config.data)
    waiting = room.take(raw, _owner(request), who(request), str(file.name), "vendor_form", now())
    return HttpResponseRedirect(reverse("own-file", args=[waiting.token]))


def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what the workbook says; POST hands it in as it came."""
    room = Room(site().config.data)
    try:
        waiting = room.of(token, _owner(request))
        raw = room.content(waiting)
        if request.method != "POST":
            seen = acts.look(site(), _vendor(request), raw)
            context = {"mine": acts.own_form(site(), _vendor(request)), "seen": seen, "waiting": waiting}
            return render(request, "own_form/confirm.html", context)
        acts.hand_in_file(site(), _vendor(request), raw, who(request), now())
        room.drop(waiting)
    except NotWaiting as error:
        raise Http404(str(error)) from error
    except (FormError, LedgerError, CollectError) as error:
        messages.error(request, in_their_words(request, error.reason))
        return HttpResponseRedirect(reverse("own-form"))
    return _on(request, Message(_("handed in; this page is your receipt")))


def workbook(request: HttpRequest) -> HttpResponse:
    """The workbook as it was handed in."""
    try:
        mine = acts.own_form(site(), _vendor(request))
    except LedgerError as error:
        raise Http404(str(error)) from error
    if mine.handed_in is None:
        raise Http404("nothing is handed in")
    name = safe_name(f"{mine.form.title}_{mine.name}_{local_day(mine.handed_in.at).isoformat()}.xlsx")
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    headers = {"Content-Disposition": disposition, "Content-Security-Policy": "sandbox"}
    content = site().archive.fetch(mine.handed_in.sha256)
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@require_POST
def give_back(request: HttpRequest, vendor: str) -> HttpResponse:
    """An officer lets the vendor write and hand in anew."""
    try:
        acts.give_back(site(), SubjectId(vendor), who(request), now())
    except LedgerError as error:
        messages.error(request, in_their_words(request, error.reason))
    else:
        messages.success(request, in_their_words(request, Message(_("the vendor can write and hand in anew"))))
    return HttpResponseRedirect(reverse("vendor", args=[vendor]))


def _vendor(request: HttpRequest) -> SubjectId:
    member = getattr(request.user, "membership", None)
    return SubjectId(member.vendor if member else "")


def _owner(request: HttpRequest) -> str:
    return f"vendor {request.user.pk}"


def _on(request: HttpRequest, words: Message) -> HttpResponse:
    messages.success(request, in_their_words(request, words))
    return HttpResponseRedirect(reverse("own-form"))


def _said(request: HttpRequest, mine: OwnForm) -> Sequence[Said]:
    """What was typed of each row. Raises FormError for a day that is none or still to come."""
    typed, problems = request.POST, dict[str, Message]()
    on = _day(typed.get("on", ""), "on", problems)
    if on and on > local_day(now()):
        words = _("the day of confirmation, {day}, is still to come")
        problems["on"] = Message(words, {"day": on.isoformat()})
    said = []
    for row in mine.form.rows:
        answer, note = typed.get(f"answer-{row.id}", ""), typed.get(f"note-{row.id}", "").strip()[:500]
        target = _day(typed.get(f"target-{row.id}", ""), row.id, problems)
        said.append(Said(row.id, answer if answer in acts.ANSWERS else "", note, on, target))
    if on is None and typed.get("do") == "hand-in":
        problems.setdefault("on", Message(_("say on which day this was confirmed")))
    if problems:
        raise FormError(problems)
    return said


def _day(text: str, name: str, problems: dict[str, Message]) -> date | None:
    try:
        return read_day(text) if text.strip() else None
    except DateError as error:
        problems[name] = error.reason
        return None


def _context(mine: OwnForm, problems: Mapping[str, Message], typed: Any) -> dict[str, Any]:
    """The form with what was typed now, else with what was kept."""
    rows = []
    for line in mine.lines:
        row, said = line.row.id, line.said
        shown = {
            "answer": typed.get(f"answer-{row}", "") if typed else said.answer,
            "note": typed.get(f"note-{row}", "") if typed else said.note,
            "target": typed.get(f"target-{row}", "") if typed else (said.target.isoformat() if said.target else ""),
        }
        rows.append((line, shown, problems.get(row)))
    kept_on = next((line.said.on for line in mine.lines if line.said.on), None) or local_day(now())
    return {
        "mine": mine,
        "rows": rows,
        "choices": CHOICES,
        "on": typed.get("on", "") if typed else kept_on.isoformat(),
        "on_problem": problems.get("on"),
        "today": local_day(now()),
        "answered": sum(bool(shown["answer"]) for _line, shown, _problem in rows),
    }
