"""行: one question, what speaks for and against it, what was answered, and the way down to the kept bytes."""

from datetime import date
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.actions.answer import find_row
from tenken.actions.assess import find_form
from tenken.actions.moved import changed_subjects
from tenken.actions.overview import Overview, RowView, lines_of, overview
from tenken.answers.model import AnswerError
from tenken.dates import DateError, local_day, read_day
from tenken.facts.logs import LogSearch
from tenken.facts.model import FACILITY
from tenken.ledger.days import days_of
from tenken.ledger.labels import evidence
from tenken.ledger.recall import facts_of
from tenken.rules.guide import guide
from tenken.standard.load import EditionError
from tenken.web.frame import looked_at, signer, site
from tenken.web.history import history
from tenken.web.questions import Refused, Seen, questions
from tenken.web.todo import steps_for
from tenken.web.typed import whole

PAGE = 100
CHIPS = 3
"""Evidence shown with each finding; the rest is on the machine's page."""


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
    findings, seen = _findings(request, view, mine)
    return {
        "view": view,
        "mine": mine,
        "before": view.rows[position - 1] if position else None,
        "after": view.rows[position + 1] if position + 1 < len(view.rows) else None,
        **findings,
        **_course(request, view, mine),
        "guide": guide(wanted.lineage),
        "searches": [fact for fact in facts_of(LogSearch, moment.as_of, FACILITY) if fact.says.topic == wanted.lineage],
        "steps": steps_for(wanted),
        "q": questions(site(), view, [mine], moment.as_of, refused, seen)[0],
        "by": signer(request),
        "place": "row",
    }


def _findings(request: HttpRequest, view: Overview, mine: RowView) -> tuple[dict[str, Any], Seen]:
    """One page of the findings, each with the evidence that it cites by name; and that of the verdict beside it."""
    only = request.GET.get("only", "")
    lines = lines_of(site(), view, mine.row.id)
    chosen = [line for line in lines if not only or line.column == only]
    start = whole(request.GET.get("from", ""), 0)
    page = chosen[start : start + PAGE]
    cited = evidence([*(number for line in page for number in line.seen[:CHIPS]), *mine.verdict.proofs])
    found = {
        "lines": [(line, [cited[number] for number in line.seen[:CHIPS] if number in cited]) for line in page],
        "shown": (start + 1 if chosen else 0, min(start + PAGE, len(chosen)), len(chosen)),
        "next_from": start + PAGE if start + PAGE < len(chosen) else None,
        "only": only,
        "columns": list(dict.fromkeys(line.column for line in lines)),
    }
    return found, cited


def _course(request: HttpRequest, view: Overview, mine: RowView) -> dict[str, Any]:
    """How the verdict went, and what changed since a day that was asked for."""
    days = days_of(view.edition.id, view.form.id, mine.row.id, local_day(view.as_of))
    since = _since(request, local_day(view.as_of))
    moved = changed_subjects(site(), view, mine.row.id, since) if since else []
    changed = {"lines": moved[:PAGE], "total": len(moved)}
    return {"history": history(days, mine.answers), "since": since, "changed": changed}


def _since(request: HttpRequest, today: date) -> date | None:
    """The day to compare with; none where it is not before the one that is looked at. Raises BadRequest."""
    if not request.GET.get("since"):
        return None
    try:
        day = read_day(request.GET["since"])
    except DateError as error:
        raise BadRequest(str(error)) from error
    return day if day < today else None
