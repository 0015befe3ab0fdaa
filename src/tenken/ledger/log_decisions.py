"""Decisions on what the review flagged, as values: of each flag the newest, and those that speak for later flags."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Max

from tenken.ledger.models import LogDecisionRow
from tenken.text import _


class Verdict(StrEnum):
    """``fine``: there is a reason for it. ``follow``: somebody goes after it. ``taken_back`` leaves it undecided."""

    FINE = "fine"
    FOLLOW = "follow"
    MISUSE = "misuse"
    TAKEN_BACK = "taken_back"


VERDICT_NAMES: Mapping[Verdict, str] = {
    Verdict.FINE: _("there is a reason for it"),
    Verdict.FOLLOW: _("to be followed up"),
    Verdict.MISUSE: _("misuse"),
    Verdict.TAKEN_BACK: _("decision taken back"),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """``patient`` is a keyed hash. Until the day ``until`` it speaks for later flags of the same user and patient."""

    flag: str
    month: str
    rule: str
    user: str
    patient: str
    verdict: Verdict
    reason: str
    by: str
    at: datetime
    until: date | None = None
    task: int | None = None
    took_back: int | None = None
    number: int = 0


def keep(decided: Decided) -> int:
    row = LogDecisionRow.objects.create(
        flag=decided.flag, month=decided.month, rule=decided.rule, user=decided.user[:200], patient=decided.patient,
        verdict=decided.verdict, reason=decided.reason, until=decided.until, task=decided.task,
        took_back=decided.took_back, by=decided.by[:200], at=decided.at,
    )  # fmt: skip
    return int(row.pk)


def of_flags_since(day: date) -> dict[str, Decided]:
    """Flag of the months from this day on → the newest decision on it; one that was taken back is none."""
    known = LogDecisionRow.objects.filter(month__gte=f"{day:%Y-%m}")
    newest = known.values("flag").annotate(last=Max("pk")).values("last")
    found = (_decided(row) for row in LogDecisionRow.objects.filter(pk__in=newest))
    return {one.flag: one for one in found if one.verdict is not Verdict.TAKEN_BACK}


def lasting(day: date) -> tuple[Decided, ...]:
    """Those that still speak for later flags on this day, the newest first."""
    taken_back = LogDecisionRow.objects.filter(took_back__isnull=False).values("took_back")
    rows = LogDecisionRow.objects.filter(until__gte=day).exclude(pk__in=taken_back).order_by("-pk")
    return tuple(_decided(row) for row in rows)


def decision(number: int) -> Decided | None:
    row = LogDecisionRow.objects.filter(pk=number).first()
    return _decided(row) if row else None


def is_taken_back(number: int) -> bool:
    return LogDecisionRow.objects.filter(took_back=number).exists()


def _decided(row: LogDecisionRow) -> Decided:
    return Decided(
        row.flag, row.month, row.rule, row.user, row.patient, Verdict(row.verdict), row.reason, row.by, row.at,
        row.until, row.task, row.took_back, row.pk,
    )  # fmt: skip
