"""Who may open which page."""

from pathlib import Path

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tenken.actions.people import INITIAL_PASSWORD


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator; nobody signs up."""

    error_messages = {  # noqa: RUF012 (allauth's own form)
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("the user name or the password is not right"),
        "too_many_login_attempts": gettext_lazy("too many attempts; try again in a quarter of an hour"),
    }

    def set_password(self, user: User, password: str) -> None:
        """The first password's note has done its work once somebody chose another."""
        super().set_password(user, password)
        (Path(settings.DATA) / INITIAL_PASSWORD).unlink(missing_ok=True)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("home")

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False
