"""判定の推移: what the rows of a form came to on each day, for how they went and what changed lately."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min, Q

from tenken.dates import local_day
from tenken.ledger.models import VerdictDay
from tenken.rules.model import Standing
from tenken.verdicts.assess import Verdict

_WHICH = ["edition", "form", "row", "day"]
_WHAT = ["as_of", "standing", "met", "total"]


@dataclass(frozen=True, slots=True)
class Day:
    """A row's last verdict of a day."""

    row: str
    day: date
    as_of: datetime
    standing: Standing
    met: int
    total: int


def keep_day(edition: str, form: str, verdicts: Sequence[Verdict], as_of: datetime) -> None:
    """The last word of a day counts."""
    rows = [
        VerdictDay(
            edition=edition,
            form=form,
            row=verdict.row.id,
            day=local_day(as_of),
            as_of=as_of,
            standing=int(verdict.standing),
            met=verdict.met,
            total=verdict.total,
        )
        for verdict in verdicts
    ]
    VerdictDay.objects.bulk_create(rows, update_conflicts=True, unique_fields=_WHICH, update_fields=_WHAT)


def days_of(edition: str, form: str, row: str, until: date) -> tuple[Day, ...]:
    """Every day of one row up to this one, oldest first."""
    rows = VerdictDay.objects.filter(edition=edition, form=form, row=row, day__lte=until).order_by("day")
    return tuple(_value(found) for found in rows)


def day_before(edition: str, form: str, day: date) -> Mapping[str, Day]:
    """Row → its verdict on the last day up to this one on which the form was judged; else on the first day of all."""
    all_days = VerdictDay.objects.filter(edition=edition, form=form)
    ends = all_days.aggregate(last=Max("day", filter=Q(day__lte=day)), first=Min("day"))
    chosen = ends["last"] or ends["first"]
    return {found.row: _value(found) for found in all_days.filter(day=chosen)} if chosen else {}


def _value(row: VerdictDay) -> Day:
    return Day(row.row, row.day, row.as_of, Standing(row.standing), row.met, row.total)
