"""What persons stated: papers, contracts, confirmations; which are there, until when they hold, which are missing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tenken.dates import local_day
from tenken.facts.accounts import AdministratorRegister, NeededAccounts
from tenken.facts.documents import (
    DOCUMENT_NAMES,
    Confirmation,
    DocumentOnFile,
    DocumentType,
    OfficerAppointment,
    OutOfScope,
    PolicySetting,
    Waiver,
)
from tenken.facts.inbound import DeclaredInbound
from tenken.facts.logs import LogReview
from tenken.facts.model import FACILITY, Fact, Statement, SubjectId, SubjectKind
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
_FACILITY_KINDS: _Kinds = (OfficerAppointment, AdministratorRegister, LogReview, UpdateDuty)
_SYSTEM_KINDS: _Kinds = (SystemInUse, TwoFactor, BackupRecord)
_VENDOR_KINDS: _Kinds = (VendorContract, RemoteMaintenanceReply, Disclosure, VendorAnswer)
_LISTED: _Kinds = (NeededServices, NeededAccounts, DeclaredInbound, Confirmation, OutOfScope, Waiver, PolicySetting)


def papers(now: datetime, start: int = 0) -> tuple[Group, ...]:
    """All papers as of today, missing ones among them; of lists and confirmations those from ``start`` on."""
    on_file = _OnFile(of_the_house((DocumentOnFile, *_FACILITY_KINDS, *_SYSTEM_KINDS, *_VENDOR_KINDS)), local_day(now))
    systems, vendors = titles(SubjectKind.SYSTEM), titles(SubjectKind.VENDOR)
    more = listed(_LISTED, start, PAGE)
    names = names_of(fact.about for fact in more.facts)
    others = tuple(_paper(fact, fact.says.name, names.get(fact.about, ""), local_day(now)) for fact in more.facts)
    return (
        Group(_("documents of the facility"), tuple(on_file.documents()), "document"),
        Group(_("statements of the facility"), tuple(on_file.of(FACILITY, "", _FACILITY_KINDS))),
        Group(_("medical information systems"), tuple(on_file.each(systems, _SYSTEM_KINDS)), "system-in-use"),
        Group(_("vendors"), tuple(on_file.each(vendors, _VENDOR_KINDS)), "vendor-contract"),
        Group(_("lists, confirmations, exceptions, settings"), others, start=start, total=more.total),
    )


class _OnFile:
    """The statements of the house, by whom and what they are about."""

    def __init__(self, facts: Iterable[AnyFact], today: date) -> None:
        self.today = today
        self.facts: Mapping[tuple[SubjectId, type[Statement]], list[AnyFact]] = defaultdict(list)
        for fact in facts:
            self.facts[fact.about, type(fact.says)].append(fact)

    def documents(self) -> Iterator[Paper]:
        by_type = {fact.says.type: fact for fact in self.facts[FACILITY, DocumentOnFile]}
        for document in DocumentType:
            name, fact = DOCUMENT_NAMES[document], by_type.get(document)
            if fact:
                yield _paper(fact, name, "", self.today)
            else:
                yield _missing(DocumentOnFile, FACILITY, "", name, document.value)

    def of(self, about: SubjectId, name: str, kinds: _Kinds) -> Iterator[Paper]:
        """Each kind once for each of its items; where there is none, the gap."""
        for kind in kinds:
            facts = self.facts[about, kind]
            # A returned form is one paper, however many rows it has.
            for fact in facts[:1] if kind is VendorAnswer else facts:
                yield _paper(fact, kind.name, name, self.today)
            if not facts:
                yield _missing(kind, about, name, kind.name)

    def each(self, subjects: Iterable[tuple[SubjectId, str]], kinds: _Kinds) -> Iterator[Paper]:
        for about, name in subjects:
            yield from self.of(about, name, kinds)


def _paper(fact: AnyFact, name: str, of: str, today: date) -> Paper:
    until = fact.says.good_until
    stale = bool(until and until < today)
    return Paper(
        name, fact.says.kind, fact.says.item, fact.about, of, fact, until if until != date.max else None, stale
    )


def _missing(kind: type[Statement], about: SubjectId, of: str, name: str, item: str = "") -> Paper:
    return Paper(name, kind.kind, item, about, of, None, None, stale=False)
