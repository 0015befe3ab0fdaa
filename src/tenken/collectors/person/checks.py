"""What a statement must hold to be taken: topics that exist, days in their order, a file where one word covers many."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from tenken.collectors.person.contacts import contact_problems, segment_problems
from tenken.collectors.person.sweeps import sweep_problems
from tenken.facts.contacts import Contact
from tenken.facts.dicom import EchoConsent, is_ae_title, place_of
from tenken.facts.documents import Confirmation, Declared, OutOfScope, Waiver
from tenken.facts.logs import ONE_YEAR, LogReview, LogSearch, LogSourceEntry
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import (
    FACILITY,
    LONGEST_NAME,
    SUBJECT_KIND_NAMES,
    MachineClass,
    Statement,
    SubjectId,
    SubjectKind,
    kind_of,
)
from tenken.facts.networks import NetworkSegment
from tenken.facts.sweeps import NoTouch, SweepConsent
from tenken.standard.model import LINEAGE_NAMES
from tenken.text import Message, _

_SENTENCES = {
    "remark", "note", "reason", "how", "compensating", "plan", "clause", "found", "purpose", "contact", "value",
    "boundary", "occasion", "used_for", "asked", "checkpoint",
}  # fmt: skip
"""Fields that take a text of any length; what stands in the others is a name."""
_TOPICS = {*LINEAGE_NAMES, *MachineClass, "vendor", "system"}


def check(statement: Statement, about: SubjectId, today: date) -> dict[str, Message]:
    """Field → what is wrong with it; empty where nothing is."""
    problems = {name: Message(_("is longer than {n} characters"), {"n": LONGEST_NAME}) for name in _long(statement)}
    if len(about.partition(":")[2]) > LONGEST_NAME:
        problems["about"] = Message(_("is longer than {n} characters"), {"n": LONGEST_NAME})
    if isinstance(statement, LedgerEntry):
        return problems | _entry(statement, about)
    if not isinstance(statement, Declared):
        raise TypeError(statement.kind)
    if kind_of(about) not in statement.speaks_of:
        kinds = tuple(Message(SUBJECT_KIND_NAMES[kind]) for kind in statement.speaks_of)
        problems["about"] = Message(_("must be about: {kinds}"), {"kinds": kinds})
    if statement.confirmed_on > today:
        problems["confirmed_on"] = Message(_("is still to come"))
    if statement.next_review and statement.next_review <= statement.confirmed_on:
        problems["next_review"] = Message(_("must be after the day of confirmation"))
    return problems | _own_checks(statement, about)


def _entry(statement: LedgerEntry, about: SubjectId) -> dict[str, Message]:
    """No row judges a machine that left or is of no class that is asked: that takes a reason, like 対象外."""
    problems = {}
    if kind_of(about) is not SubjectKind.MACHINE:
        problems["about"] = Message(_("must be a machine"))
    if statement.machine_class is MachineClass.UNKNOWN and not statement.retired:
        problems["machine_class"] = Message(_("choose what it is"))
    if (statement.retired or statement.machine_class is MachineClass.OTHER) and not statement.note.strip():
        problems["note"] = Message(_("say here why no row is to judge this machine"))
    return problems


def _long(statement: Statement) -> list[str]:
    texts = {field.name: getattr(statement, field.name) for field in fields(statement) if field.name not in _SENTENCES}
    return [name for name, text in texts.items() if isinstance(text, str) and len(text) > LONGEST_NAME]


def _own_checks(statement: Declared, about: SubjectId) -> dict[str, Message]:
    own = _OWN.get(type(statement))
    return own(statement, about) if own else {}


def _out_of_scope(statement: OutOfScope, about: SubjectId) -> dict[str, Message]:
    del about
    known = statement.topic in _TOPICS
    return {} if known else {"topic": Message(_("is none of: {topics}"), {"topics": tuple(sorted(_TOPICS))})}


def _log_review(statement: LogReview, about: SubjectId) -> dict[str, Message]:
    del about
    if statement.period_from <= statement.period_to <= statement.confirmed_on:
        return {}
    return {"period_to": Message(_("must lie between the period's begin and the day of confirmation"))}


def _log_search(statement: LogSearch, about: SubjectId) -> dict[str, Message]:
    del about
    problems = {}
    if statement.topic not in LINEAGE_NAMES:
        problems["topic"] = Message(_("is none of: {topics}"), {"topics": tuple(sorted(LINEAGE_NAMES))})
    if not statement.period_from <= statement.period_to:
        problems["period_to"] = Message(_("must not be before the first day of the period"))
    return problems


def _log_source(statement: LogSourceEntry, about: SubjectId) -> dict[str, Message]:
    del about
    problems = {}
    if statement.keep_days < ONE_YEAR and not statement.reason.strip():
        problems["reason"] = Message(_("say here why its logs are kept for less than a year"))
    if statement.keep_days < 1:
        problems["keep_days"] = Message(_("must be one at the least"))
    if statement.silent_hours < 1:
        problems["silent_hours"] = Message(_("must be one at the least"))
    return problems


def _echo_consent(statement: EchoConsent, about: SubjectId) -> dict[str, Message]:
    del about
    problems = {}
    if not is_ae_title(statement.ae_title):
        problems["ae_title"] = Message(_("is no AE title: 1 to 16 letters, digits and signs"))
    if place_of(statement.reached_at) is None:
        problems["reached_at"] = Message(_("is written ADDRESS:PORT, as 10.20.5.7:104"))
    if statement.until <= statement.confirmed_on:
        problems["until"] = Message(_("must be after the day of confirmation"))
    return problems


def _confirmation(statement: Confirmation, about: SubjectId) -> dict[str, Message]:
    problems = {}
    if statement.topic not in LINEAGE_NAMES:
        problems["topic"] = Message(_("is none of: {topics}"), {"topics": tuple(sorted(LINEAGE_NAMES))})
    if statement.machine_class and about != FACILITY:
        problems["machine_class"] = Message(_("goes with the whole facility only"))
    if statement.machine_class and statement.holds and statement.file is None:
        problems["file"] = Message(_("one word for a whole class of machines needs a file that shows it"))
    return problems


def _waiver(statement: Waiver, about: SubjectId) -> dict[str, Message]:
    del about
    if statement.lineage not in LINEAGE_NAMES:
        return {"lineage": Message(_("is none of: {topics}"), {"topics": tuple(sorted(LINEAGE_NAMES))})}
    if statement.until <= statement.confirmed_on:
        return {"until": Message(_("must be after the day of confirmation"))}
    return {}


_OWN: Mapping[type[Declared], Callable[[Any, SubjectId], dict[str, Message]]] = {
    Confirmation: _confirmation,
    Contact: contact_problems,
    EchoConsent: _echo_consent,
    LogReview: _log_review,
    LogSearch: _log_search,
    LogSourceEntry: _log_source,
    NetworkSegment: segment_problems,
    NoTouch: sweep_problems,
    OutOfScope: _out_of_scope,
    SweepConsent: sweep_problems,
    Waiver: _waiver,
}
"""What a kind must hold beside what all must."""
