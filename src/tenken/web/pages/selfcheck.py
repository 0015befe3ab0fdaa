"""5分セルフチェック: one question a screen. The replies stand in the address; nothing is kept, nobody is tracked."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from tenken.answers.selfcheck import (
    BAND_NAMES,
    BAND_WORDS,
    REPLY_NAMES,
    Reply,
    SelfcheckError,
    put,
    read_replies,
    result,
)
from tenken.answers.selfcheck_paper import HONEST, selfcheck_pdf
from tenken.answers.selfcheck_questions import QUESTIONS
from tenken.dates import local_day
from tenken.ledger.lists import count_by_class
from tenken.web.frame import now, site

SECONDS_EACH = 20
"""What reading a question and replying takes, for 「あと約○分」."""


def selfcheck(request: HttpRequest) -> HttpResponse:
    """The first screen, the next question, or once all have a reply what they come to."""
    replies = _replies(request)
    if len(replies) == len(QUESTIONS):
        return render(request, "selfcheck/result.html", _told(replies))
    if "a" not in request.GET:
        return render(request, "selfcheck/page.html", {"n": len(QUESTIONS), "honest": HONEST})
    return render(request, "selfcheck/question.html", _asked(replies))


def paper(request: HttpRequest) -> HttpResponse:
    """The result on one page, as PDF."""
    moment = now()
    try:
        content = selfcheck_pdf(result(_replies(request)), request.LANGUAGE_CODE, moment)
    except SelfcheckError as error:
        raise BadRequest(str(error)) from error
    name = f"selfcheck_{local_day(moment).isoformat()}.pdf"
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})


def _replies(request: HttpRequest) -> tuple[Reply, ...]:
    try:
        return read_replies(request.GET.get("a", ""))
    except SelfcheckError as error:
        raise BadRequest(str(error)) from error


def _asked(replies: tuple[Reply, ...]) -> dict[str, Any]:
    given, of = "".join(replies), len(QUESTIONS)
    return {
        "question": list(QUESTIONS.values())[len(replies)],
        "number": len(replies) + 1,
        "of": of,
        "width": 100 * len(replies) // of,
        "minutes": max(1, round((of - len(replies)) * SECONDS_EACH / 60)),
        "choices": [(reply, REPLY_NAMES[reply], given + reply) for reply in Reply],
        "before": given[:-1] if replies else None,
    }


def _told(replies: tuple[Reply, ...]) -> dict[str, Any]:
    found = result(replies)
    return {
        "result": found,
        "band_name": BAND_NAMES[found.band],
        "band_words": BAND_WORDS[found.band],
        "counts": [(REPLY_NAMES[reply], found.count(reply)) for reply in Reply],
        "put": [(one, REPLY_NAMES[one.reply]) for one in put(replies)],
        "replies": "".join(replies),
        "honest": HONEST,
        "unset": not site().config.facility.name and not count_by_class(),
    }
