"""Which language a page speaks: the visitor's own choice, else the facility's. The browser is not asked."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.views.decorators.http import require_POST

from tenken.web.frame import site
from tenken.web.typed import inside

COOKIE = "tenken_language"


class LanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(COOKIE, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else site().config.language
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers["Content-Language"] = language
        return response


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember a language and go back to where it was chosen."""
    response = HttpResponseRedirect(inside(request, request.POST.get("next", "")) or "/")
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(COOKIE, chosen, max_age=366 * 86400, samesite="Lax", httponly=True)
    return response
