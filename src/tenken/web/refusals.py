"""Requests that no page can answer are refused in words, whatever the database and the framework would say."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from tenken.text import Message, _
from tenken.web.frame import in_their_words
from tenken.web.problems import DOOR
from tenken.web.uploads import UploadRefused

NUL = "\0"
"""No person types it, and PostgreSQL takes no text that holds it."""


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not request.path_info.startswith(DOOR):
            # Who signs in again in the middle of a form comes back here with an empty hand.
            response.content = render(request, "405.html").content
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        # A program's body is looked at by the door itself, once it knows whose it is.
        body = [] if request.path_info.startswith(DOOR) else request.POST.lists()
        typed = [*request.GET.lists(), *body]
        if NUL in request.path or any(NUL in text for name, values in typed for text in (name, *values)):
            raise BadRequest("NUL")


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's page 400, which says of a file or of a long form why it was not taken."""
    if isinstance(exception, UploadRefused):
        return render(request, "413.html", {"why": in_their_words(request, exception.reason)}, status=exception.status)
    if isinstance(exception, RequestDataTooBig):
        words = Message(_("The form holds more text than is taken at once."))
        return render(request, "413.html", {"why": in_their_words(request, words)}, status=413)
    return render(request, "400.html", status=400)
