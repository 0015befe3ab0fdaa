"""二要素認証 of those who sign in to Tenken: who has one, what became of it, and another person's taken away."""

from collections.abc import Mapping
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User

from tenken.ledger.logbook import note
from tenken.ledger.writing import LedgerError, writing
from tenken.text import _

VERBS: Mapping[str, str] = {
    "second factor set up": _("second factor set up"),
    "second factor turned off": _("second factor turned off"),
    "second factor reset": _("second factor of somebody else taken away"),
    "passkey added": _("passkey added"),
    "passkey removed": _("passkey taken away"),
    "recovery codes made": _("recovery codes made anew"),
    "recovery code used": _("signed in with a recovery code"),
}
"""What the logbook says of a second factor."""

_PROVES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_protected(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Does this account ask for more than a password?"""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=_PROVES).exists())


def protected_accounts() -> frozenset[int]:
    """The numbers of all accounts that ask for more than a password."""
    return frozenset(Authenticator.objects.filter(type__in=_PROVES).values_list("user_id", flat=True))


def record(verb: str, user: AbstractBaseUser, by: str, now: datetime) -> None:
    """Write down what somebody did to the account's second factor; ``verb`` is one of VERBS."""
    with writing(now) as at:
        note(at, by, verb, user.get_username())


def reset(account: str, by: str, now: datetime) -> None:
    """Take away the second factor of an account whose owner lost it. Raises LedgerError where there is none."""
    with writing(now) as at:
        gone, _kinds = Authenticator.objects.filter(user__username=account).delete()
        if not gone:
            raise LedgerError(_("{account} has no second factor"), account=account)
        note(at, by, "second factor reset", account)


def account_named(account: str) -> User | None:
    return User.objects.filter(username=account).first()
