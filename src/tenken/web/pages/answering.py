"""回答する: an answer from the list, one question at a time or a row's page leads back to where it was given."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.answer import answer
from tenken.answers.model import AnswerError, Proposed
from tenken.dates import DateError, read_day
from tenken.ledger.writing import LedgerError
from tenken.standard.load import EditionError
from tenken.text import Complaint, Message, _
from tenken.web.frame import in_their_words, looked_at, now, remember_signer, site
from tenken.web.moment import Past, refuse_in_the_past
from tenken.web.pages.checklist import SHOW, list_page
from tenken.web.pages.one import after_answer, one_page
from tenken.web.pages.row import row_page
from tenken.web.questions import Refused
from tenken.web.typed import whole

_AGAIN: Mapping[str, Callable[[HttpRequest, str, str, str, Refused], HttpResponse]] = {
    "list": list_page,
    "one": one_page,
}
"""Where an answer was given → the page that shows it again when it is refused."""


@require_POST
def give_answer(request: HttpRequest, edition: str, form: str, row_id: str) -> HttpResponse:
    try:
        refuse_in_the_past(looked_at(request))
        given = answer(site(), edition, form, row_id, proposed(request), now())
    except (AnswerError, LedgerError, Past, Unclear) as error:
        again = _AGAIN.get(request.POST.get("place", ""), row_page)
        return again(request, edition, form, row_id, Refused(row_id, error.reason, request.POST.dict()))
    except EditionError as error:
        raise Http404(str(error)) from error
    remember_signer(request, given.by)
    kept = Message(_("kept: {answer}"), {"answer": "はい" if given.yes else "いいえ"})
    messages.success(request, in_their_words(request, kept))
    return HttpResponseRedirect(_onward(request, edition, form, row_id))


def _onward(request: HttpRequest, edition: str, form: str, row_id: str) -> str:
    place = request.POST.get("place", "")
    if place == "list":
        show = request.POST.get(SHOW, "")
        return reverse("checklist") + (f"?{SHOW}={show}" if show.isalpha() else "") + f"#r-{row_id}"
    if place == "one":
        return after_answer(request, row_id)
    return reverse("row", args=[edition, form, row_id])


class Unclear(Complaint):
    """The form was not filled in so that it could be read."""


def proposed(request: HttpRequest) -> Proposed:
    """What was typed into the form of an answer. Raises Unclear."""
    typed = request.POST
    if typed.get("answer") not in ("yes", "no"):
        raise Unclear(_("choose はい or いいえ"))
    yes = typed["answer"] == "yes"
    try:
        on = read_day(typed.get("on", ""))
        # A target belongs to いいえ; what stands in its hidden field beside はい is of no account.
        target = read_day(typed["target"]) if not yes and typed.get("target", "").strip() else None
    except DateError as error:
        raise Unclear(error.reason) from error
    return Proposed(
        yes=yes,
        by=typed.get("by", ""),
        on=on,
        target=target,
        reason=typed.get("reason", ""),
        round=whole(typed.get("round", ""), 0) or None,
        after=whole(typed.get("after", ""), 0),
    )
