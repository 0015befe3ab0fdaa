"""行: one question, what speaks for and against it, what was answered, and the way down to the kept bytes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.actions.answer import find_row
from tenken.actions.assess import find_form
from tenken.actions.overview import lines_of, overview
from tenken.answers.model import AnswerError
from tenken.rules.guide import guide
from tenken.standard.load import EditionError
from tenken.web.frame import looked_at, signer, site
from tenken.web.questions import Refused, questions
from tenken.web.todo import steps_for
from tenken.web.typed import whole

PAGE = 100


def row(request: HttpRequest, edition: str, form: str, row_id: str) -> HttpResponse:
    return render(request, "row/page.html", _context(request, edition, form, row_id))


def row_page(request: HttpRequest, edition: str, form: str, row_id: str, refused: Refused) -> HttpResponse:
    """The row again, with what was typed and why it was not taken."""
    return render(request, "row/page.html", _context(request, edition, form, row_id, refused), status=409)


def _context(
    request: HttpRequest, edition: str, form: str, row_id: str, refused: Refused | None = None
) -> dict[str, Any]:
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
        "q": questions(site(), view, [mine], moment.as_of, refused)[0],
        "by": signer(request),
        "place": "row",
    }
