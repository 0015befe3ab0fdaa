"""Sign-in by a service of the house that speaks OpenID Connect: who comes from there, and with which role."""

from typing import Any

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from tenken.actions.directory import Found, admit, has_account, take_role
from tenken.config import Oidc
from tenken.ledger.people import Role
from tenken.text import Message, _
from tenken.web.frame import in_their_words, now, site

_NO_ROLE = _("The service knows {account}, but no group of theirs has a role in Tenken. Ask an administrator.")
_TAKEN = _("There is another account named {account} here. Ask an administrator.")
_NO_NAME = _("The service tells no user name (preferred_username). Ask an administrator.")


class HouseServiceAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: an account comes into being for who has a role, and is bound to the service's own number."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        oidc = site().config.oidc
        if oidc is None:
            raise _refusal(request, Message(_("this account is closed")))
        found = _found(request, oidc, sociallogin.account.extra_data)
        if sociallogin.is_existing:
            found = Found(sociallogin.user.get_username(), found.title, found.role)
        elif has_account(found.account):
            # The name can be changed at the service; only its number is somebody's.
            raise _refusal(request, Message(_TAKEN, {"account": found.account}))
        if found.role is None:
            take_role(found.account, now())
            raise _refusal(request, Message(_NO_ROLE, {"account": found.account}))
        user = admit(found, found.role, now())
        if user is None:
            raise _refusal(request, Message(_("this account is closed")))
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)

    def on_authentication_error(self, request: HttpRequest, *_given: Any, **_named: Any) -> None:
        raise _refusal(request, Message(_("The sign-in service of the house did not let you in. Try again.")))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        return False

    def send_notification_mail(self, *_given: Any, **_named: Any) -> None:
        """Tenken sends no mail."""

    def get_requests_session(self) -> requests.Session:
        """No environment is asked for a proxy or for authorities; the house's own is named in the settings."""
        session, oidc = requests.Session(), site().config.oidc
        session.trust_env = False
        if oidc and oidc.authority:
            session.verify = str(site().config.data / oidc.authority)
        return session


def _found(request: HttpRequest, oidc: Oidc, told: dict[str, Any]) -> Found:
    claims = {**(told.get("id_token") or {}), **(told.get("userinfo") or {})}
    name = claims.get("preferred_username")
    if not isinstance(name, str) or not name.strip():
        raise _refusal(request, Message(_NO_NAME))
    account = name.strip().lower()[:150]
    title = claims.get("name")
    return Found(account, title if isinstance(title, str) and title else account, _role(oidc, claims.get(oidc.groups)))


def _role(oidc: Oidc, told: object) -> Role | None:
    groups = told if isinstance(told, list) else [told]
    held = {role for role, group in oidc.roles if group in groups}
    return next((role for role in Role if role in held), None)


def _refusal(request: HttpRequest, words: Message) -> ImmediateHttpResponse:
    messages.error(request, in_their_words(request, words))
    return ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
