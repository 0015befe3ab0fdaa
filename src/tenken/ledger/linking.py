"""What follows from the marks of an answer: entries for one machine are linked, doubtful pairs put to a person."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenken.facts.model import Mark
from tenken.ledger.identity import Match
from tenken.ledger.links import Status
from tenken.ledger.models import Subject
from tenken.ledger.roll import Roll


@dataclass(frozen=True, slots=True)
class Pair:
    """What the marks in ``why`` say of two entries."""

    first: Subject
    second: Subject
    status: Status
    why: tuple[Mark, ...]


def linked_by_marks(subject: Subject, match: Match, roll: Roll) -> Iterator[Pair]:
    """What the marks of an answer decide; the roll knows it at once. What a person entered twice, a person links."""
    for other, why in (*match.same, *match.possible):
        first, second = _in_order(subject, other, roll)
        doubtful = (other, why) in match.possible or (_is_entered(first, roll) and _is_entered(second, roll))
        pair = Pair(first, second, Status.POSSIBLE_LINK if doubtful else Status.LINK, why)
        roll.decide(first, second, pair.status)
        yield pair


def _in_order(one: Subject, other: Subject, roll: Roll) -> tuple[Subject, Subject]:
    """Whoever a person entered stands for the other; else whoever was there first."""
    if _is_entered(one, roll) != _is_entered(other, roll):
        return (one, other) if _is_entered(one, roll) else (other, one)
    return (one, other) if one.pk < other.pk else (other, one)


def _is_entered(subject: Subject, roll: Roll) -> bool:
    entry = roll.entry(subject)
    return bool(entry and entry.entered)
