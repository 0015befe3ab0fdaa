"""What persons stated: papers, contracts, confirmations; which are there, until when they hold, which are missing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tenken.actions.holding import Holding, holding
from tenken.dates import local_day
from tenken.facts.accounts import AdministratorRegister, NeededAccounts
from tenken.facts.contacts import Contact
from tenken.facts.documents import (
    Confirmation,
    DocumentOnFile,
    OfficerAppointment,
    OutOfScope,
    PolicySetting,
    Waiver,
)
from tenken.facts.inbound import DeclaredInbound
from tenken.facts.logs import LogReview, LogSearch
from tenken.facts.model import FACILITY, Fact, Statement, SubjectId, SubjectKind
from tenken.facts.networks import NetworkSegment
from tenken.facts.services import NeededServices
from tenken.facts.systems import BackupRecord, SystemInUse, TwoFactor
from tenken.facts.vendors import Disclosure, RemoteMaintenanceReply, UpdateDuty, VendorAnswer, VendorContract
from tenken.ledger.lists import titles
from tenken.ledger.stated import listed, names_of, of_the_house
from tenken.text import _
from tenken.verdicts.case import AnyFact

PAGE = 50


@dataclass(frozen=True)
class Paper:
    """A statement on file, or the place where one is missing. ``stale`` says that it no longer holds."""

    name: str
    kind: str
    item: str
    about: SubjectId
    of: str
    fact: Fact[Any] | None
    until: date | None
    stale: bool
    holding: Holding = Holding.MISSING


@dataclass(frozen=True)
class Group:
    """Papers of one sort. ``add`` is the kind that a new one of this sort has, empty where there is no such.

    Of a long sort these are the papers from ``start`` on, of ``total``.
    """

    title: str
    papers: tuple[Paper, ...]
    add: str = ""
    start: int = 0
    total: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.papers)


_Kinds = tuple[type[Statement], ...]
Named = tuple[tuple[SubjectId, str], ...]
_FACILITY_KINDS: _Kinds = (OfficerAppointment, AdministratorRegister, LogReview, UpdateDuty)
_SYSTEM_KINDS: _Kinds = (SystemInUse, TwoFactor, BackupRecord)
_VENDOR_KINDS: _Kinds = (VendorContract, RemoteMaintenanceReply, Disclosure, VendorAnswer)
_LISTED: _Kinds = (
    Contact,
    NetworkSegment,
    NeededServices,
    NeededAccounts,
    DeclaredInbound,
    Confirmation,
    LogSearch,
    OutOfScope,
    Waiver,
    PolicySetting,
)


KINDS_OF_THE_HOUSE: _Kinds = (DocumentOnFile, *_FACILITY_KINDS, *_SYSTEM_KINDS, *_VENDOR_KINDS, *_LISTED)
"""All that persons state of the facility, its vendors and its systems."""


@dataclass(frozen=True)
class House:
    """What persons state of the house today, read once, and what its systems and vendors are called."""

    facts: tuple[AnyFact, ...]
    systems: Named
    vendors: Named
    today: date

    @property
    def names(self) -> Mapping[SubjectId, str]:
        return dict((*self.systems, *self.vendors))

    def of(self, kinds: _Kinds) -> tuple[AnyFact, ...]:
        return tuple(fact for fact in self.facts if isinstance(fact.says, kinds))


def house(now: datetime) -> House:
    facts = of_the_house(KINDS_OF_THE_HOUSE)
    return House(facts, tuple(titles(SubjectKind.SYSTEM)), tuple(titles(SubjectKind.VENDOR)), local_day(now))


def papers(of: House, start: int = 0, only: Holding | None = None) -> tuple[Group, ...]:
    """All statements as of today, missing ones among them; of lists and confirmations those from ``start`` on.

    ``only`` narrows to a state; of lists and confirmations it takes those of the facility, vendors and systems alone.
    Papers of the facility have a page of their own: ``actions/documents.py``.
    """
    groups = (*_owed(of), _others_of_the_house(of) if only else _others(start, of.today))
    return tuple(_narrowed(group, only) for group in groups) if only else groups


def states(of: House) -> Counter[Holding]:
    """How many statements of the facility, its vendors and systems are in each state, missing ones among them."""
    return Counter(paper.holding for group in (*_owed(of), _others_of_the_house(of)) for paper in group.papers)


def _owed(of: House) -> Iterator[Group]:
    """What the facility owes of itself and of each system and vendor."""
    on_file = _OnFile(of.facts, of.today)
    yield Group(_("statements of the facility"), tuple(on_file.of(FACILITY, "", _FACILITY_KINDS)))
    yield Group(_("medical information systems"), tuple(on_file.each(of.systems, _SYSTEM_KINDS)), "system-in-use")
    yield Group(_("vendors"), tuple(on_file.each(of.vendors, _VENDOR_KINDS)), "vendor-contract")


_OTHERS = _("lists, confirmations, exceptions, settings")


def _others(start: int, today: date) -> Group:
    more = listed(_LISTED, start, PAGE)
    names = names_of(fact.about for fact in more.facts)
    return Group(_OTHERS, _named(more.facts, names, today), start=start, total=more.total)


def _others_of_the_house(of: House) -> Group:
    return Group(_OTHERS, _named(of.of(_LISTED), of.names, of.today))


def _named(facts: tuple[AnyFact, ...], names: Mapping[SubjectId, str], today: date) -> tuple[Paper, ...]:
    return tuple(paper_of(fact, fact.says.name, names.get(fact.about, ""), today) for fact in facts)


def _narrowed(group: Group, only: Holding) -> Group:
    return replace(group, papers=tuple(paper for paper in group.papers if paper.holding is only))


class _OnFile:
    """The statements of the house, by whom and what they are about."""

    def __init__(self, facts: Iterable[AnyFact], today: date) -> None:
        self.today = today
        self.facts: Mapping[tuple[SubjectId, type[Statement]], list[AnyFact]] = defaultdict(list)
        for fact in facts:
            self.facts[fact.about, type(fact.says)].append(fact)

    def of(self, about: SubjectId, name: str, kinds: _Kinds) -> Iterator[Paper]:
        """Each kind once for each of its items; where there is none, the gap."""
        for kind in kinds:
            facts = self.facts[about, kind]
            # A returned form is one paper, however many rows it has.
            for fact in facts[:1] if kind is VendorAnswer else facts:
                yield paper_of(fact, kind.name, name, self.today)
            if not facts:
                yield _missing(kind, about, name, kind.name)

    def each(self, subjects: Iterable[tuple[SubjectId, str]], kinds: _Kinds) -> Iterator[Paper]:
        for about, name in subjects:
            yield from self.of(about, name, kinds)


def paper_of(fact: AnyFact, name: str, of: str, today: date) -> Paper:
    until = fact.says.good_until
    stale = bool(until and until < today)
    shown = until if until != date.max else None
    return Paper(name, fact.says.kind, fact.says.item, fact.about, of, fact, shown, stale, holding(shown, today))


def _missing(kind: type[Statement], about: SubjectId, of: str, name: str, item: str = "") -> Paper:
    return Paper(name, kind.kind, item, about, of, None, None, stale=False)
