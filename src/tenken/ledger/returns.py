"""事業者の様式: drafts of vendors, and what they handed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tenken.facts.model import SubjectId
from tenken.ledger.models import DraftRow, ReturnRow
from tenken.ledger.writing import LedgerError
from tenken.text import _


@dataclass(frozen=True, slots=True)
class Said:
    """What a vendor writes of one row: ``answer`` is yes, no, none (対象外) or empty."""

    row: str
    answer: str = ""
    note: str = ""
    on: date | None = None
    target: date | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """What stands handed in, with the digest of the workbook that is kept of it."""

    number: int
    vendor: SubjectId
    edition: str
    by: str
    at: datetime
    observation: int
    sha256: str
    rows: tuple[Said, ...]


def draft(vendor: SubjectId, edition: str) -> Mapping[str, Said]:
    """Row → what was last typed."""
    rows = DraftRow.objects.filter(vendor=vendor, edition=edition)
    return {row.row: Said(row.row, row.answer, row.note, row.confirmed_on, row.target) for row in rows}


def keep_draft(vendor: SubjectId, edition: str, said: Iterable[Said], by: str, now: datetime) -> None:
    for one in said:
        told = {"answer": one.answer, "note": one.note, "confirmed_on": one.on, "target": one.target}
        DraftRow.objects.update_or_create(
            vendor=vendor, edition=edition, row=one.row, defaults={**told, "by": by, "at": now}
        )


def standing_return(vendor: SubjectId, edition: str) -> Return | None:
    """What the vendor handed in and nobody opened again."""
    row = ReturnRow.objects.filter(vendor=vendor, edition=edition, reopened_at=None).first()
    return _value(row) if row else None


def keep_return(handed_in: Return) -> None:
    ReturnRow.objects.create(
        vendor=handed_in.vendor,
        edition=handed_in.edition,
        by=handed_in.by,
        at=handed_in.at,
        observation=handed_in.observation,
        sha256=handed_in.sha256,
        rows=[_plain(one) for one in handed_in.rows],
    )


def reopen(vendor: SubjectId, edition: str, now: datetime) -> None:
    """The vendor may hand in anew; what was handed in stays. Raises LedgerError where nothing stands."""
    if not ReturnRow.objects.filter(vendor=vendor, edition=edition, reopened_at=None).update(reopened_at=now):
        raise LedgerError(_("nothing is handed in that could be given back"))


def _plain(said: Said) -> list[str]:
    return [said.row, said.answer, said.note, *(day.isoformat() if day else "" for day in (said.on, said.target))]


def _said(plain: Sequence[str]) -> Said:
    row, answer, note, *days = plain
    on, target = (date.fromisoformat(day) if day else None for day in days)
    return Said(row, answer, note, on, target)


def _value(row: ReturnRow) -> Return:
    rows = tuple(_said(plain) for plain in row.rows)
    return Return(row.pk, SubjectId(row.vendor), row.edition, row.by, row.at, row.observation, row.sha256, rows)
