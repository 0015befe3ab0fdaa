"""立入検査: kept, found again by a code that lets in once, and closed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from tenken.ledger.models import InspectionRow, RemarkRow


@dataclass(frozen=True, slots=True)
class Report:
    """What a person wrote around the table of remarks. Empty texts stand for those that are proposed."""

    to: str = ""
    opening: str = ""
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """``as_of`` is the frozen moment. ``account`` is that of its inspector, once somebody entered."""

    number: int
    as_of: datetime
    edition: str
    form: str
    inspector: str
    office: str
    opened_by: str
    opened_at: datetime
    expires_at: datetime
    closed_at: datetime | None
    account: int | None
    code_is_out: bool
    report: Report
    remarks: int = 0

    def is_open(self, now: datetime) -> bool:
        return self.closed_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Remark:
    number: int
    inspection: int
    row: str
    text: str
    by: str
    at: datetime
    task: int


def inspections(most: int = 200) -> tuple[Inspection, ...]:
    """The newest first."""
    rows = InspectionRow.objects.annotate(n=Count("remarks")).order_by("-pk")[:most]
    return tuple(_inspection(row, row.n) for row in rows)


def inspection(number: int) -> Inspection | None:
    row = InspectionRow.objects.annotate(n=Count("remarks")).filter(pk=number).first()
    return _inspection(row, row.n) if row else None


def of_edition(edition: str) -> bool:
    """Whether an inspection was held by it."""
    return InspectionRow.objects.filter(edition=edition).exists()


def run_out(now: datetime) -> tuple[int, ...]:
    """Those whose time is over, and that nobody closed."""
    return tuple(InspectionRow.objects.filter(closed_at=None, expires_at__lte=now).values_list("pk", flat=True))


def of_account(account: int) -> Inspection | None:
    """The inspection that this account was made for."""
    row = InspectionRow.objects.filter(account_id=account).first()
    return _inspection(row) if row else None


def by_code(digest: str, now: datetime) -> Inspection | None:
    """The open inspection that this code lets into."""
    row = InspectionRow.objects.filter(
        ~Q(code_sha256=""), code_sha256=digest, closed_at=None, expires_at__gt=now
    ).first()
    return _inspection(row) if row else None


def add(wanted: Inspection, code: str) -> Inspection:
    """With the next number, within ``writing``."""
    row = InspectionRow.objects.create(
        as_of=wanted.as_of, edition=wanted.edition, form=wanted.form, inspector=wanted.inspector, office=wanted.office,
        opened_by=wanted.opened_by, opened_at=wanted.opened_at, expires_at=wanted.expires_at, code_sha256=code,
    )  # fmt: skip
    return _inspection(row)


def set_code(number: int, digest: str) -> None:
    InspectionRow.objects.filter(pk=number).update(code_sha256=digest)


def set_account(number: int, account: int) -> None:
    InspectionRow.objects.filter(pk=number).update(account_id=account)


def set_report(number: int, report: Report) -> None:
    InspectionRow.objects.filter(pk=number).update(
        report_to=report.to, report_opening=report.opening, report_closing=report.closing
    )


def set_closed(number: int, now: datetime) -> None:
    InspectionRow.objects.filter(pk=number).update(closed_at=now, code_sha256="")


def remarks(number: int) -> tuple[Remark, ...]:
    rows = RemarkRow.objects.filter(inspection_id=number).order_by("pk")
    return tuple(Remark(r.pk, r.inspection_id, r.row, r.text, r.by, r.at, r.task) for r in rows)


def add_remark(inspection: int, row: str, text: str, by: str, at: datetime, task: int) -> Remark:
    made = RemarkRow.objects.create(inspection_id=inspection, row=row, text=text, by=by, at=at, task=task)
    return Remark(made.pk, inspection, row, text, by, at, task)


def _inspection(row: InspectionRow, remarks: int = 0) -> Inspection:
    return Inspection(
        number=row.pk, as_of=row.as_of, edition=row.edition, form=row.form, inspector=row.inspector, office=row.office,
        opened_by=row.opened_by, opened_at=row.opened_at, expires_at=row.expires_at, closed_at=row.closed_at,
        account=row.account_id, code_is_out=bool(row.code_sha256),
        report=Report(row.report_to, row.report_opening, row.report_closing), remarks=remarks,
    )  # fmt: skip
