"""Every table as lines of JSON and back, independent of the database behind it."""

import base64
import json
from collections.abc import Iterable, Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from tenken.ledger.models import (
    AnswerRow,
    ApiToken,
    AskedRow,
    ChangeSet,
    DraftRow,
    Entry,
    FactKey,
    FactRow,
    InspectionRow,
    Invitation,
    LetterRow,
    LinkRow,
    LogbookEntry,
    LogDecisionRow,
    MarkRow,
    Meeting,
    Membership,
    ObservationRow,
    Reading,
    RemarkRow,
    ReminderRow,
    ReturnRow,
    SavedView,
    Seal,
    Sought,
    StartStep,
    StatementRow,
    StockTake,
    Stream,
    Subject,
    TargetRow,
    TaskRow,
    VerdictDay,
)
from tenken.text import Complaint, _

TABLES: tuple[type[models.Model], ...] = (
    User,
    Membership,
    Invitation,
    AskedRow,
    DraftRow,
    ReturnRow,
    EmailAddress,
    Authenticator,
    SocialAccount,
    SavedView,
    Reading,
    Subject,
    Sought,
    Stream,
    ObservationRow,
    StockTake,
    Meeting,
    ChangeSet,
    Entry,
    MarkRow,
    LinkRow,
    TargetRow,
    StatementRow,
    FactKey,
    FactRow,
    Seal,
    AnswerRow,
    LogDecisionRow,
    LogbookEntry,
    VerdictDay,
    TaskRow,
    ReminderRow,
    StartStep,
    InspectionRow,
    RemarkRow,
    ApiToken,
    LetterRow,
)
"""In the order in which they can be filled. Sheets are left out: they are made again from the rest."""

_CHUNK = 500


class DumpError(Complaint):
    """A dumped table is not what it should be; the message says which line."""


def lines(table: type[models.Model]) -> Iterator[bytes]:
    """One line a row, in the order of their numbers."""
    names = [field.attname for field in table._meta.concrete_fields]
    for row in table._default_manager.order_by("pk").values(*names).iterator(2000):
        yield json.dumps(row, cls=_Encoder, ensure_ascii=False).encode() + b"\n"


def load(table: type[models.Model], dumped: Iterable[bytes]) -> int:
    """Add the rows, with their numbers; how many they were. Within one transaction over all tables."""
    fields = {field.attname: field for field in table._meta.concrete_fields}
    batch: list[models.Model] = []
    count = 0
    for number, line in enumerate(dumped, 1):
        batch.append(_row(table, fields, line, number))
        count += 1
        if len(batch) == _CHUNK:
            table._default_manager.bulk_create(batch)
            batch = []
    table._default_manager.bulk_create(batch)
    return count


def continue_numbering() -> None:
    """Let new rows be numbered after the loaded ones (PostgreSQL counts apart from its tables)."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(TABLES)):
            cursor.execute(sql)


def is_empty() -> bool:
    """Whether the ledger holds nothing yet that a restoration would mix with."""
    return not any(table._default_manager.exists() for table in TABLES)


def _row(table: type[models.Model], fields: dict[str, Any], line: bytes, number: int) -> models.Model:
    try:
        values = json.loads(line)
        return table(**{name: fields[name].to_python(value) for name, value in values.items()})
    except (ValueError, KeyError, TypeError) as error:
        raise DumpError(_("{table}, line {n}: {why}"), table=table._meta.db_table, n=number, why=str(error)) from error


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        if isinstance(o, bytes | memoryview):
            return base64.b64encode(bytes(o)).decode()
        if hasattr(o, "isoformat") and hasattr(o, "microsecond"):
            return o.isoformat()  # the usual form drops microseconds, and the seal would no longer hold
        return super().default(o)
