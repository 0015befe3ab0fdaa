"""操作の記録 of access logs as a person reads it: who asked what, which lists came, what was decided and signed.

Digests and checkpoints stand in the entry and in the file of the record; here they would tell nobody anything.
"""

import re
from collections.abc import Callable, Mapping

from tenken.actions import log_removal, log_verbs
from tenken.ledger import logbook
from tenken.ledger.log_decisions import VERDICT_NAMES, Verdict
from tenken.ledger.logbook import Done
from tenken.logs.formats.diary import read_entry
from tenken.logs.review.model import LIST_NAMES
from tenken.logs.search.question import FIELDS
from tenken.logs.words import EVENTS, OUTCOMES
from tenken.text import Blank, Message, _
from tenken.web.plain import Cell

_ASKED: Mapping[str, str] = {
    "patient": _("patient with the mark {what}"),
    "user": _("account {what}"),
    "terminal": _("terminal {what}"),
    "address": _("address {what}"),
    "system": _("system {what}"),
    "source": _("source of the log {what}"),
    "event": _("kind of event: {what}"),
    "function": _("function or screen: {what}"),
    "outcome": _("outcome: {what}"),
    "text": _("words with the mark {what}"),
    "timeline": _("timeline of {what}"),
}
"""What was asked for. Patients and words were never written down, only their marks."""
_CODES: Mapping[str, str] = {**EVENTS, **OUTCOMES}
_FIELD = re.compile(rf"(?:^| )({'|'.join((*FIELDS, 'text', 'timeline'))})=")


def _asked(done: Done) -> tuple[Cell, ...]:
    """``3 user=w-ns3 patient=883f3ba8 unparsed``"""
    found, _space, words = done.detail.partition(" ")
    head, *fields = _FIELD.split(words.removesuffix("unparsed"))
    told = zip(fields[::2], fields[1::2], strict=True)
    only_unread = (Message(_("only what could not be read")),) if words.endswith("unparsed") else ()
    return (_events(found), head, *(_one_asked(name, what.strip()) for name, what in told), *only_unread)


def _one_asked(name: str, what: str) -> Message:
    said: Blank = Message(_CODES[what]) if what in _CODES and name in ("event", "outcome") else what
    return Message(_ASKED[name], {"what": said})


def _events(count: str) -> Message:
    return Message(_("{n} events"), {"n": count})


def _counted(done: Done) -> tuple[Cell, ...]:
    """``4421 2025-12.csv``: how many, and what was said of them."""
    count, _space, rest = done.detail.partition(" ")
    return (_events(count), rest)


def _list(done: Done) -> tuple[Cell, ...]:
    name = LIST_NAMES.get(done.about)
    lines = Message(_("{n} lines"), {"n": done.detail.partition(" ")[0]})
    return (Message(name) if name else done.about, lines)


def _decided(done: Done) -> tuple[Cell, ...]:
    verdict, _space, reason = done.detail.partition(" ")
    taken_back = verdict == Verdict.TAKEN_BACK  # what follows is its number
    return (done.about.partition(" ")[0], Message(VERDICT_NAMES[Verdict(verdict)]), "" if taken_back else reason)


def _signed(done: Done) -> tuple[Cell, ...]:
    return (done.about, Message(_("{n} undecided"), {"n": done.detail.rpartition(" ")[2]}))


def _checkpoint(done: Done) -> tuple[Cell, ...]:
    """Its second line counts the segments before it."""
    lines = done.detail.splitlines()
    return (Message(_("{n} segments"), {"n": lines[1]}),) if len(lines) > 1 else ()


def _diary(done: Done) -> tuple[Cell, ...]:
    entry = read_entry(done.detail)
    return (entry.operator, entry.done)


def _agreement(done: Done) -> tuple[Cell, ...]:
    agreed = log_removal.agreement_in(done)
    return (agreed.by, agreed.reason)


OF_LOGS: Mapping[str, Callable[[Done], tuple[Cell, ...]]] = {
    log_verbs.ASKED: _asked,
    log_verbs.PROVED: lambda done: (done.detail.replace("/", "-"),),  # as its page is called
    log_verbs.HANDED_OUT: lambda done: (_events(done.detail.partition(" ")[0]),),
    log_verbs.IMPORTED: lambda done: (done.about, *_counted(done)),
    log_verbs.LISTED: _list,
    log_verbs.DECIDED: _decided,
    log_verbs.SIGNED: _signed,
    log_verbs.ANCHORED: lambda done: (done.detail,),
    log_verbs.REMOVED: _counted,
    log_verbs.REMOVAL_AGREED: _agreement,
    log_verbs.REMOVAL_ENDED: lambda done: (done.detail,),
    log_verbs.LINE_SHOWN: lambda done: (done.about.rpartition(" ")[2],),
    log_verbs.STAMP_ASKED: lambda done: (done.about,),
    log_verbs.DIARY: _diary,
    log_verbs.DIARY_SEALED: lambda done: (_events(done.detail),),
    logbook.ANCHOR: _checkpoint,
}
"""Verb → what is told beside it."""
