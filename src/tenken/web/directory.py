"""Sign-in by the house's directory, behind the local accounts: those open when it does not answer."""

from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest

from tenken.actions.directory import DirectoryError, Found, admit, look_up, take_role
from tenken.text import Message, _
from tenken.web.access import MemberBackend
from tenken.web.frame import now, site

_NO_ROLE = _("The directory knows {account}, but no group of theirs has a role in Tenken. Ask an administrator.")


class DirectoryBackend(MemberBackend):
    """A name that has a local password is never asked of the directory, whose administrators are others."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_more: Any
    ) -> User | None:
        ldap, name = site().config.ldap, username or ""
        if ldap is None or request is None or _is_local(name):
            return None
        try:
            found = look_up(ldap, site().config.data, name, password or "")
        except DirectoryError as error:
            _refuse(request, error.reason)
            return None
        return _admitted(request, found) if found else None


def _admitted(request: HttpRequest, found: Found) -> User | None:
    if found.role is None:
        take_role(found.account, now())
        _refuse(request, Message(_NO_ROLE, {"account": found.account}))
        return None
    user = admit(found, found.role, now())
    if user is None:
        _refuse(request, Message(_("this account is closed")))
    return user


def _is_local(name: str) -> bool:
    return any(user.has_usable_password() for user in User.objects.filter(username__iexact=name))


def _refuse(request: HttpRequest, words: Message) -> None:
    request.refused = words  # type: ignore[attr-defined]  # told by ClosedAdapter.authentication_failed
