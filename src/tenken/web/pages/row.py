"""行: one question, what speaks for and against it, what was answered, and the way down to the kept bytes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.answer import answer, find_row, offers
from tenken.actions.assess import find_form
from tenken.actions.overview import Overview, RowView, lines_of, overview
from tenken.answers.carry import Offer
from tenken.answers.model import AnswerError, Proposed
from tenken.dates import DateError, local_day, read_day
from tenken.ledger.writing import LedgerError
from tenken.rules.guide import guide
from tenken.standard.load import EDITIONS, EditionError
from tenken.text import Complaint, Message, _
from tenken.web.frame import in_their_words, looked_at, now, remember_signer, signer, site
from tenken.web.moment import Past, refuse_in_the_past
from tenken.web.todo import steps_for
from tenken.web.typed import whole

PAGE = 100


def row(request: HttpRequest, edition: str, form: str, row_id: str) -> HttpResponse:
    return render(request, "row/page.html", _context(request, edition, form, row_id))


@require_POST
def give_answer(request: HttpRequest, edition: str, form: str, row_id: str) -> HttpResponse:
    try:
        refuse_in_the_past(looked_at(request))
        given = answer(site(), edition, form, row_id, _proposed(request), now())
    except (AnswerError, LedgerError, Past, _Unclear) as error:
        context = _context(request, edition, form, row_id)
        return render(request, "row/page.html", {**context, "refused": error.reason, "typed": request.POST}, status=409)
    except EditionError as error:
        raise Http404(str(error)) from error
    remember_signer(request, given.by)
    kept = Message(_("kept: {answer}"), {"answer": "はい" if given.yes else "いいえ"})
    messages.success(request, in_their_words(request, kept))
    return HttpResponseRedirect(reverse("row", args=[edition, form, row_id]))


class _Unclear(Complaint):
    """The form was not filled in so that it could be read."""


def _proposed(request: HttpRequest) -> Proposed:
    typed = request.POST
    if typed.get("answer") not in ("yes", "no"):
        raise _Unclear(_("choose はい or いいえ"))
    try:
        on = read_day(typed.get("on", ""))
        target = read_day(typed["target"]) if typed.get("target", "").strip() else None
    except DateError as error:
        raise _Unclear(error.reason) from error
    return Proposed(
        yes=typed["answer"] == "yes",
        by=typed.get("by", ""),
        on=on,
        target=target,
        reason=typed.get("reason", ""),
        after=whole(typed.get("after", ""), 0),
    )


def _context(request: HttpRequest, edition: str, form: str, row_id: str) -> dict[str, Any]:
    try:
        _known, asked = find_form(site(), edition, form)
        wanted = find_row(asked, row_id)
    except (EditionError, AnswerError) as error:
        raise Http404(str(error)) from error
    moment = looked_at(request)
    view = overview(site(), edition, form, moment.as_of, past=moment.past)
    position = next(i for i, v in enumerate(view.rows) if v.row.id == wanted.id)
    mine = view.rows[position]
    only = request.GET.get("only", "")
    lines = lines_of(site(), view, wanted.id)
    chosen = [line for line in lines if not only or line.column == only]
    start = whole(request.GET.get("from", ""), 0)
    return {
        "view": view,
        "mine": mine,
        "before": view.rows[position - 1] if position else None,
        "after": view.rows[position + 1] if position + 1 < len(view.rows) else None,
        "lines": chosen[start : start + PAGE],
        "shown": (start + 1 if chosen else 0, min(start + PAGE, len(chosen)), len(chosen)),
        "next_from": start + PAGE if start + PAGE < len(chosen) else None,
        "only": only,
        "columns": list(dict.fromkeys(line.column for line in lines)),
        "guide": guide(wanted.lineage),
        "steps": steps_for(wanted),
        "last_year": _last_year(view, mine),
        "today_iso": local_day(now()).isoformat(),
        "by": signer(request),
    }


def _last_year(view: Overview, mine: RowView) -> list[Offer]:
    """What the edition before was answered to the same question."""
    older = [name for name in EDITIONS if name < view.edition.id]
    for name in reversed(older):
        try:
            found = offers(site(), name, view.edition.id, view.form.id, now())
        except EditionError:
            continue
        mine_only = [offer for offer in found if offer.row.id == mine.row.id]
        if mine_only:
            return mine_only
    return []
