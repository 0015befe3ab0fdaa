"""What rules ask: the month's events, and what was found out of them once for all rules.

Days are numbers from 1970-01-01 in Japan's time. The first event that a row is about is ``ref``: segment and index in
one number, so that every engine picks the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from tenken.logs.model import SUCCESS
from tenken.logs.review.lists import day_number
from tenken.logs.review.model import NEAR_DAYS, Month
from tenken.logs.review.tables import Lists
from tenken.logs.search.engine import Engine

HITS = ("user", "patient", "at", "until", "n", "what", "other", "score", "ref")
"""The columns of a rule's answer: texts, moments, a count, texts, a number that is higher the worse it is."""
_WRITTEN = ("C", "U", "E")
_DAY_S = 86_400


@dataclass(frozen=True)
class Material:
    """``events`` of the month, with ``user``, ``local`` time, ``day``, ``hour`` and ``ref``.

    ``accesses`` are days of a user with a patient in this month, with ``department`` and ``explained``: what explains
    it, or nothing. ``hours`` are hours of a user: ``n`` events, of them ``seen`` of patients and ``failed``.
    """

    events: ir.Table
    accesses: ir.Table
    hours: ir.Table
    lists: Mapping[str, ir.Table]
    first: int
    last: int

    def unexplained(self) -> ir.Table:
        return self.accesses.filter(self.accesses.explained == "")

    def of_staff(self, table: ir.Table, how: str = "inner") -> ir.Table:
        """With what the list of staff says of the user; columns that were there already stay as they are."""
        staff = self.lists["staff"]
        wanted = [name for name in staff.columns if name == "user" or name not in table.columns]
        return table.join(staff.select(wanted), "user", how=how)


def gather(engine: Engine, search: Path, month: Month, lists: Lists) -> Material:
    first, last = day_number(month.first), day_number(month.last)
    held = {name: ibis.memtable(table) for name, table in lists.tables.items()}
    wide = _events(engine, search, month, timedelta(days=NEAR_DAYS))
    near = found_of(engine, _accesses(wide, held))
    accesses = _explained(ibis.memtable(near), held)
    known = found_of(engine, accesses.filter(accesses.day.between(first, last)))
    events = _events(engine, search, month)
    hours = found_of(engine, _hours(events))
    return Material(events, ibis.memtable(known), ibis.memtable(hours), held, first, last)


def spans(table: ir.Table, by: str | list[str]) -> ir.Table:
    """Rows put together: how many events, from when to when, and the first."""
    return table.group_by(by).agg(n=table.n.sum(), at=table.at.min(), until=table.until.max(), ref=table.ref.min())


def found_of(engine: Engine, wanted: ir.Table) -> pa.Table:
    """In the types that the question has: DuckDB's sums of whole numbers are wider."""
    found = engine.run(wanted)
    return found.cast(wanted.schema().to_pyarrow())


def hits(table: ir.Table, **columns: object) -> ir.Table:
    """In the columns of ``HITS``; what a rule does not say is empty, ``score`` counts where there is none."""
    n = columns.get("n", table.n if "n" in table.columns else 1)
    patient = "patient" if "patient" in table.columns else ""
    known: dict[str, object] = {"patient": patient, "what": "", "other": "", "n": n, "score": n, **columns}
    kinds = {"n": "int64", "score": "float64", "ref": "int64"}
    made = {
        name: _column(table, known.get(name, name)).cast(kinds.get(name, "string"))
        if name not in ("at", "until")
        else _column(table, known.get(name, "at"))
        for name in HITS
    }
    return table.select(**made)


def _column(table: ir.Table, wanted: object) -> ir.Value:
    if isinstance(wanted, str) and wanted in table.columns:
        return table[wanted]
    return wanted if isinstance(wanted, ir.Value) else ibis.literal(wanted)


def user_of(column: ir.StringValue) -> ir.StringValue:
    """As ``lists.user_key`` writes it."""
    return column.lower().re_replace(r"^.*\\", "").re_replace(r"@.*$", "")


