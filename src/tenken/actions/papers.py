"""What persons stated: papers, contracts, confirmations; which are there, until when they hold, which are missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

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
from tenken.facts.model import FACILITY, Fact, Statement, SubjectId
from tenken.facts.services import NeededServices
from tenken.facts.systems import BackupRecord, SystemInUse, TwoFactor
from tenken.facts.vendors import Disclosure, RemoteMaintenanceReply, UpdateDuty, VendorAnswer, VendorContract
from tenken.ledger.recall import case_at
from tenken.text import _
from tenken.verdicts.case import Case


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
    """Papers of one sort. ``add`` is the kind that a new one of this sort has, empty where there is no such."""

    title: str
    papers: tuple[Paper, ...]
    add: str = ""


_FACILITY_KINDS: tuple[type[Statement], ...] = (OfficerAppointment, AdministratorRegister, LogReview, UpdateDuty)
_SYSTEM_KINDS: tuple[type[Statement], ...] = (SystemInUse, TwoFactor, BackupRecord)
_VENDOR_KINDS: tuple[type[Statement], ...] = (VendorContract, RemoteMaintenanceReply, Disclosure, VendorAnswer)
_LISTED: tuple[type[Statement], ...] = (NeededServices, NeededAccounts, DeclaredInbound, Confirmation, OutOfScope,
                                        Waiver, PolicySetting)  # fmt: skip


def papers(now: datetime) -> tuple[Group, ...]:
    case = case_at(now)
    return (
        Group(_("documents of the facility"), tuple(_documents(case)), "document"),
        Group(_("statements of the facility"), tuple(_of(case, FACILITY, _FACILITY_KINDS))),
        Group(_("medical information systems"), tuple(_each(case, case.systems, _SYSTEM_KINDS)), "system-in-use"),
        Group(_("vendors"), tuple(_each(case, case.vendors, _VENDOR_KINDS)), "vendor-contract"),
        Group(_("lists, confirmations, exceptions, settings"), tuple(_listed(case))),
    )


def _documents(case: Case) -> Iterator[Paper]:
    on_file = {fact.says.type: fact for fact in case.about(FACILITY, DocumentOnFile)}
    for document in DocumentType:
        yield _paper(case, FACILITY, DocumentOnFile, on_file.get(document), DOCUMENT_NAMES[document], document.value)


def _of(case: Case, about: SubjectId, kinds: tuple[type[Statement], ...]) -> Iterator[Paper]:
    """Each kind once for each of its items; where there is none, the gap."""
    for kind in kinds:
        facts = _without_rows(case.about(about, kind))
        for fact in facts or (None,):
            yield _paper(case, about, kind, fact, kind.name, fact.says.item if fact else "")


def _without_rows(facts: tuple[Fact[Any], ...]) -> tuple[Fact[Any], ...]:
    """A returned form is one paper, however many rows it has."""
    return facts[:1] if facts and isinstance(facts[0].says, VendorAnswer) else facts


def _each(case: Case, subjects: tuple[SubjectId, ...], kinds: tuple[type[Statement], ...]) -> Iterator[Paper]:
    for about in subjects:
        yield from _of(case, about, kinds)


def _listed(case: Case) -> Iterator[Paper]:
    for kind in _LISTED:
        for fact in case.everybody(kind):
            yield _paper(case, fact.about, kind, fact, kind.name, fact.says.item)


def _paper(case: Case, about: SubjectId, kind: type[Statement], fact: Fact[Any] | None, name: str, item: str) -> Paper:
    until = fact.says.good_until if fact else None
    return Paper(
        name=name,
        kind=kind.kind,
        item=item,
        about=about,
        of=case.names.get(about, ""),
        fact=fact,
        until=until if until != date.max else None,
        stale=bool(until and until < case.today),
    )
