"""パスキー: added, named, taken away, and shown at the door instead of a password."""

import json
from typing import Any

from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse_lazy
from django.utils.functional import Promise

from tenken.actions.second_factor import record
from tenken.text import Message, _
from tenken.web import passkeys
from tenken.web.frame import in_their_words, now, who


class Add(AddWebAuthnView):  # type: ignore[misc]
    def dispatch(self, request: HttpRequest, *given: Any, **named: Any) -> Any:
        if why := _why_not(request):
            messages.error(request, in_their_words(request, Message(why)))
            return HttpResponseRedirect(reverse_lazy("mfa_index"))
        return super().dispatch(request, *given, **named)

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        return _with_options(super().get_context_data(**given))

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _told(self.request, "passkey added", _("The passkey was added."))
        return answer


class Rename(EditWebAuthnView):  # type: ignore[misc]
    success_url: str | Promise = reverse_lazy("mfa_index")


class Remove(RemoveWebAuthnView):  # type: ignore[misc]
    success_url: str | Promise = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _told(self.request, "passkey removed", _("The passkey was taken away."))
        return answer


class ProveAgain(ReauthenticateWebAuthnView):  # type: ignore[misc]
    def get_context_data(self, **given: Any) -> dict[str, Any]:
        return _with_options(super().get_context_data(**given))


def _why_not(request: HttpRequest) -> str:
    if not passkeys.possible(request):
        return _("Passkeys need https and the name of this machine in the address.")
    if request.user.is_authenticated and not request.user.has_usable_password():
        return _("Accounts of the directory sign in by it alone, so that who leaves there is out here too.")
    return ""


def _with_options(context: dict[str, Any]) -> dict[str, Any]:
    """For the script, which reads them off the form: the policy forbids a script in the page."""
    return {**context, "options": json.dumps(context["js_data"])}


add = Add.as_view()
rename = Rename.as_view()
remove = Remove.as_view()
sign_in = LoginWebAuthnView.as_view()
prove_again = ProveAgain.as_view()


def _told(request: HttpRequest, verb: str, words: str) -> None:
    record(verb, request.user, who(request), now())  # type: ignore[arg-type]  # signed in, says the site map
    messages.success(request, in_their_words(request, Message(words)))
