"""What vendors contract, answer and disclose."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from tenken.facts.documents import Declared
from tenken.facts.model import A_YEAR, Statement, SubjectKind
from tenken.text import _

_COMPANY = re.compile(r"株式会社|有限会社|合同会社|\(株\)|\(有\)|\(同\)|[\s/:-]")


def vendor_key(name: str) -> str:
    """By what two spellings of a vendor's name are one: width, spaces and 株式会社 make no difference."""
    return _COMPANY.sub("", unicodedata.normalize("NFKC", name)).casefold()


@dataclass(frozen=True)
class VendorContract(Declared):
    """事業者との契約. It stands until ``ends``; without an end it is confirmed anew every year.

    ``boundary`` is 責任分界: what the vendor answers for, and what stays with the facility.
    """

    kind: ClassVar[str] = "vendor-contract"
    name: ClassVar[str] = _("vendor contract")
    speaks_of: ClassVar[tuple[SubjectKind, ...]] = (SubjectKind.VENDOR,)
    systems: tuple[str, ...]
    starts: date
    ends: date | None = None
    contact: str = ""
    boundary: str = ""

    @property
    def good_until(self) -> date:
        return self.next_review or self.ends or self.confirmed_on + A_YEAR

    def in_force(self, today: date) -> bool:
        return self.starts <= today and (self.ends is None or today <= self.ends)


@dataclass(frozen=True)
class RemoteMaintenanceReply(Declared):
    """The vendor's dated word on which devices it maintains from afar, and by which way."""

    kind: ClassVar[str] = "remote-maintenance-reply"
    name: ClassVar[str] = _("vendor's reply on remote maintenance")
    speaks_of: ClassVar[tuple[SubjectKind, ...]] = (SubjectKind.VENDOR,)
    uses_remote: bool
    answered_on: date
    ways: tuple[str, ...] = ()

    @property
    def good_until(self) -> date:
        return self.next_review or self.answered_on + A_YEAR


class DisclosureForm(StrEnum):
    MDS = "MDS"
    SDS = "SDS"


@dataclass(frozen=True)
class Disclosure(Declared):
    """医療情報セキュリティ開示書. ``open_points`` are items answered いいえ whose risk nobody has assessed yet."""

    kind: ClassVar[str] = "disclosure"
    name: ClassVar[str] = _("MDS/SDS disclosure")
    speaks_of: ClassVar[tuple[SubjectKind, ...]] = (SubjectKind.VENDOR,)
    form: DisclosureForm
    form_version: str
    product: str
    product_version: str
    received_on: date
    open_points: int = 0

    @property
    def item(self) -> str:
        return f"{self.form}/{self.product}"


@dataclass(frozen=True)
class VendorAnswer(Statement):
    """One row of a returned 事業者確認用, read out of the vendor's workbook."""

    kind: ClassVar[str] = "vendor-answer"
    name: ClassVar[str] = _("vendor's answer")
    lasting: ClassVar[bool] = True
    edition: str
    row: str
    lineage: str
    yes: bool
    confirmed_on: date | None
    target: date | None = None
    round: int = 1
    remark: str = ""

    @property
    def item(self) -> str:
        return f"{self.edition}/{self.row}"

    @property
    def good_until(self) -> date | None:
        return self.confirmed_on + A_YEAR if self.confirmed_on else None


@dataclass(frozen=True)
class UpdateDuty(Declared):
    """Guideline 7.0, 保守委託機関編: whether contracts put security updates of *all* servers on vendors.

    ``clause`` quotes the contract, terms or SLA that says so.
    """

    kind: ClassVar[str] = "update-duty"
    name: ClassVar[str] = _("duty of security updates by contract")
    all_servers_on_vendors: bool
    clause: str
