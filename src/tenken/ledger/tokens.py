"""鍵札: tokens of the collectors' door. A token is shown once; what is kept of it cannot be turned back into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from tenken.ledger.models import ApiToken
from tenken.text import _

_USED_EVERY = timedelta(minutes=1)
"""Within it a second use is not written down anew."""


class Scope(StrEnum):
    """What a token opens."""

    BUNDLES = "bundles"
    STATUS = "status"


SCOPE_NAMES: Mapping[Scope, str] = {
    Scope.BUNDLES: _("bring bundles of answers"),
    Scope.STATUS: _("ask how this installation is"),
}


@dataclass(frozen=True, slots=True)
class Token:
    """``hint`` are its first signs, by which a person tells it. ``key`` is the only one whose bundles it brings."""

    number: int
    name: str
    hint: str
    scopes: frozenset[Scope]
    key: str
    made_at: datetime
    made_by: str
    expires_at: datetime
    last_used_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_by: str

    def opens(self, now: datetime) -> bool:
        return self.withdrawn_at is None and now < self.expires_at


def digest_of(secret: str) -> str:
    """Tokens are long and random, so no slow hash is needed."""
    return sha256(secret.encode()).hexdigest()


def tokens() -> tuple[Token, ...]:
    """All that were ever made, the newest first."""
    return tuple(_token(row) for row in ApiToken.objects.order_by("-pk"))


def token_of(secret: str, now: datetime) -> Token | None:
    """The token that this secret is, if it opens anything still; that it was used is written down."""
    row = ApiToken.objects.filter(digest=digest_of(secret)).first()
    if row is None or not _token(row).opens(now):
        return None
    if row.last_used_at is None or now - row.last_used_at >= _USED_EVERY:
        ApiToken.objects.filter(pk=row.pk).update(last_used_at=now)
    return _token(row)


def _token(row: ApiToken) -> Token:
    known = frozenset(scope for scope in Scope if scope in row.scopes.split())
    return Token(row.pk, row.name, row.hint, known, row.key, row.made_at, row.made_by, row.expires_at,
                 row.last_used_at, row.withdrawn_at, row.withdrawn_by)  # fmt: skip
