"""あなたへの質問: what was put to whoever is signed in, one question a page; nothing else of the house is shown."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tenken.actions.answer import find_row
from tenken.actions.ask import answer_question, own_question
from tenken.actions.assess import find_form
from tenken.answers.model import AnswerError, number_of
from tenken.dates import local_day
from tenken.ledger.answers import answers_at
from tenken.ledger.asked import Asked, put_to
from tenken.ledger.sheets import kept
from tenken.ledger.writing import LedgerError
from tenken.rules.guide import guide
from tenken.standard.load import EditionError
from tenken.standard.model import Edition, Row
from tenken.text import Message, _
from tenken.web.frame import in_their_words, now, site
from tenken.web.pages.answering import Unclear, proposed


def mine(request: HttpRequest) -> HttpResponse:
    lines = [(one, *_row(one)) for one in put_to(int(request.user.pk or 0))]
    context = {
        "open": [line for line in lines if line[0].closed_at is None],
        "done": [(*line, _given(line[0])) for line in lines if line[0].closed_at],
        "today": local_day(now()),
    }
    return render(request, "mine/page.html", context)


def question(request: HttpRequest, number: int) -> HttpResponse:
    """GET shows the question; POST keeps the answer and leads to the next."""
    one = _own(request, number)
    if request.method != "POST":
        return render(request, "mine/question.html", _context(one))
    try:
        given = answer_question(site(), number, int(request.user.pk or 0), proposed(request), now())
    except (AnswerError, LedgerError, Unclear) as error:
        context = {**_context(one), "refused": error.reason, "typed": request.POST}
        return render(request, "mine/question.html", context, status=409)
    words = Message(_("kept: {answer}"), {"answer": "はい" if given.yes else "いいえ"})
    messages.success(request, in_their_words(request, words))
    return HttpResponseRedirect(reverse("mine"))


def _own(request: HttpRequest, number: int) -> Asked:
    try:
        return own_question(number, int(request.user.pk or 0))
    except LedgerError as error:
        raise Http404(str(error)) from error


def _row(one: Asked) -> tuple[Edition, Row, str]:
    try:
        edition, form = find_form(site(), one.edition, one.form)
        row = find_row(form, one.row)
    except EditionError as error:
        raise Http404(str(error)) from error
    return edition, row, number_of(edition, row)


def _given(one: Asked) -> Any:
    answers = answers_at(one.edition, one.form, now()).get(one.row, ())
    return next((answer for answer in answers if answer.number == one.answer), None)


def _context(one: Asked) -> dict[str, Any]:
    edition, row, number = _row(one)
    answers = answers_at(one.edition, one.form, now()).get(one.row, ())
    today = local_day(now())
    return {
        "one": one,
        "edition": edition,
        "row": row,
        "number": number,
        "verdict": kept(one.edition, one.form).get(one.row),
        "answers": answers,
        "guide": guide(row.lineage),
        "late": one.late(today),
        "today_iso": today.isoformat(),
        "typed": {},
    }
