"""利用者と役割: change who somebody is, close and reopen accounts, end sessions. No account is ever deleted."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import User

from tenken.facts.model import SubjectId, SubjectKind
from tenken.ledger import accounts, logbook
from tenken.ledger.lists import titles
from tenken.ledger.models import Membership
from tenken.ledger.people import Role, role_of
from tenken.ledger.writing import LedgerError, alone
from tenken.text import Complaint, Message, _

LONGEST_NAME = 150
_READING = re.compile(r"[ぁ-ゖゝゞァ-ヺーヽヾ・A-Za-zÀ-ɏ.'’ \-]+")
VERBS: Mapping[str, str] = {
    "change account": _("account changed"),
    "close account": _("account closed"),
    "reopen account": _("account opened again"),
    "end sessions": _("sessions ended"),
}
"""What the logbook says of accounts."""


class PersonError(Complaint):
    """What was typed of a person; ``problems`` name each field that is wrong."""

    def __init__(self, problems: Mapping[str, Message]) -> None:
        super().__init__(_("Look at the fields marked below."))
        self.problems = problems


@dataclass(frozen=True)
class Told:
    """Who somebody is, as typed by an administrator."""

    name: str
    reading: str
    role: str
    vendor: str = ""
    leaves_on: date | None = None


def clean(told: Told) -> Told:
    """The same, with spaces in order. Raises PersonError."""
    name, reading = (" ".join(unicodedata.normalize("NFKC", text).split()) for text in (told.name, told.reading))
    vendor = told.vendor if told.role == Role.VENDOR else ""
    problems = _problems(name, reading, told.role, vendor)
    if problems:
        raise PersonError(problems)
    return Told(name, reading, told.role, vendor, told.leaves_on)


def change(number: int, told: Told, by: str, now: datetime) -> int:
    """Write down who somebody is; how many sessions ended because of another role. Raises PersonError, LedgerError."""
    told = clean(told)
    with alone():
        user = accounts.account_of(number)
        before = role_of(user)
        if told.role != Role.ADMINISTRATOR:
            _refuse_last(user)
        vendor_before = user.membership.vendor if before else ""
        user.first_name, user.last_name = told.name, ""
        user.save(update_fields=["first_name", "last_name"])
        kept = {"role": told.role, "reading": told.reading, "vendor": told.vendor, "leaves_on": told.leaves_on}
        Membership.objects.update_or_create(user=user, defaults=kept)
        other = (before, vendor_before) != (told.role, told.vendor)
        ended = accounts.end_sessions(number) if other else 0
        detail = f"{before or ''} {told.role}" if before != told.role else ""
        logbook.note(now, by, "change account", named(user), detail.strip())
    return ended


def close(number: int, by: str, now: datetime) -> None:
    """The account opens nothing from now on, and its sessions end. Raises LedgerError for the last administrator."""
    with alone():
        user = accounts.account_of(number)
        _refuse_last(user)
        User.objects.filter(pk=number).update(is_active=False)
        accounts.end_sessions(number)
        logbook.note(now, by, "close account", named(user))


def reopen(number: int, by: str, now: datetime) -> None:
    """The account opens again what its role opens; a day of leaving is forgotten."""
    with alone():
        user = accounts.account_of(number)
        User.objects.filter(pk=number).update(is_active=True)
        Membership.objects.filter(user=user).update(leaves_on=None)
        logbook.note(now, by, "reopen account", named(user))


def end_sessions(number: int, by: str, now: datetime, but: str = "", only: int | None = None) -> int:
    """End a person's sessions: all, all but one, or one; how many they were. Raises LedgerError where it had ended."""
    with alone():
        user = accounts.account_of(number)
        if only is None:
            ended = accounts.end_sessions(number, but)
        else:
            accounts.end_session(only, number)
            ended = 1
        logbook.note(now, by, "end sessions", named(user), str(ended))
    return ended


def named(user: User) -> str:
    """As the logbook calls an account: the person's name of that moment and what is typed to sign in."""
    name = user.get_full_name()
    return f"account:{name}（{user.get_username()}）" if name else f"account:{user.get_username()}"


def _problems(name: str, reading: str, role: str, vendor: str) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    if not name:
        problems["name"] = Message(_("say the name"))
    elif len(name) > LONGEST_NAME:
        problems["name"] = Message(_("a name has {n} characters at most"), {"n": LONGEST_NAME})
    if not _READING.fullmatch(reading) or len(reading) > LONGEST_NAME:
        problems["reading"] = Message(_("write the furigana in hiragana or katakana, up to {n} characters"),
                                      {"n": LONGEST_NAME})  # fmt: skip
    if role not in tuple(Role):
        problems["role"] = Message(_("choose a role"))
    if role == Role.VENDOR and SubjectId(vendor) not in {slug for slug, _title in titles(SubjectKind.VENDOR)}:
        problems["vendor"] = Message(_("choose the vendor for whom this person answers"))
    return problems


def _refuse_last(user: User) -> None:
    if role_of(user) is Role.ADMINISTRATOR and user.is_active and not accounts.other_administrators(user.pk):
        raise LedgerError(_("this is the last administrator; make somebody else one first"))
