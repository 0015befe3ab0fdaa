"""When the logs say something: how much fits a question in each span of time, and whether anything was recorded."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from tenken.dates import JST
from tenken.logs.search.ask import fitting
from tenken.logs.search.engine import Engine, in_process
from tenken.logs.search.question import Fitting, Question, Recorded, Spans, Unit


def spans(search: Path, question: Question, unit: Unit) -> Spans:
    with in_process() as engine:
        return spans_by(engine, search, question, unit)


def spans_by(engine: Engine, search: Path, question: Question, unit: Unit) -> Spans:
    """The same, run by this engine. A span in which nothing fits, or nothing was recorded, is left out."""
    months = tuple(f"{moment.astimezone(UTC):%Y-%m}" for moment in (question.since, question.until))
    events = engine.events(search, (months[0], months[1]), question.source)
    every = fitting(events, Question(question.since, question.until, source=question.source))
    hours = every.group_by("source", hour=every.ts.truncate("h")).aggregate(n=every.count())
    recorded = hours.group_by("source", span=_span(hours.hour, unit)).aggregate(hours=hours.count(), n=hours.n.sum())
    fit = fitting(events, question)
    hits = fit.group_by(span=_span(fit.ts, unit)).aggregate(n=fit.count())
    return Spans(
        tuple(
            Recorded(row["source"], _there(row), row["hours"], int(row["n"]))
            for row in engine.run(recorded.order_by("source", "span")).to_pylist()
        ),
        tuple(Fitting(_there(row), row["n"]) for row in engine.run(hits.order_by("span")).to_pylist()),
    )


def _span(moment: ir.TimestampValue, unit: Unit) -> ir.Value:
    """Its beginning, by Japan's clock."""
    return (moment + ibis.interval(hours=9)).truncate(unit).name("span")


def _there(row: dict[str, Any]) -> datetime:
    at: datetime = row["span"]
    return datetime(at.year, at.month, at.day, getattr(at, "hour", 0), tzinfo=JST)
