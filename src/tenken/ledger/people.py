"""Roles of those who use the installation: DESIGN §7. Who has none may open nothing."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q

from tenken.ledger.models import Membership
from tenken.text import _


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    AUDITOR = "auditor"
    ANSWERER = "answerer"
    VENDOR = "vendor"
    INSPECTOR = "inspector"
    HEADQUARTERS = "headquarters"


ROLE_NAMES: Mapping[Role, str] = {
    Role.ADMINISTRATOR: _("administrator"),
    Role.OFFICER: _("officer in charge"),
    Role.AUDITOR: _("officer who looks at access logs"),
    Role.ANSWERER: _("answers what is put to them"),
    Role.VENDOR: _("vendor (own form only)"),
    Role.INSPECTOR: _("inspector (looks only)"),
    Role.HEADQUARTERS: _("group headquarters (looks only)"),
}


def role_of(user: AbstractBaseUser | AnonymousUser) -> Role | None:
    """None for who has not signed in, and for an account that was given no role."""
    try:
        return Role(user.membership.role) if isinstance(user, User) else None
    except Membership.DoesNotExist:
        return None


def give_role(user: User, role: Role) -> None:
    Membership.objects.update_or_create(user=user, defaults={"role": role})


def names_of_people() -> tuple[str, ...]:
    """Whom work of the house can be given to."""
    working = User.objects.filter(
        is_active=True, membership__role__in=(Role.ADMINISTRATOR, Role.OFFICER, Role.AUDITOR, Role.ANSWERER)
    )
    return tuple(sorted({user.get_full_name() or user.get_username() for user in working}))


def names_that_left(today: date) -> frozenset[str]:
    """People whose last day is over, or whose account was closed."""
    gone = User.objects.filter(Q(membership__leaves_on__lt=today) | Q(is_active=False))
    return frozenset(user.get_full_name() or user.get_username() for user in gone)
