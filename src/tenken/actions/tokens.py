"""鍵札を作る、使えなくする: who else may come to the collectors' door, and until when."""

import re
import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta

from tenken.dates import end_of, local_day
from tenken.ledger import logbook
from tenken.ledger.models import ApiToken
from tenken.ledger.tokens import Scope, digest_of
from tenken.ledger.writing import writing
from tenken.text import Complaint, _

LONGEST = timedelta(days=366)
_PREFIX, _HINT = "tenken_", 12
_KEY = re.compile(r"[0-9A-F]{32}")


class TokenError(Complaint):
    """A token cannot be made, or is not there."""


def make_token(
    name: str, scopes: Collection[Scope], until: date, key: str, by: str, now: datetime
) -> tuple[str, ApiToken]:
    """The token itself, to be shown this once, and what is kept of it. Raises TokenError."""
    key = re.sub(r"\s", "", key).upper()
    _check(name.strip(), scopes, until, key, now)
    secret = _PREFIX + secrets.token_urlsafe(32)
    with writing(now) as moment:
        row = ApiToken.objects.create(
            name=name.strip(), digest=digest_of(secret), hint=secret[:_HINT], scopes=" ".join(sorted(scopes)), key=key,
            made_at=moment, made_by=by, expires_at=end_of(until),
        )  # fmt: skip
        logbook.note(moment, by, "make token", row.name, row.scopes)
    return secret, row


def withdraw_token(number: int, by: str, now: datetime) -> str:
    """From now on it opens nothing; its name. Raises TokenError."""
    with writing(now) as moment:
        row = ApiToken.objects.filter(pk=number, withdrawn_at=None).first()
        if row is None:
            raise TokenError(_("there is no such token, or it was withdrawn already"))
        row.withdrawn_at, row.withdrawn_by = moment, by
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        logbook.note(moment, by, "withdraw token", row.name)
    return row.name


def _check(name: str, scopes: Collection[Scope], until: date, key: str, now: datetime) -> None:
    today = local_day(now)
    if not name or len(name) > 100:
        raise TokenError(_("give the token a name of at most {n} characters: where it is used"), n=100)
    if not scopes:
        raise TokenError(_("say what the token is for"))
    if not today <= until <= today + LONGEST:
        last = today + LONGEST
        raise TokenError(_("the last day is between today and {day}"), day=last.isoformat())
    if key and not _KEY.fullmatch(key):
        raise TokenError(_("the key has 32 signs, 0 to 9 and A to F, as “tenken collect --bundle” shows it"))
