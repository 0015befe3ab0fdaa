"""名簿でのログイン: a name and a password are asked of the house's own directory (LDAP, Active Directory).

Nothing is said there without TLS, and no certificate is taken that does not fit. The password is tried, and not kept.
"""

import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from sansldap import (
    BindResponse,
    ExtendedOperations,
    ExtendedResponse,
    FilterEquality,
    FilterOr,
    LDAPClient,
    LDAPError,
    LDAPFilter,
    LDAPMessage,
    LDAPResult,
    LDAPResultCode,
    SearchResultDone,
    SearchResultEntry,
    SearchScope,
)

from tenken.config import Ldap
from tenken.ledger.logbook import note
from tenken.ledger.models import Membership
from tenken.ledger.people import Role, give_role, role_of
from tenken.ledger.writing import writing
from tenken.text import Complaint, _, reason_of

TIMEOUT_S = 10
MAX_BYTES = 4 * 1024 * 1024
"""An answer about one person is a few kilobytes."""


class DirectoryError(Complaint):
    """The directory cannot be asked: mend the network, its certificate or the settings; local accounts still open."""

    kind = "cannot"


@dataclass(frozen=True)
class Found:
    """Somebody whose password the directory took. ``role`` None: in no group that Tenken knows."""

    account: str
    title: str
    role: Role | None


def look_up(ldap: Ldap, data: Path, name: str, password: str) -> Found | None:
    """None where name or password is wrong. Raises DirectoryError."""
    if not name or not password:  # without a password a directory lets anybody bind
        return None
    with _Talk(ldap, data) as talk:
        if not talk.bind(ldap.bind, _secret(ldap, data)):
            raise DirectoryError(_("the directory refuses the account {account}"), account=ldap.bind)
        person = _person(talk, ldap, name)
        role = _role(talk, ldap, person, name) if person else None
    if person is None:
        return None
    with _Talk(ldap, data) as talk:
        known = talk.bind(person.object_name, password)
    account = (_first(person, ldap.attribute) or name).lower()
    return Found(account, _first(person, "displayName") or _first(person, "cn") or account, role) if known else None


def admit(found: Found, role: Role, now: datetime) -> User | None:
    """The account of somebody whom the directory knows; made at the first time. None where it is closed or local."""
    with writing(now) as at:
        user, made = User.objects.get_or_create(username=found.account, defaults={"last_name": found.title[:150]})
        if made:
            user.set_unusable_password()
            user.save()
        if not user.is_active or user.has_usable_password():
            return None
        before = role_of(user)
        if before is not role:
            give_role(user, role)
            note(at, found.title, "role by the directory", found.account, f"{before or '－'} → {role}")
    return User.objects.select_related("membership").get(pk=user.pk)


def has_account(account: str) -> bool:
    return User.objects.filter(username__iexact=account).exists()


def take_role(account: str, now: datetime) -> None:
    """Whoever is in no group any more opens nothing, where a session of theirs still runs either."""
    user = User.objects.filter(username=account).first()
    if user is None or user.has_usable_password() or role_of(user) is None:
        return
    with writing(now) as at:
        before = role_of(user)
        Membership.objects.filter(user=user).delete()
        note(at, account, "role by the directory", account, f"{before} → －")


def _person(talk: "_Talk", ldap: Ldap, name: str) -> SearchResultEntry | None:
    found = talk.search(
        ldap.base, SearchScope.SUBTREE, _is(ldap.attribute, name), [ldap.attribute, "displayName", "cn"]
    )
    return found[0] if len(found) == 1 else None


def _role(talk: "_Talk", ldap: Ldap, person: SearchResultEntry, name: str) -> Role | None:
    """That of the first group that holds the person, the mightiest first."""
    member = FilterOr(
        [_is("member", person.object_name), _is("uniqueMember", person.object_name), _is("memberUid", name)]
    )
    held = {role for role, group in ldap.roles if talk.search(group, SearchScope.BASE, member, ["cn"])}
    return next((role for role in Role if role in held), None)


