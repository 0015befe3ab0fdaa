"""Last edition's answers, offered to rows of the same lineage. They are shown, never copied by themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tenken.answers.model import Answer
from tenken.standard.model import Form, Row


@dataclass(frozen=True, slots=True)
class Offer:
    """What was answered to ``before`` last time. ``reworded`` warns that the row now asks in other words."""

    row: Row
    before: Row
    answer: Answer
    reworded: bool


def carry(old: Form, new: Form, answers: Iterable[Answer]) -> tuple[Offer, ...]:
    """For every row of the new form, the last answers to rows of its lineage that concern the same machines."""
    last: Mapping[str, Answer] = {answer.row: answer for answer in answers}
    return tuple(
        Offer(row, before, last[before.id], row.wording != before.wording)
        for row in new.rows
        for before in old.rows
        if before.lineage == row.lineage and set(before.applies_to) & set(row.applies_to) and before.id in last
    )
