"""Who does nothing for a while is signed out: a machine in a ward stands open to whoever passes by."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from tenken.text import Message, _
from tenken.web.frame import in_their_words, now, site

_SEEN = "seen_at"
_EVERY = timedelta(minutes=1)
"""So often the moment is written down; not at every page."""


class IdleMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_given: Any) -> HttpResponse | None:
        minutes = site().config.sign_in.idle_minutes
        if not minutes or not request.user.is_authenticated:
            return None
        moment = now().timestamp()
        silent = moment - float(request.session.get(_SEEN, moment))
        if silent > minutes * 60:
            return _signed_out(request, minutes)
        if silent >= _EVERY.total_seconds() or _SEEN not in request.session:
            request.session[_SEEN] = moment
        return None


def _signed_out(request: HttpRequest, minutes: int) -> HttpResponse:
    """What was typed stays in the browser; the way back to it is said."""
    back = request.get_full_path() if request.method == "GET" else "/"
    logout(request)
    words = Message(_("Nothing was done for {n} minutes, so you were signed out."), {"n": minutes})
    typed = Message(_("What you typed was not kept: sign in, then go back with the button of the browser."))
    said = [words] if request.method == "GET" else [words, typed]
    messages.warning(request, "".join(in_their_words(request, one) for one in said))
    return redirect_to_login(back)
