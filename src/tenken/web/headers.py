"""What every answer says to the browser beside its content: no more rights than are needed, and nothing runs."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tenken.web.downloads import SANDBOX

PERMISSIONS = (
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)"
)
SHOWN = (
    "text/html",
    "text/plain",
    "text/css",
    "text/javascript",
    "font/",
    "application/json",
    "application/problem+json",
)
"""What a browser may show or use in place; static files are answered before. All else is saved and not opened."""
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""May be shown in place where a page says so. SVG can hold scripts, PDF can too."""


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS)
        answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not _is_shown(answer):
            _make_harmless(answer)
        if _is_sign_out(request):
            # Whoever uses the browser next sees no page of before by its button for going back.
            answer.headers["Clear-Site-Data"] = '"cache"'
        return answer


def _is_shown(answer: HttpResponseBase) -> bool:
    return answer.headers.get("Content-Type", "text/html").startswith(SHOWN)


def _make_harmless(answer: HttpResponseBase) -> None:
    """A download is saved under its name and is never run, whichever page it comes from."""
    kind, disposition = answer.headers.get("Content-Type", ""), answer.headers.get("Content-Disposition", "")
    if not disposition.startswith("attachment") and not kind.startswith(PICTURES):
        answer.headers["Content-Disposition"] = disposition.replace("inline", "attachment", 1) or "attachment"
    answer.headers["Content-Security-Policy"] = SANDBOX


def _is_sign_out(request: HttpRequest) -> bool:
    match = request.resolver_match
    return request.method == "POST" and match is not None and match.url_name == "account_logout"
