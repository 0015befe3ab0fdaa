"""What a task was opened for, and whether that is mended: the program says so, and a person settles the task."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tenken.facts.model import SubjectId
from tenken.ledger.sheets import Line, lines_of
from tenken.ledger.tasks import State, Task
from tenken.rules.model import Standing
from tenken.standard.model import Edition, Form

FINDING = "finding"
"""The origin of a task about something that did not meet its row when the task was opened."""


def stands_open(edition: Edition, form: Form, lineage: str, about: SubjectId) -> bool:
    """Whether that which this question asks is not met, of this subject or, without one, of the house."""
    return _is_met(_lines(edition, form, [lineage])[lineage], about) is False


def mended(edition: Edition, form: Form, tasks: Iterable[Task]) -> frozenset[int]:
    """The numbers of open tasks whose finding was met when the form was last assessed."""
    asked = [one for one in tasks if one.origin == FINDING and one.state is State.OPEN]
    lines = _lines(edition, form, [one.lineage for one in asked]) if asked else {}
    return frozenset(one.number for one in asked if _is_met(lines[one.lineage], one.about))


def _lines(edition: Edition, form: Form, lineages: Sequence[str]) -> Mapping[str, list[Line]]:
    lineage_of = {row.id: row.lineage for row in form.rows if row.lineage in lineages}
    found = defaultdict[str, list[Line]](list)
    for row, lines in lines_of(edition.id, form.id, lineage_of).items():
        found[lineage_of[row]] += lines
    return found


def _is_met(lines: Sequence[Line], about: SubjectId) -> bool | None:
    """None where nothing is known of it."""
    mine = [line.standing for line in lines if not about or line.about == about]
    counted = [standing for standing in mine if standing != Standing.OUT_OF_SCOPE]
    return all(standing == Standing.MET for standing in counted) if counted else None
