"""遠隔操作の入口: the remote-control programs of a machine, who explains each, and what a vendor's reply leaves out.

A program alone is neither forbidden nor proof of maintenance from afar: it may serve the facility's own helpdesk. So
what nobody explains is 判定不能, and what contradicts a vendor's reply makes that reply unreliable, not the row unmet.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tenken.facts.machines import InstalledSoftware, LedgerEntry
from tenken.facts.model import Fact, SubjectId
from tenken.facts.services import ListeningSockets, NeededServices, Services
from tenken.facts.vendors import RemoteMaintenanceReply
from tenken.rules.model import Exhibits, Finding, cannot_tell, met, not_met
from tenken.rules.remote_programs import (
    Found,
    called,
    programs,
    programs_in,
    programs_listening,
    programs_serving,
)
from tenken.rules.service_lists import Lists, ServicePolicy, lists_for, lists_in
from tenken.text import Message, _, shortened

Reply = Fact[RemoteMaintenanceReply]
_Says = InstalledSoftware | Services | ListeningSockets
SEEN_IN = (InstalledSoftware, Services, ListeningSockets)
"""Kinds of statements that can tell of a program, best first."""


@dataclass(frozen=True, slots=True)
class WayIn:
    """A remote-control program on a machine, the fact that told of it, and the statement that explains it."""

    found: Found
    seen: Fact[Any]
    explained_by: Fact[Any] | None = None
    by_policy: bool = False

    @property
    def is_explained(self) -> bool:
        return self.by_policy or self.explained_by is not None


_LOOKED_AT: dict[int, tuple[_Says, tuple[Found, ...]]] = {}
"""Statements that were looked through, by what they are in memory: thousands of machines share one and the same."""
_MOST_LOOKED_AT = 50_000


def found_in(says: _Says) -> tuple[Found, ...]:
    known = _LOOKED_AT.get(id(says))
    if known and known[0] is says:
        return known[1]
    if len(_LOOKED_AT) >= _MOST_LOOKED_AT:
        _LOOKED_AT.clear()
    found = tuple(_look_through(says))
    _LOOKED_AT[id(says)] = says, found
    return found


def _look_through(says: _Says) -> Iterator[Found]:
    if isinstance(says, InstalledSoftware):
        return programs_in(says)
    return programs_serving(says) if isinstance(says, Services) else programs_listening(says)


def ways_in(facts: Iterable[Fact[Any]], lists: Lists, replies: tuple[Reply, ...]) -> tuple[WayIn, ...]:
    """Each program once, by the fact that tells most of it."""
    first: dict[str, WayIn] = {}
    for fact in facts:
        for found in found_in(fact.says):
            known = first.get(found.program)
            if known is None or (found.version and not known.found.version):
                first[found.program] = _explained(found, fact, lists, replies)
    return tuple(first[name] for name in sorted(first))


def _explained(found: Found, fact: Fact[Any], lists: Lists, replies: tuple[Reply, ...]) -> WayIn:
    program = programs()[found.program]
    stated = next((f for f in lists.facts if any(called(n.service) in program.names for n in f.says.needed)), None)
    by_policy = any(called(name) in program.names for name in lists.policy.explained)
    named = next((reply for reply in replies if names_it(reply.says, found.program)), None)
    return WayIn(found, fact, stated or named, by_policy)


def names_it(reply: RemoteMaintenanceReply, program: str) -> bool:
    """Whether one of the vendor's ways speaks of the program by its name, as a word of its own."""
    names = (program, *(name for name in programs()[program].software if len(name) > len(program)))
    wanted = re.compile("|".join(rf"(?<![0-9a-z]){re.escape(_folded(name))}(?![0-9a-z])" for name in names))
    return reply.uses_remote and any(wanted.search(_folded(way)) for way in reply.ways)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def every_remote_program_is_explained(about: SubjectId, seen: Exhibits, policy: ServicePolicy, today: date) -> Finding:
    facts, lists = [fact for kind in SEEN_IN for fact in seen.every(kind)], lists_in(seen, policy)
    ways = ways_in(facts, lists, seen.every(RemoteMaintenanceReply))
    bad = [way for way in ways if _is_forbidden(way, lists)]
    if bad:
        because = Message(_("forbidden remote-control programs: {programs}"), {"programs": _named(bad)})
        return not_met(about, because, *_cited(bad))
    odd = [way for way in ways if not way.is_explained]
    if odd:
        words = _("neither the facility's list nor the vendor's reply says what these remote-control programs are "
                  "for: {programs}")  # fmt: skip
        return cannot_tell(about, Message(words, {"programs": _named(odd)}), *_cited(odd))
    if not all(fact.says.whole for fact in seen.every(InstalledSoftware)):
        because = Message(_("no other remote-control program is known, but the list of software may lack some"))
        return cannot_tell(about, because, *facts)
    if ways:
        because = Message(_("the remote-control programs are explained: {programs}"), {"programs": _named(ways)})
        return met(about, because, *_cited(ways), *dict.fromkeys(w.explained_by for w in ways if w.explained_by))
    what = tuple(Message(fact.says.name) for fact in facts)
    because = Message(
        _("none of {n} known remote-control programs is in: {what}"), {"n": len(programs()), "what": what}
    )
    return met(about, because, *facts)


def left_out(reply: Reply, seen: Exhibits) -> tuple[WayIn, ...]:
    """Programs on the vendor's machines that speak against its reply: it denies all, or names ways and not this one.

    What the facility itself says it needs there speaks against nobody.
    """
    if reply.says.uses_remote and not reply.says.ways:
        return ()
    by_machine = defaultdict[SubjectId, list[Fact[Any]]](list)
    for fact in (fact for kind in SEEN_IN for fact in seen.every(kind)):
        by_machine[fact.about].append(fact)
    stated = seen.every(NeededServices)
    lists = {f.about: lists_for(f.says, stated, ServicePolicy()) for f in seen.every(LedgerEntry)}
    ways = (way for about, facts in by_machine.items() for way in ways_in(facts, lists[about], (reply,)))
    return tuple(way for way in ways if not way.is_explained)


def _is_forbidden(way: WayIn, lists: Lists) -> bool:
    return any(called(name) in programs()[way.found.program].names for name in lists.forbidden)


def _named(ways: Iterable[WayIn]) -> tuple[Message | str, ...]:
    names = (" ".join(part for part in (way.found.program, way.found.version) if part) for way in ways)
    return shortened(tuple(dict.fromkeys(names)))


def _cited(ways: Iterable[WayIn]) -> tuple[Fact[Any], ...]:
    return tuple({way.seen.id: way.seen for way in ways}.values())
