"""The door: whoever comes, goes or is kept out is written down."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import User
from django.http import HttpRequest

from tenken.actions import signing_in

LISTED = "listed"
"""Stands in a session that was begun at our door, and is therefore listed."""


class NotingAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in as allauth does it, with an entry in the logbook for each coming and going."""

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        request.session[LISTED] = True
        signing_in.came_in(user, self.get_client_ip(request))

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        super().logout(request)
        if isinstance(user, User):
            signing_in.went(user, self.get_client_ip(request))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        signing_in.kept_out(str(credentials.get("username", "")), self.get_client_ip(request), locked=False)

    def set_password(self, user: User, password: str) -> None:
        super().set_password(user, password)
        signing_in.took_another_password(user)