def _is(attribute: str, value: str) -> FilterEquality:
    """As an object and never as text: what was typed cannot become a part of the question."""
    return FilterEquality(attribute, value.encode())


def _first(entry: SearchResultEntry, attribute: str) -> str:
    values = next((one.values for one in entry.attributes if one.name.lower() == attribute.lower()), [])
    return values[0].decode("utf-8", "replace") if values else ""


def _secret(ldap: Ldap, data: Path) -> str:
    path = data / ldap.password_file
    try:
        if path.stat().st_mode & 0o077:
            raise DirectoryError(_("others may read {file}; chmod 600"), file=str(path))
        return path.read_text(encoding="utf-8").strip("\r\n")
    except OSError as error:
        raise DirectoryError(_("{file}: {why}"), file=str(path), why=str(error.strerror)) from error


class _Talk:
    """One connection, for the length of a with."""

    def __init__(self, ldap: Ldap, data: Path) -> None:
        self._ldap, self._data, self._client = ldap, data, LDAPClient()
        self._line: socket.socket

    def __enter__(self) -> Self:
        with self._told():
            self._line = self._connected()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._line.close()

    def bind(self, account: str, password: str) -> bool:
        """False for a wrong password."""
        with self._told():
            self._client.bind_simple(account, password)
            answer = self._answers(BindResponse)[-1]
            return self._succeeded(answer, LDAPResultCode.INVALID_CREDENTIALS)

    def search(
        self, base: str, scope: SearchScope, wanted: LDAPFilter, attributes: Sequence[str]
    ) -> list[SearchResultEntry]:
        """Empty too where ``base`` is not there."""
        with self._told():
            self._client.search_request(base, scope, size_limit=10, filter=wanted, attributes=list(attributes))
            *entries, done = self._answers(SearchResultDone)
            self._succeeded(done, LDAPResultCode.NO_SUCH_OBJECT, LDAPResultCode.SIZE_LIMIT_EXCEEDED)
            return [one for one in entries if isinstance(one, SearchResultEntry)]

    def _connected(self) -> socket.socket:
        asked = urlsplit(self._ldap.server)
        host, port = asked.hostname or "", asked.port or (636 if asked.scheme == "ldaps" else 389)
        with ExitStack() as unless_it_speaks:
            self._line = unless_it_speaks.enter_context(socket.create_connection((host, port), TIMEOUT_S))
            if asked.scheme != "ldaps":
                self._client.extended_request(ExtendedOperations.LDAP_START_TLS.value)
                self._succeeded(self._answers(ExtendedResponse)[-1])
            line = self._trusting().wrap_socket(self._line, server_hostname=host)
            unless_it_speaks.pop_all()
        return line

    def _trusting(self) -> ssl.SSLContext:
        authority = self._data / self._ldap.authority if self._ldap.authority else None
        context = ssl.create_default_context(cafile=authority)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context

    def _answers(self, last: type[LDAPMessage]) -> list[LDAPMessage]:
        """All messages up to one of this kind."""
        self._line.sendall(self._client.data_to_send())
        found, size = list[LDAPMessage](), 0
        while not found or not isinstance(found[-1], last):
            data = self._line.recv(65536)
            size += len(data)
            if not data or size > MAX_BYTES:
                raise DirectoryError(_("{server}: the directory ended the talk"), server=self._ldap.server)
            found += self._client.receive(data)
        return found

    def _succeeded(self, message: LDAPMessage, *no: LDAPResultCode) -> bool:
        """False for one of these codes. Raises DirectoryError for any other that is no success."""
        result: LDAPResult = message.result  # type: ignore[attr-defined]
        if result.result_code == LDAPResultCode.SUCCESS or result.result_code in no:
            return result.result_code == LDAPResultCode.SUCCESS
        words = _("{server}: the directory says {code}")
        raise DirectoryError(words, server=self._ldap.server, code=result.result_code.name)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, LDAPError) as error:
            words = _("{server} cannot be asked: {why}")
            raise DirectoryError(words, server=self._ldap.server, why=reason_of(error)) from error
