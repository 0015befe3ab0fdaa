"""招待: who was asked to come in, kept without the link itself."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from tenken.facts.model import SubjectId
from tenken.ledger.models import Invitation
from tenken.ledger.people import Role
from tenken.ledger.writing import LedgerError
from tenken.text import _


@dataclass(frozen=True, slots=True)
class Invited:
    """One invitation that nobody used or withdrew. ``until`` may be over."""

    number: int
    name: str
    reading: str
    role: Role
    vendor: SubjectId
    by: str
    at: datetime
    until: datetime


def keep_invitation(invited: Invited, token: str) -> None:
    Invitation.objects.create(
        token_sha256=_hashed(token),
        name=invited.name,
        reading=invited.reading,
        role=invited.role,
        vendor=invited.vendor,
        made_by=invited.by,
        made_at=invited.at,
        expires_at=invited.until,
    )


def open_invitations() -> list[Invited]:
    """The newest first; also those whose time is over, until somebody withdraws them."""
    return [_value(row) for row in Invitation.objects.filter(closed_at=None).order_by("-made_at", "-pk")]


def invitation_of(token: str, now: datetime) -> Invited | None:
    """What a link opens; None where it was never made, was used or withdrawn, or its time is over."""
    row = Invitation.objects.filter(token_sha256=_hashed(token), closed_at=None, expires_at__gt=now).first()
    return _value(row) if row else None


def use(number: int, account: str, now: datetime) -> None:
    """Nobody else comes in by it. Raises LedgerError where somebody did meanwhile."""
    if not Invitation.objects.filter(pk=number, closed_at=None).update(closed_at=now, account=account):
        raise LedgerError(_("this invitation was used already"))


def withdraw(number: int, now: datetime) -> Invited:
    """The link opens nothing any more. Raises LedgerError where it did so already."""
    row = Invitation.objects.filter(pk=number, closed_at=None).first()
    if row is None:
        raise LedgerError(_("this invitation was used or withdrawn already"))
    Invitation.objects.filter(pk=number).update(closed_at=now)
    return _value(row)


def _hashed(token: str) -> str:
    """A token is random enough that a plain hash of it tells nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def _value(row: Invitation) -> Invited:
    return Invited(
        number=row.pk,
        name=row.name,
        reading=row.reading,
        role=Role(row.role),
        vendor=SubjectId(row.vendor),
        by=row.made_by,
        at=row.made_at,
        until=row.expires_at,
    )
