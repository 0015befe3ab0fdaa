"""二要素認証: what allauth has to know of this house, and the way to setting one up where everybody needs one."""

import unicodedata
from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy

from tenken.actions.second_factor import is_protected
from tenken.text import _, translate
from tenken.web.frame import site

_FREE = ("mfa_", "account_reauthenticate", "account_logout", "account_change_password", "language", "healthz")
"""How the names of the pages begin that open before a second factor is set up."""


class HouseAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are locked by the facility's own key, and an app on a phone shows the facility's name."""

    error_messages = {  # noqa: RUF012 (allauth's own form)
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("the code is not right; type the one that is shown now"),
        "cannot_generate_recovery_codes": gettext_lazy("there is no second factor yet; set one up first"),
    }

    def encrypt(self, text: str) -> str:
        return site().keys.locked(text)

    def decrypt(self, encrypted_text: str) -> str:
        return site().keys.unlocked(encrypted_text)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        n = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return translate(_("passkey {n}"), get_language() or "ja").format(n=n)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": self.get_totp_issuer()}

    def get_totp_issuer(self) -> str:
        # A colon would part the name from the account.
        return f"Tenken {site().config.facility.name}".replace(":", " ").strip()


class _TypedCode:
    """Full-width digits are digits too."""

    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        self.cleaned_data["code"] = unicodedata.normalize("NFKC", self.cleaned_data["code"])
        return str(super().clean_code())  # type: ignore[misc]


class SetUpForm(_TypedCode, ActivateTOTPForm):  # type: ignore[misc]
    pass


class SignInForm(_TypedCode, AuthenticateForm):  # type: ignore[misc]
    pass


class AgainForm(_TypedCode, ReauthenticateForm):  # type: ignore[misc]
    pass


class _WholeCredential:
    """What a browser sends of a passkey, looked at before fido2 does: it takes for granted that every part is there."""

    cleaned_data: dict[str, Any]
    parts: tuple[str, ...] = ("clientDataJSON", "authenticatorData", "signature")

    def clean_credential(self) -> Any:
        told = self.cleaned_data["credential"]
        inside = told.get("response") if isinstance(told, dict) else None
        texts = (
            [*map(told.get, ("id", "rawId", "type")), *map(inside.get, self.parts)] if isinstance(inside, dict) else []
        )
        if not texts or not all(isinstance(text, str) and text for text in texts):
            raise HouseAdapter().validation_error("incorrect_code")
        return self.taken()

    def taken(self) -> Any:
        return super().clean_credential()  # type: ignore[misc]


class PasskeySignInForm(_WholeCredential, LoginWebAuthnForm):  # type: ignore[misc]
    """Not for accounts of the directory: who left there would still come in."""

    def taken(self) -> Any:
        found = super().taken()
        if not found.user.has_usable_password():
            raise HouseAdapter().validation_error("incorrect_code")
        return found


class PasskeyProofForm(_WholeCredential, AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeyAgainForm(_WholeCredential, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class NewPasskeyForm(_WholeCredential, AddWebAuthnForm):  # type: ignore[misc]
    parts = ("clientDataJSON", "attestationObject")

    def taken(self) -> Any:
        return self.cleaned_data["credential"]


class SecondFactorMiddleware:
    """Where everybody needs a second factor, who has none is led to setting one up before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_given: Any) -> HttpResponse | None:
        page = (request.resolver_match.url_name if request.resolver_match else "") or ""
        needed = site().config.sign_in.second_factor == "required" and request.user.is_authenticated
        if not needed or page.startswith(_FREE) or is_protected(request.user):
            return None
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
