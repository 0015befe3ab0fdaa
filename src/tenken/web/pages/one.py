"""1問ずつ: one question a screen for busy people; only those that nobody has answered, and a summary at the end."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tenken.actions.overview import Overview, RowView, State, overview
from tenken.rules.guide import guide
from tenken.web.frame import current, looked_at, signer, site
from tenken.web.questions import Refused, questions


def begin(request: HttpRequest) -> HttpResponse:
    """To the first open question, or to the summary where none is open."""
    return HttpResponseRedirect(_address(_next(_view(request), None)))


def one(request: HttpRequest, row_id: str) -> HttpResponse:
    return render(request, "checklist/one.html", _context(request, _view(request), row_id))


def one_page(request: HttpRequest, edition: str, form: str, row_id: str, refused: Refused) -> HttpResponse:
    """The question again, with what was typed and why it was not taken."""
    moment = looked_at(request)
    view = overview(site(), edition, form, moment.as_of, past=moment.past)
    return render(request, "checklist/one.html", _context(request, view, row_id, refused), status=409)


def after_answer(request: HttpRequest, row_id: str) -> str:
    """The address of the next open question behind this one."""
    return _address(_next(_view(request), row_id))


def finished(request: HttpRequest) -> HttpResponse:
    view = _view(request)
    counts = {state.value.replace("-", "_"): view.count(state) for state in State}
    context = {"view": view, "counts": counts, "open": _open(view)}
    return render(request, "checklist/finished.html", context)


def _view(request: HttpRequest) -> Overview:
    moment = looked_at(request)
    return overview(site(), *current(request), moment.as_of, past=moment.past)


def _context(request: HttpRequest, view: Overview, row_id: str, refused: Refused | None = None) -> dict[str, Any]:
    mine = next((row for row in view.rows if row.row.id == row_id), None)
    if mine is None:
        raise Http404(row_id)
    (asked,) = questions(site(), view, [mine], view.as_of if view.past else looked_at(request).as_of, refused)
    answered = view.asked - view.count(State.OPEN)
    before = [row for row in view.rows[: view.rows.index(mine)] if row.state is State.OPEN]
    return {
        "view": view,
        "q": asked,
        "section": next(s for s in view.form.sections if s.id == mine.row.section),
        "lead": guide(mine.row.lineage).lead,
        "answered": answered,
        "share": f"{100 * answered / max(view.asked, 1):.1f}%",
        "skip": _address(_next(view, row_id)),
        "back": _address(before[-1]) if before else "",
        "by": signer(request),
        "place": "one",
    }


def _open(view: Overview) -> list[RowView]:
    return [row for row in view.rows if row.state is State.OPEN]


def _next(view: Overview, after: str | None) -> RowView | None:
    """The next open question in the form's order; None behind the last."""
    ids = [row.row.id for row in view.rows]
    start = ids.index(after) + 1 if after in ids else 0
    return next((row for row in view.rows[start:] if row.state is State.OPEN), None)


def _address(row: RowView | None) -> str:
    return reverse("one-row", args=[row.row.id]) if row else reverse("one-finished")
