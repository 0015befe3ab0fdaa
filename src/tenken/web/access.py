"""Who may open which page. The site map says it of every page; a page that does not say it opens to nobody."""

from collections.abc import Callable, Mapping, Set
from functools import cache, wraps
from pathlib import Path
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, get_resolver, reverse
from django.utils.translation import get_language, gettext_lazy
from django.views.defaults import permission_denied

from tenken.actions import signing_in
from tenken.actions.people import INITIAL_PASSWORD
from tenken.actions.site import site_now
from tenken.ledger.people import Role, role_of
from tenken.text import Message, _, in_words
from tenken.web.door import NotingAdapter

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
STAFF = ADMINISTRATORS | {Role.OFFICER, Role.AUDITOR}
"""Who does the work, and may change what the ledger says."""
AUDITORS = ADMINISTRATORS | {Role.AUDITOR}
"""Who may see in the access logs who handled which patient's information."""
READERS = STAFF | {Role.HEADQUARTERS}
"""Who may see all of the house as it is now."""
EVERYBODY = frozenset(Role)
"""Whoever has signed in."""
LANDINGS: Mapping[Role, str] = {Role.ANSWERER: "mine", Role.VENDOR: "own-form", Role.INSPECTOR: "inspect"}
"""Where they begin who do not see the home page, instead of it."""
ANYONE: frozenset[Role | None] = EVERYBODY | {None}
"""Also who has not signed in."""


def only(roles: Set[Role | None], *pages: URLPattern) -> list[URLPattern]:
    """These pages, for these roles only."""
    for page in pages:
        page.callback = _declared(page.callback, roles)
    return list(pages)


def _declared(view: Callable[..., Any], roles: Set[Role | None]) -> Callable[..., Any]:
    @wraps(view)
    def declared(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    declared.roles = frozenset(roles)  # type: ignore[attr-defined]
    declared.login_required = None not in roles  # type: ignore[attr-defined]  # read by Django's own middleware
    return declared


def roles_of(view: object) -> frozenset[Role | None]:
    return getattr(view, "roles", frozenset())


@cache
def opens_to(name: str) -> frozenset[Role | None]:
    """To whom the page of this name opens."""
    pages = (page for page in get_resolver().url_patterns if isinstance(page, URLPattern))
    return next(roles_of(page.callback) for page in pages if page.name == name)


class MemberBackend(ModelBackend):
    """Accounts by name and password; whoever signed in comes with the role, in one question to the database."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("membership").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


class AccessMiddleware:
    """Refuses who may not open a page; behind the one that leads to sign-in.

    Headquarters send nothing but what is everybody's own, whatever a page that they may look at would take.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_given: Any) -> HttpResponse | None:
        roles = roles_of(view)
        if None in roles:
            return None
        role = role_of(request.user)
        landing = LANDINGS.get(role, "") if role else ""
        if landing and request.resolver_match and request.resolver_match.url_name == "home":
            return HttpResponseRedirect(reverse(landing))
        if role not in roles or (role is Role.HEADQUARTERS and request.method == "POST" and not roles >= EVERYBODY):
            return permission_denied(request, PermissionDenied())
        return None


class ClosedAdapter(NotingAdapter):
    """Accounts are made by an administrator; nobody signs up."""

    error_messages = {  # noqa: RUF012 (allauth's own form)
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("the user name or the password is not right"),
        "too_many_login_attempts": gettext_lazy("too many attempts; try again in a quarter of an hour"),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Django-axes counts by name and address, and its page says until when; this counts a name from anywhere."""
        name = str(credentials.get("username", "")).casefold()
        if not consume(request, app="tenken", action="name", config={"name": "50/15m/key"}, key=name):
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        """Nothing was counted by allauth itself."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Another service of the house may have said why."""
        super().authentication_failed(request, **credentials)
        refused = getattr(request, "refused", None)
        if isinstance(refused, Message):
            raise ValidationError(in_words(refused, (get_language() or "ja")[:2]))

    def login(self, request: HttpRequest, user: User) -> None:
        """Where another service signs people in, a local account is for the day on which that one fails."""
        super().login(request, user)
        if _has_elsewhere() and user.has_usable_password():
            signing_in.came_in_locally(user)
            words = Message(_("You signed in by a local account; this is written into the record."))
            messages.warning(request, in_words(words, (get_language() or "ja")[:2]))

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:  # noqa: ARG002
        """A passkey of an account that was closed; a password does not come as far."""
        self.add_message(request, messages.ERROR, message=gettext_lazy("this account is closed"))
        return HttpResponseRedirect(reverse("account_login"))

    def set_password(self, user: User, password: str) -> None:
        """The first password's note has done its work once somebody chose another."""
        super().set_password(user, password)
        (Path(settings.DATA) / INITIAL_PASSWORD).unlink(missing_ok=True)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("home")

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False


def _has_elsewhere() -> bool:
    config = site_now(settings.DATA).config
    return bool(config.ldap or config.oidc)
