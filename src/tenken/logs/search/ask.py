"""Ask the logs: who looked at this patient, what did this user do, where does this word stand."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from tenken.logs.model import identifier
from tenken.logs.search.engine import Engine, in_process
from tenken.logs.search.question import FIELDS, Found, Question
from tenken.logs.search.rows import plain

_SEARCHED = ("function", "object_id", "user_name", "user_id", "terminal", "system", "role", "purpose")


def ask(search: Path, question: Question, *, start: int = 0, limit: int = 1000) -> Found:
    with in_process() as engine:
        return ask_by(engine, search, question, start=start, limit=limit)


def ask_by(engine: Engine, search: Path, question: Question, *, start: int = 0, limit: int = 1000) -> Found:
    """The same, run by this engine."""
    months = f"{_utc(question.since):%Y-%m}", f"{_utc(question.until):%Y-%m}"
    by_user = bool(question.user and not question.patient)
    events = engine.events(search, months, question.source, by_user=by_user)
    return page_of(engine, fitting(events, question), start, limit)


def page_of(engine: Engine, fit: ir.Table, start: int, limit: int) -> Found:
    """Of these events those from ``start`` on, oldest first."""
    page = fit.order_by("ts", "segment", "index", "patient_id").limit(limit, offset=start)
    rows = tuple(map(_row, engine.run(page).to_pylist()))
    if len(rows) < limit and (rows or start == 0):
        return Found(rows, start + len(rows), start)  # the page was the last: it has told how many there are
    (counted,) = engine.run(fit.aggregate(total=fit.count())).to_pylist()
    return Found(rows, counted["total"], start)


def fitting(events: ir.Table, question: Question) -> ir.Table:
    """Those of the events that are asked for."""
    fit = events.filter(events.ts >= _utc(question.since), events.ts < _utc(question.until))
    for name, column in FIELDS.items():
        wanted = plain(getattr(question, name))
        if wanted:
            fit = fit.filter(fit[column] == (identifier(wanted) if name == "patient" else wanted))
    for word in plain(question.text).lower().split():
        fit = fit.filter(ibis.or_(*(fit[column].lower().contains(word) for column in _SEARCHED)))
    return fit.filter(fit.unparsed) if question.unparsed else fit


def _row(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value.replace(tzinfo=UTC) if isinstance(value, datetime) else value for name, value in row.items()}


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
