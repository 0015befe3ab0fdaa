"""Answers, kept in order and sealed."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from tenken.answers.model import Answer
from tenken.ledger import seal
from tenken.ledger.models import AnswerRow
from tenken.ledger.writing import LedgerError
from tenken.rules.model import Standing
from tenken.text import _


def keep_answer(answer: Answer) -> None:
    """Add an answer, within ``writing``. Refused where somebody else took its number meanwhile."""
    try:
        with transaction.atomic():
            row = AnswerRow.objects.create(
                edition=answer.edition,
                form=answer.form,
                row=answer.row,
                number=answer.number,
                round=answer.round,
                yes=answer.yes,
                by=answer.by,
                confirmed_on=answer.on,
                target=answer.target,
                reason=answer.reason,
                standing=answer.standing.name,
                met=answer.met,
                total=answer.total,
                recorded_at=answer.recorded_at,
            )
    except IntegrityError as error:
        raise LedgerError(_("somebody answered row {row} at the same moment; look again"), row=answer.row) from error
    seal.add_seals("answer", [row.pk])


def answers_at(edition: str, form: str, as_of: datetime) -> dict[str, tuple[Answer, ...]]:
    """Row → its answers up to then, oldest first."""
    return answers_of([edition], as_of).get((edition, form), {})


def answers_of(editions: Collection[str], as_of: datetime) -> dict[tuple[str, str], dict[str, tuple[Answer, ...]]]:
    """(edition, form) → row → its answers up to then, oldest first; one query for all of them."""
    found = defaultdict[tuple[str, str], dict[str, list[Answer]]](lambda: defaultdict(list))
    rows = AnswerRow.objects.filter(edition__in=editions, recorded_at__lte=as_of).order_by("row", "number")
    for row in rows:
        found[row.edition, row.form][row.row].append(_value(row))
    return {key: {row: tuple(given) for row, given in by_row.items()} for key, by_row in found.items()}


def _value(row: AnswerRow) -> Answer:
    return Answer(
        edition=row.edition,
        form=row.form,
        row=row.row,
        number=row.number,
        round=row.round,
        yes=row.yes,
        by=row.by,
        on=row.confirmed_on,
        target=row.target,
        reason=row.reason,
        standing=Standing[row.standing],
        met=row.met,
        total=row.total,
        recorded_at=row.recorded_at,
    )


def is_answered(edition: str) -> bool:
    """Whether any row of this edition was ever answered."""
    return AnswerRow.objects.filter(edition=edition).exists()