def _events(engine: Engine, search: Path, month: Month, around: timedelta = timedelta(0)) -> ir.Table:
    since, until = _utc(month.since - around), _utc(month.until + around)
    found = engine.events(search, (f"{since:%Y-%m}", f"{until:%Y-%m}"))
    kept = found.filter(found.ts >= since, found.ts < until)
    local = kept.ts + ibis.interval(hours=9)
    return kept.mutate(
        user=user_of(kept.user_id),
        local=local,
        day=(local.epoch_seconds().cast("int64") // _DAY_S).cast("int64"),
        ref=kept.segment.cast("int64") * 2**32 + kept["index"].cast("int64"),
    )


def _accesses(events: ir.Table, lists: Mapping[str, ir.Table]) -> ir.Table:
    """Days of a user with a patient, and whether the user carried out what somebody else had written."""
    of_patients = events.filter(events.patient_id != "", events.user_id != "", ~events.unparsed)
    raw = of_patients.group_by(["user_id", "patient_id", "day"]).agg(
        n=of_patients.count(), at=of_patients.ts.min(), until=of_patients.ts.max(), ref=of_patients.ref.min()
    )
    told = raw.mutate(user=user_of(raw.user_id), patient=raw.patient_id)
    days = spans(told, ["user", "patient", "day"])
    orders = _by_order(of_patients)
    joined = days.left_join(orders, ["user", "patient", "day"])
    whole = joined.select(*days.columns, ordered=joined.ordered.fill_null(False))
    staff = lists["staff"].select("user", "department", "role")
    known = whole.left_join(staff, "user")
    return known.select(*whole.columns, department=known.department.fill_null(""), role=known.role.fill_null(""))


def _by_order(events: ir.Table) -> ir.Table:
    """Whoever only reads an order has carried out nothing."""
    kept = events.filter(events.object_id != "", events.action.isin(_WRITTEN))
    written = kept.select(user=user_of(kept.user_id), patient=kept.patient_id, object=kept.object_id, day=kept.day)
    orders = written.group_by(["patient", "object"]).agg(low=written.user.min(), high=written.user.max())
    shared = orders.filter(orders.low != orders.high)
    found = written.semi_join(shared, ["patient", "object"])
    return found.select("user", "patient", "day").distinct().mutate(ordered=ibis.literal(True))


def _explained(accesses: ir.Table, lists: Mapping[str, ir.Table]) -> ir.Table:
    near = ibis.range_window(
        preceding=NEAR_DAYS, following=NEAR_DAYS, group_by=["patient", "department"], order_by="day"
    )
    seen = accesses.mutate(low=accesses.user.min().over(near), high=accesses.user.max().over(near))
    treated = lists["treated"]
    there = accesses.join(
        treated,
        [accesses.patient == treated.patient, accesses.department == treated.department,
         accesses.day >= treated.since - NEAR_DAYS, accesses.day <= treated.until + NEAR_DAYS],
    )  # fmt: skip
    there = there.select(user=accesses.user, patient=accesses.patient, day=accesses.day).distinct()
    joined = seen.left_join(there.mutate(treated=ibis.literal(True)), ["user", "patient", "day"])
    by_department = (seen.department != "") & (seen.low != seen.high)
    explained = ibis.cases(
        (joined.treated.fill_null(False), "treated"),
        (by_department, "department"),
        (seen.ordered, "order"),
        else_="",
    )
    return joined.select(*accesses.columns, explained=explained)


def _hours(events: ir.Table) -> ir.Table:
    named = events.filter(events.user_id != "", ~events.unparsed)
    told = named.mutate(
        hour=named.local.hour().cast("int64"),
        of_patient=(named.patient_id != "").cast("int64"),
        no=(named.outcome != SUCCESS).cast("int64"),
    )
    raw = told.group_by(["user_id", "day", "hour"]).agg(
        n=told.count(), seen=told.of_patient.sum(), failed=told.no.sum(),
        at=told.ts.min(), until=told.ts.max(), ref=told.ref.min(),
    )  # fmt: skip
    keyed = raw.mutate(user=user_of(raw.user_id))
    return keyed.group_by(["user", "day", "hour"]).agg(
        n=keyed.n.sum(), seen=keyed.seen.sum(), failed=keyed.failed.sum(),
        at=keyed.at.min(), until=keyed.until.max(), ref=keyed.ref.min(),
    )  # fmt: skip


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
