"""Papers and words of named persons: what was stated, by whom, from when, until when, with which file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from tenken.facts.model import A_YEAR, MachineClass, Statement, SubjectKind
from tenken.text import _


@dataclass(frozen=True)
class KeptFile:
    """A file in the archive, under the name that it was handed in with."""

    sha256: str
    name: str
    size_bytes: int


@dataclass(frozen=True, kw_only=True)
class Declared(Statement):
    """What a named person states. It holds until ``next_review``, or a year from ``confirmed_on``."""

    lasting: ClassVar[bool] = True
    speaks_of: ClassVar[tuple[SubjectKind, ...]] = (SubjectKind.FACILITY,)
    """What it can be about."""
    by: str
    confirmed_on: date
    next_review: date | None = None
    file: KeptFile | None = None
    remark: str = ""

    @property
    def good_until(self) -> date:
        return self.next_review or self.confirmed_on + A_YEAR


class DocumentType(StrEnum):
    OPERATING_RULES = "operating-rules"
    BCP = "bcp"
    CONTACT_CHART = "contact-chart"
    ACCESS_MATRIX = "access-matrix"
    ACCOUNT_REVIEW = "account-review"
    LEDGER_REVIEW = "ledger-review"
    PASSWORD_RULES = "password-rules"
    RESTORE_PROCEDURE = "restore-procedure"


DOCUMENT_NAMES: Mapping[DocumentType, str] = {
    DocumentType.OPERATING_RULES: _("operating rules"),
    DocumentType.BCP: _("business continuity plan"),
    DocumentType.CONTACT_CHART: _("contact chart"),
    DocumentType.ACCESS_MATRIX: _("matrix of access rights"),
    DocumentType.ACCOUNT_REVIEW: _("record of the account review"),
    DocumentType.LEDGER_REVIEW: _("record of the ledger review"),
    DocumentType.PASSWORD_RULES: _("rules on passwords"),
    DocumentType.RESTORE_PROCEDURE: _("restoration procedure"),
}


@dataclass(frozen=True)
class DocumentOnFile(Declared):
    """文書. ``covers`` are the points that its reader confirmed to stand in it."""

    kind: ClassVar[str] = "document"
    name: ClassVar[str] = _("document on file")
    type: DocumentType
    title: str
    effective: date
    approved_by: str
    covers: tuple[str, ...] = ()
    version: str = ""

    @property
    def item(self) -> str:
        return self.type.value


@dataclass(frozen=True)
class Confirmation(Declared):
    """確認: a named person looked and says whether a topic holds, for one subject or a class of machines."""

    kind: ClassVar[str] = "confirmation"
    name: ClassVar[str] = _("confirmation")
    speaks_of: ClassVar[tuple[SubjectKind, ...]] = tuple(SubjectKind)
    topic: str
    holds: bool
    how: str
    machine_class: MachineClass | None = None

    @property
    def item(self) -> str:
        return confirmation_item(self.topic, self.machine_class)


def confirmation_item(topic: str, machine_class: MachineClass | None = None) -> str:
    return f"{topic}/{machine_class}" if machine_class else topic


@dataclass(frozen=True)
class OfficerAppointment(Declared):
    """医療情報システム安全管理責任者の任命."""

    kind: ClassVar[str] = "officer-appointment"
    name: ClassVar[str] = _("appointment of the officer")
    person: str
    post: str
    appointed_on: date
    ends_on: date | None = None
    dedicated: bool = False


@dataclass(frozen=True)
class OutOfScope(Declared):
    """対象外. ``topic`` is a lineage, a class of machines, ``vendor`` or ``system``."""

    kind: ClassVar[str] = "out-of-scope"
    name: ClassVar[str] = _("declaration of being out of scope")
    speaks_of: ClassVar[tuple[SubjectKind, ...]] = tuple(SubjectKind)
    topic: str
    reason: str

    @property
    def item(self) -> str:
        return self.topic


@dataclass(frozen=True)
class Waiver(Declared):
    """例外: why a subject may stay as it is for a while, and what protects it meanwhile."""

    kind: ClassVar[str] = "waiver"
    name: ClassVar[str] = _("exception")
    speaks_of: ClassVar[tuple[SubjectKind, ...]] = tuple(SubjectKind)
    lineage: str
    reason: str
    compensating: str
    until: date

    @property
    def item(self) -> str:
        return self.lineage

    @property
    def good_until(self) -> date:
        return self.until


@dataclass(frozen=True)
class PolicySetting(Declared):
    """The facility's own value for a field of a policy, as ``patch.grace`` = ``14``."""

    kind: ClassVar[str] = "policy-setting"
    name: ClassVar[str] = _("policy setting")
    field: str
    value: str
    reason: str

    @property
    def item(self) -> str:
        return self.field

    @property
    def good_until(self) -> date:
        """A setting stays in force until it is changed; a review that is due reminds and changes no verdict."""
        return date.max
