"""What a statement must hold to be taken: topics that exist, days in their order, a file where one word covers many."""

from datetime import date

from tenken.facts.documents import Confirmation, Declared, OutOfScope, Waiver
from tenken.facts.logs import LogReview
from tenken.facts.model import FACILITY, SUBJECT_KIND_NAMES, MachineClass, Statement, SubjectId, SubjectKind, kind_of
from tenken.standard.model import LINEAGE_NAMES
from tenken.text import Message, _

_TOPICS = {*LINEAGE_NAMES, *MachineClass, "vendor", "system"}


def check(statement: Statement, about: SubjectId, today: date) -> dict[str, Message]:
    """Field → what is wrong with it; empty where nothing is."""
    problems: dict[str, Message] = {}
    if not isinstance(statement, Declared):
        return {} if kind_of(about) is SubjectKind.MACHINE else {"about": Message(_("must be a machine"))}
    if kind_of(about) not in statement.speaks_of:
        kinds = tuple(Message(SUBJECT_KIND_NAMES[kind]) for kind in statement.speaks_of)
        problems["about"] = Message(_("must be about: {kinds}"), {"kinds": kinds})
    if statement.confirmed_on > today:
        problems["confirmed_on"] = Message(_("is still to come"))
    if statement.next_review and statement.next_review <= statement.confirmed_on:
        problems["next_review"] = Message(_("must be after the day of confirmation"))
    return problems | _own_checks(statement, about)


def _own_checks(statement: Declared, about: SubjectId) -> dict[str, Message]:
    if isinstance(statement, Confirmation):
        return _confirmation(statement, about)
    if isinstance(statement, OutOfScope) and statement.topic not in _TOPICS:
        return {"topic": Message(_("is none of: {topics}"), {"topics": tuple(sorted(_TOPICS))})}
    if isinstance(statement, Waiver):
        return _waiver(statement)
    if isinstance(statement, LogReview) and not statement.period_from <= statement.period_to <= statement.confirmed_on:
        return {"period_to": Message(_("must lie between the period's begin and the day of confirmation"))}
    return {}


def _confirmation(statement: Confirmation, about: SubjectId) -> dict[str, Message]:
    problems = {}
    if statement.topic not in LINEAGE_NAMES:
        problems["topic"] = Message(_("is none of: {topics}"), {"topics": tuple(sorted(LINEAGE_NAMES))})
    if statement.machine_class and about != FACILITY:
        problems["machine_class"] = Message(_("goes with the whole facility only"))
    if statement.machine_class and statement.holds and statement.file is None:
        problems["file"] = Message(_("one word for a whole class of machines needs a file that shows it"))
    return problems


def _waiver(statement: Waiver) -> dict[str, Message]:
    if statement.lineage not in LINEAGE_NAMES:
        return {"lineage": Message(_("is none of: {topics}"), {"topics": tuple(sorted(LINEAGE_NAMES))})}
    if statement.until <= statement.confirmed_on:
        return {"until": Message(_("must be after the day of confirmation"))}
    return {}
