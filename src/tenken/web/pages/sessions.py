"""自分のログイン: where one is signed in, and the way to end it there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions import accounts as acts
from tenken.ledger import accounts
from tenken.ledger.writing import LedgerError
from tenken.text import Message, _
from tenken.web.browsers import sessions_in_words
from tenken.web.frame import in_their_words, now, who
from tenken.web.typed import whole


def sessions(request: HttpRequest) -> HttpResponse:
    found = accounts.sessions_of(int(request.user.pk or 0), now())
    context = {"sessions": sessions_in_words(found, request.session.session_key or "")}
    return render(request, "people/sessions.html", context)


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """One session where it is named, else all but this one."""
    wanted = whole(request.POST.get("session", ""), 0) or None
    try:
        ended = acts.end_sessions(
            int(request.user.pk or 0), who(request), now(), but=request.session.session_key or "", only=wanted
        )
    except LedgerError as error:
        messages.error(request, in_their_words(request, error.reason))
    else:
        messages.success(request, in_their_words(request, Message(_("{n} sessions ended"), {"n": ended})))
    return HttpResponseRedirect(reverse("own-sessions"))
