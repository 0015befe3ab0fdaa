"""質問の割り当て: which rows are put to whom and until when, and what came back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.ask import AskError, Put, ask, may_be_asked, take_back
from tenken.actions.assess import find_form
from tenken.answers.model import number_of
from tenken.dates import DateError, local_day, read_day
from tenken.ledger.answers import answers_at
from tenken.ledger.asked import open_questions
from tenken.ledger.writing import LedgerError
from tenken.standard.load import EditionError
from tenken.text import Message, _
from tenken.web.access import opens_to
from tenken.web.frame import current, in_their_words, now, role_in, site, who
from tenken.web.typed import whole


def asking(request: HttpRequest) -> HttpResponse:
    """GET shows what is put to whom, and the form; POST puts rows to a person."""
    if request.method != "POST":
        ticked = request.GET.getlist("row")
        return render(request, "asking/page.html", _context(request, {}, ticked))
    typed = request.POST
    try:
        due = read_day(typed["due"]) if typed.get("due", "").strip() else None
        edition, form = current(request)
        rows = typed.getlist("row")
        wanted = Put(edition, form, rows, whole(typed.get("to", ""), 0), due, typed.get("note", ""))
        ask(site(), wanted, who(request), now())
    except (AskError, DateError, EditionError) as error:
        context = {**_context(request, typed, typed.getlist("row")), "refused": error.reason}
        return render(request, "asking/page.html", context, status=409)
    messages.success(request, in_their_words(request, Message(_("{n} questions were put"), {"n": len(rows)})))
    return HttpResponseRedirect(reverse("asking"))


@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    try:
        take_back(whole(request.POST.get("number", ""), 0), who(request), now())
    except LedgerError as error:
        messages.error(request, in_their_words(request, error.reason))
    else:
        messages.success(request, in_their_words(request, Message(_("the question was taken back"))))
    return HttpResponseRedirect(reverse("asking"))


def _context(request: HttpRequest, typed: Any, ticked: list[str]) -> dict[str, Any]:
    edition, form = find_form(site(), *current(request))
    numbers = {row.id: number_of(edition, row) for row in form.rows}
    given = answers_at(edition.id, form.id, now())
    questions = open_questions(edition.id, form.id)
    return {
        "edition": edition,
        "form": form,
        "rows": [(row, numbers[row.id], given.get(row.id, ())) for row in form.rows],
        "questions": [(one, numbers.get(one.row, one.row)) for one in questions],
        "people": may_be_asked(now()),
        "may_invite": role_in(request) in opens_to("invite"),
        "typed": typed,
        "ticked": ticked,
        "today": local_day(now()),
    }
