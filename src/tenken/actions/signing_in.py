"""Who came in, who did not, who went: written down as it happens. A wrong name is not, for it may be a password."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.contrib.auth.models import User

from tenken.actions.accounts import named
from tenken.ledger import accounts, logbook
from tenken.ledger.writing import alone
from tenken.text import _

VERBS: Mapping[str, str] = {
    "sign in": _("signed in"),
    "local sign-in": _("signed in by a local account, beside the directory"),
    "role by the directory": _("role by the directory"),
    "sign out": _("signed out"),
    "sign failed": _("sign-in failed"),
    "sign locked": _("sign-in locked after too many failures"),
    "change password": _("password changed"),
}
"""What the logbook says of the door."""


def came_in(user: User, address: str) -> None:
    logbook.note(datetime.now(UTC), _name(user), "sign in", named(user), address)


def came_in_locally(user: User) -> None:
    """Where another service signs people in, who comes in beside it is seen."""
    logbook.note(datetime.now(UTC), _name(user), "local sign-in", named(user))


def went(user: User, address: str) -> None:
    logbook.note(datetime.now(UTC), _name(user), "sign out", named(user), address)


def kept_out(typed: str, address: str, *, locked: bool) -> None:
    """Nobody is named as who did it: who typed this name is not known."""
    user = User.objects.filter(username__iexact=typed[:150]).first() if typed else None
    logbook.note(
        datetime.now(UTC), "", "sign locked" if locked else "sign failed", named(user) if user else "", address
    )


def took_another_password(user: User) -> None:
    """Whoever knew the old one is out: every session of the account ends."""
    with alone():
        accounts.end_sessions(user.pk)
        logbook.note(datetime.now(UTC), _name(user), "change password", named(user))


def _name(user: User) -> str:
    return user.get_full_name() or user.get_username()
