"""利用者: everybody with an account, as the page of people shows them."""

import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session

from tenken.facts.model import SubjectId
from tenken.ledger.people import Role, role_of
from tenken.ledger.writing import LedgerError
from tenken.text import _

_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


@dataclass(frozen=True, slots=True)
class Person:
    """``name`` is that under which the person acts; ``account`` what is typed to sign in.

    ``last_sign_in`` None: never yet.
    """

    number: int
    account: str
    name: str
    reading: str
    role: Role | None
    vendor: SubjectId
    active: bool
    last_sign_in: datetime | None
    second_factor: bool
    sessions: int
    leaves_on: date | None

    def has_left(self, today: date) -> bool:
        """Gone, and the account still opens the door."""
        return self.active and self.leaves_on is not None and self.leaves_on < today


@dataclass(frozen=True, slots=True)
class Signed:
    """One session of a person: since when, last used when, from where, with what."""

    number: int
    key: str
    since: datetime
    last_seen: datetime
    address: str
    browser: str


def reading_order(text: str) -> str:
    """By what names are sorted: katakana and half-width kana fall in with hiragana."""
    return unicodedata.normalize("NFKC", text).translate(_TO_HIRAGANA).casefold()


def people(now: datetime) -> list[Person]:
    """Everybody, by furigana; who may no longer sign in comes last."""
    protected, sessions = _protected(), _sessions(now)
    users = User.objects.select_related("membership")
    found = [_person(user, user.pk in protected, sessions[user.pk]) for user in users]
    return sorted(found, key=lambda one: (not one.active, reading_order(one.reading or one.name), one.account))


def person(number: int, now: datetime) -> Person:
    """Raises LedgerError for a number that nobody has."""
    user = account_of(number)
    return _person(user, user.pk in _protected(), len(sessions_of(number, now)))


def account_of(number: int) -> User:
    """Raises LedgerError for a number that nobody has."""
    found = User.objects.select_related("membership").filter(pk=number).first()
    if found is None:
        raise LedgerError(_("there is no such account"))
    return found


def sessions_of(number: int, now: datetime) -> list[Signed]:
    """Sessions that still open the door, the last used first."""
    open_ = Session.objects.filter(expire_date__gt=now).values("session_key")
    rows = UserSession.objects.filter(user_id=number, session_key__in=open_).order_by("-last_seen_at", "-pk")
    return [Signed(r.pk, r.session_key, r.created_at, r.last_seen_at, str(r.ip), r.user_agent) for r in rows]


def end_session(number: int, of: int) -> None:
    """End one session of this person. Raises LedgerError where it is no longer there."""
    found = UserSession.objects.filter(pk=number, user_id=of).first()
    if found is None:
        raise LedgerError(_("this session had ended already"))
    found.end()


def end_sessions(of: int, but: str = "") -> int:
    """End all sessions of this person but the one of this key; how many they were."""
    found = list(UserSession.objects.filter(user_id=of).exclude(session_key=but))
    for session in found:
        session.end()
    return len(found)


def used(key: str, now: datetime) -> None:
    """The session of this key was used just now."""
    UserSession.objects.filter(session_key=key).update(last_seen_at=now)


def other_administrators(than: int) -> bool:
    """Whether somebody else may still run the installation."""
    others = User.objects.filter(is_active=True, membership__role=Role.ADMINISTRATOR).exclude(pk=than)
    return others.exists()


def _person(user: User, protected: bool, sessions: int) -> Person:
    role = role_of(user)
    member = user.membership if role else None
    return Person(
        number=user.pk,
        account=user.get_username(),
        name=user.get_full_name() or user.get_username(),
        reading=member.reading if member else "",
        role=role,
        vendor=SubjectId(member.vendor if member else ""),
        active=user.is_active,
        last_sign_in=user.last_login,
        second_factor=protected,
        sessions=sessions,
        leaves_on=member.leaves_on if member else None,
    )


def _sessions(now: datetime) -> Counter[int]:
    open_ = Session.objects.filter(expire_date__gt=now).values("session_key")
    return Counter(UserSession.objects.filter(session_key__in=open_).values_list("user_id", flat=True))


def _protected() -> frozenset[int]:
    """Accounts that ask for more than a password."""
    rows = Authenticator.objects.filter(type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN))
    return frozenset(rows.values_list("user_id", flat=True))
