"""The way to the house's own sign-in service and back."""

from allauth.socialaccount.providers.openid_connect import views
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from requests import RequestException

from tenken.text import Message, _
from tenken.web.frame import in_their_words


def go(request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return views.login(request, provider_id)  # type: ignore[no-any-return]
    except RequestException:
        return _away(request)


def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return views.callback(request, provider_id)  # type: ignore[no-any-return]
    except RequestException:
        return _away(request)


def _away(request: HttpRequest) -> HttpResponse:
    words = Message(_("The sign-in service of the house does not answer. A local account opens meanwhile."))
    messages.error(request, in_their_words(request, words))
    return HttpResponseRedirect(reverse("account_login"))
