"""When the logs say something: how much fits a question in each span of time, and whether anything was recorded."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from tenken.dates import JST
from tenken.logs.search.ask import fitting
from tenken.logs.search.engine import Engine, in_process
from tenken.logs.search.manifest import Part, read_manifest
from tenken.logs.search.question import Fitting, Question, Recorded, Spans, Unit

_Hours = tuple[tuple[str, datetime], ...]
_MONTHS: dict[tuple[Path, tuple[Part, ...]], _Hours] = {}
"""(source, hour) with records, of months that were looked at before, by their files and how many rows those have."""
_MOST = 600


def spans(search: Path, question: Question, unit: Unit) -> Spans:
    with in_process() as engine:
        return spans_by(engine, search, question, unit)


def spans_by(engine: Engine, search: Path, question: Question, unit: Unit) -> Spans:
    """The same, run by this engine. A span in which nothing fits, or nothing was recorded, is left out."""
    months = f"{question.since.astimezone(UTC):%Y-%m}", f"{question.until.astimezone(UTC):%Y-%m}"
    fit = fitting(engine.events(search, months, question.source), question)
    hits = fit.group_by(span=_span(fit.ts, unit)).aggregate(n=fit.count())
    return Spans(
        tuple(_recorded(engine, search, question, unit, months)),
        tuple(Fitting(_there(row["span"]), row["n"]) for row in engine.run(hits.order_by("span")).to_pylist()),
    )


def _recorded(
    engine: Engine, search: Path, question: Question, unit: Unit, months: tuple[str, str]
) -> Iterator[Recorded]:
    """Of every hour that the question reaches into, whole or in part."""
    within = dict.fromkeys(part.month for part in read_manifest(search).within(months, question.source))
    since = question.since.astimezone(JST).replace(minute=0, second=0, microsecond=0)
    hours = (
        (source, hour)
        for month in within
        for source, hour in _hours(engine, search, month, question.source)
        if since <= hour < question.until
    )
    counted = Counter((source, _begin(hour, unit)) for source, hour in hours)
    return (Recorded(source, span, n) for (source, span), n in sorted(counted.items()))


def _hours(engine: Engine, search: Path, month: str, source: str) -> _Hours:
    known = search, tuple(read_manifest(search).within((month, month), source))
    if known not in _MONTHS:
        events = engine.events(search, (month, month), source)
        every = events.group_by("source", span=_span(events.ts, "h")).aggregate(n=events.count())
        if len(_MONTHS) >= _MOST:
            _MONTHS.clear()
        _MONTHS[known] = tuple((row["source"], _there(row["span"])) for row in engine.run(every).to_pylist())
    return _MONTHS[known]


def _span(moment: ir.TimestampValue, unit: Unit) -> ir.Value:
    """Its beginning, by Japan's clock."""
    return (moment + ibis.interval(hours=9)).truncate(unit).name("span")


def _there(at: Any) -> datetime:
    return datetime(at.year, at.month, at.day, getattr(at, "hour", 0), tzinfo=JST)


def _begin(hour: datetime, unit: Unit) -> datetime:
    return hour if unit == "h" else hour.replace(hour=0) if unit == "D" else hour.replace(hour=0, day=1)
