"""招待: an administrator asks somebody in by a link that opens once; whoever has it makes the account by themselves."""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tenken.actions.accounts import PersonError, Told, clean, named
from tenken.facts.model import SubjectId
from tenken.ledger import invitations, logbook
from tenken.ledger.invitations import Invited
from tenken.ledger.models import Membership
from tenken.ledger.people import Role
from tenken.ledger.writing import LedgerError, alone
from tenken.text import Message, _

TOKEN_BYTES = 24
DAYS = (1, 3, 7, 14)
"""For how long an invitation may hold."""
_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9.@_+-]{1,99}")
VERBS: Mapping[str, str] = {
    "invite": _("invited"),
    "withdraw invitation": _("invitation withdrawn"),
    "join": _("account made by invitation"),
}
"""What the logbook says of invitations."""


@dataclass(frozen=True)
class Joining:
    """How somebody wants to sign in from now on."""

    account: str
    password: str
    again: str


def invite(told: Told, days: int, by: str, now: datetime) -> str:
    """The token of the link, which stands nowhere from now on. Raises PersonError."""
    told = clean(told)
    if days not in DAYS:
        raise PersonError({"days": Message(_("choose for how many days the invitation holds"))})
    token = secrets.token_urlsafe(TOKEN_BYTES)
    until = now + timedelta(days=days)
    invited = Invited(0, told.name, told.reading, Role(told.role), SubjectId(told.vendor), by, now, until)
    with alone():
        invitations.keep_invitation(invited, token)
        logbook.note(now, by, "invite", f"account:{told.name}", told.role)
    return token


def withdraw(number: int, by: str, now: datetime) -> None:
    """Raises LedgerError where nobody could come in by it any more."""
    with alone():
        invited = invitations.withdraw(number, now)
        logbook.note(now, by, "withdraw invitation", f"account:{invited.name}", invited.role)


def join(token: str, joining: Joining, now: datetime) -> str:
    """Make the account; how it is called. Raises PersonError, and LedgerError for a link that opens nothing."""
    account = unicodedata.normalize("NFKC", joining.account).strip()
    with alone():
        invited = invitations.invitation_of(token, now)
        if invited is None:
            raise LedgerError(_("this invitation opens nothing"))
        user = User(username=account, first_name=invited.name)
        problems = _problems(user, joining)
        if problems:
            raise PersonError(problems)
        user.set_password(joining.password)
        user.save()
        Membership.objects.create(user=user, role=invited.role, reading=invited.reading, vendor=invited.vendor)
        invitations.use(invited.number, account, now)
        logbook.note(now, invited.name, "join", named(user), invited.role)
    return account


def _problems(user: User, joining: Joining) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    if not _ACCOUNT.fullmatch(user.username):
        problems["account"] = Message(
            _("2 to 100 letters (A to Z), digits or . @ _ + -, beginning with a letter or digit")
        )
    elif User.objects.filter(username__iexact=user.username).exists():
        problems["account"] = Message(_("this user name is taken; choose another"))
    if joining.password != joining.again:
        problems["again"] = Message(_("this is not the password typed above"))
    try:
        validate_password(joining.password, user)
    except ValidationError as error:
        problems["password"] = Message("".join(error.messages))  # Django's own words, in the language of the page
    return problems
