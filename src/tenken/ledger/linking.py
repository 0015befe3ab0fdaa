"""What follows from the marks of an answer: entries for one machine are linked, doubtful pairs are put to a person."""

from datetime import datetime

from tenken.facts.model import Mark
from tenken.ledger.entries import present_entry
from tenken.ledger.identity import Match
from tenken.ledger.links import Status, decide
from tenken.ledger.models import Subject
from tenken.ledger.roll import Roll


def link_by_marks(subject: Subject, match: Match, roll: Roll, now: datetime) -> None:
    """Write what the marks of an answer decide, within ``writing``. What a person entered twice, a person links."""
    for other, why in match.same:
        both_entered = _is_entered(subject) and _is_entered(other)
        _decide(*_in_order(subject, other), Status.POSSIBLE_LINK if both_entered else Status.LINK, why, roll, now)
    for other, why in match.possible:
        _decide(*_in_order(subject, other), Status.POSSIBLE_LINK, why, roll, now)


def _decide(first: Subject, second: Subject, status: Status, why: tuple[Mark, ...], roll: Roll, now: datetime) -> None:
    decide(first, second, status, now, "", why)
    roll.decide(first, second, status)


def _in_order(one: Subject, other: Subject) -> tuple[Subject, Subject]:
    """Whoever a person entered stands for the other; else whoever was there first."""
    if _is_entered(one) != _is_entered(other):
        return (one, other) if _is_entered(one) else (other, one)
    return (one, other) if one.pk < other.pk else (other, one)


def _is_entered(subject: Subject) -> bool:
    entry = present_entry(subject)
    return bool(entry and entry.entered)
