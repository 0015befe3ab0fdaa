"""ログインの守り: the second factor of one's own account, and another's taken away by an administrator."""

import json
from typing import Any

from allauth.mfa.base.views import AuthenticateView, IndexView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tenken.actions.second_factor import account_named, is_protected, record, reset
from tenken.forms.qr import qr
from tenken.ledger.writing import LedgerError
from tenken.text import Message, _
from tenken.web.frame import in_their_words, now, site, who


class SetUp(ActivateTOTPView):  # type: ignore[misc]
    def get_context_data(self, **given: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**given)
        return {**context, "picture": qr(context["totp_url"])}

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _told(self.request, "second factor set up", _("Your second factor is set up. Keep the recovery codes safe."))
        return answer


class TurnOff(DeactivateTOTPView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _told(self.request, "second factor turned off", _("The confirmation code was turned off."))
        return answer


class NewCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _told(self.request, "recovery codes made", _("New recovery codes were made; the old ones are void."))
        return answer


class Prove(AuthenticateView):  # type: ignore[misc]
    """The second step of signing in."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**given)
        has = Authenticator.objects.filter(user=self.stage.login.user, type=Authenticator.Type.WEBAUTHN).exists()
        return {**context, "options": json.dumps(context["js_data"]) if has else ""}

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        used = getattr(form, "authenticator", None)
        if used is not None and used.type == Authenticator.Type.RECOVERY_CODES:
            used.refresh_from_db()
            user, left = self.stage.login.user, len(used.wrap().get_unused_codes())
            record("recovery code used", user, user.get_full_name() or user.get_username(), now())
            words = Message(_("That recovery code is used up; {n} are left."), {"n": left})
            messages.warning(self.request, in_their_words(self.request, words))
        return answer


own = IndexView.as_view()
set_up = SetUp.as_view()
turn_off = TurnOff.as_view()
codes = ViewRecoveryCodesView.as_view()
new_codes = NewCodes.as_view()
prove = Prove.as_view()
prove_again = ReauthenticateView.as_view()


def take_away(request: HttpRequest, account: str) -> HttpResponse:
    """GET asks whether it is meant; POST does it."""
    user = account_named(account)
    if user is None:
        raise Http404(account)
    if request.method == "POST":
        return _taken_away(request, account)
    context = {"account": user, "protected": is_protected(user), "required": _required()}
    return render(request, "second_factor/take_away.html", context)


def _taken_away(request: HttpRequest, account: str) -> HttpResponse:
    try:
        reset(account, who(request), now())
    except LedgerError as error:
        messages.error(request, in_their_words(request, error.reason))
    else:
        words = Message(_("The second factor of {account} was taken away."), {"account": account})
        messages.success(request, in_their_words(request, words))
    return HttpResponseRedirect(reverse("reset-second-factor", args=[account]))


def _required() -> bool:
    return site().config.sign_in.second_factor == "required"


def _told(request: HttpRequest, verb: str, words: str) -> None:
    record(verb, request.user, who(request), now())  # type: ignore[arg-type]  # signed in, says the site map
    messages.success(request, in_their_words(request, Message(words)))
