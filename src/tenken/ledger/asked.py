"""割り当てた質問: which rows were put to whom, until when, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tenken.ledger.models import AskedRow
from tenken.ledger.writing import LedgerError
from tenken.text import _


@dataclass(frozen=True, slots=True)
class Asked:
    """``answer`` is the number of the answer given to it; without one, a closed question was taken back."""

    number: int
    edition: str
    form: str
    row: str
    to: int
    name: str
    due: date | None
    note: str
    by: str
    at: datetime
    closed_at: datetime | None
    answer: int | None

    def late(self, today: date) -> bool:
        return self.closed_at is None and self.due is not None and self.due < today


def put(asked: Asked) -> bool:
    """Keep a question; whether it was not put to this person already, and is still open."""
    key: dict[str, Any] = {
        "edition": asked.edition,
        "form": asked.form,
        "row": asked.row,
        "asked_id": asked.to,
        "closed_at": None,
    }
    told = {"due": asked.due, "note": asked.note, "put_by": asked.by, "put_at": asked.at}
    return AskedRow.objects.update_or_create(**key, defaults=told)[1]


def open_questions(edition: str, form: str) -> Sequence[Asked]:
    """What was put to anybody and is not answered yet, the most pressing first."""
    rows = AskedRow.objects.filter(edition=edition, form=form, closed_at=None).select_related("asked")
    return sorted(map(_value, rows), key=lambda one: (one.due or date.max, one.row, one.number))


def put_to(user: int) -> Sequence[Asked]:
    """All that was ever put to a person and not taken back: the open ones by their days, then the answered."""
    rows = AskedRow.objects.filter(asked_id=user).exclude(closed_at__isnull=False, answer=None).select_related("asked")
    return sorted(map(_value, rows), key=lambda one: (one.closed_at is not None, one.due or date.max, one.number))


def question(number: int) -> Asked:
    """Raises LedgerError where there is none."""
    row = AskedRow.objects.filter(pk=number).select_related("asked").first()
    if row is None:
        raise LedgerError(_("there is no such question"))
    return _value(row)


def close(number: int, now: datetime, answer: int | None = None) -> None:
    """Answered, or taken back. Raises LedgerError where it was so already."""
    if not AskedRow.objects.filter(pk=number, closed_at=None).update(closed_at=now, answer=answer):
        raise LedgerError(_("this question is closed already"))


def _value(row: AskedRow) -> Asked:
    return Asked(
        number=row.pk,
        edition=row.edition,
        form=row.form,
        row=row.row,
        to=row.asked_id,
        name=row.asked.get_full_name() or row.asked.get_username(),
        due=row.due,
        note=row.note,
        by=row.put_by,
        at=row.put_at,
        closed_at=row.closed_at,
        answer=row.answer,
    )
