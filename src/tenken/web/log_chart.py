"""The chart above what was found: how much in each span, and which spans have no record at all and so say nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tenken.dates import JST
from tenken.logs.search.question import Question, Spans, Unit
from tenken.text import Message, _

WIDTH, HEIGHT, STRIP = 960, 120, 10
"""In units of the picture."""
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_MOST, _MOST_SOURCES = 480, 12
_BY_HOUR, _BY_DAY = timedelta(hours=72), timedelta(days=100)
_WRITTEN: Mapping[Unit, str] = {"h": "%Y-%m-%d %H:%M", "D": "%Y-%m-%d", "M": "%Y-%m"}
UNITS: Mapping[Unit, str] = {"h": _("by the hour"), "D": _("by the day"), "M": _("by the month")}


@dataclass(frozen=True)
class Bar:
    """``recorded`` is False where no source has any record of the span: then ``hits`` says nothing."""

    since: str
    until: str
    hits: int
    recorded: bool
    x: float
    width: float
    height: float

    @property
    def y(self) -> float:
        return HEIGHT - self.height


@dataclass(frozen=True)
class Strip:
    """Of a source: ``cells`` are (x, width, height) of what is recorded; the rest is not."""

    source: str
    cells: tuple[tuple[float, float, float], ...]
    missing_hours: int
    hours: int


@dataclass(frozen=True)
class Chart:
    unit: str
    bars: tuple[Bar, ...]
    strips: tuple[Strip, ...]
    most: int
    cut: bool

    @property
    def missing(self) -> int:
        return sum(not bar.recorded for bar in self.bars)


def unit_of(question: Question) -> Unit:
    length = question.until - question.since
    return "h" if length <= _BY_HOUR else "D" if length <= _BY_DAY else "M"


def chart(question: Question, unit: Unit, found: Spans, sources: Sequence[str], now: datetime) -> Chart | None:
    """None where the question is about a time that is still to come, or before anything was recorded."""
    begins = min((one.span for one in found.recorded), default=question.since)
    edges = list(_edges(max(question.since, begins), min(question.until, now), unit))
    shown = edges[-_MOST:]
    if not shown:
        return None
    hits = {one.span: one.events for one in found.fitting}
    most = max(hits.values(), default=0)
    recorded = {one.span for one in found.recorded}
    width = WIDTH / len(shown)
    bars = tuple(
        Bar(f"{since.astimezone(JST):{_WRITTEN['h']}}", f"{until.astimezone(JST):{_WRITTEN['h']}}", hits.get(start, 0),
            start in recorded, place * width, width, _height(hits.get(start, 0), most))
        for place, (start, since, until) in enumerate(shown)
    )  # fmt: skip
    strips = tuple(_strip(name, found, shown, width) for name in sources[:_MOST_SOURCES])
    return Chart(UNITS[unit], bars, strips, most, len(shown) < len(edges))


def _edges(since: datetime, until: datetime, unit: Unit) -> Iterator[tuple[datetime, datetime, datetime]]:
    """(span, its part that is asked for) of each, by Japan's clock."""
    start = _floor(since.astimezone(JST), unit)
    while start < until:
        follows = _floor(start + {"h": _HOUR, "D": _DAY, "M": 31 * _DAY}[unit], unit)
        yield start, max(start, since), min(follows, until)
        start = follows


def _floor(moment: datetime, unit: Unit) -> datetime:
    hour = moment.replace(minute=0, second=0, microsecond=0)
    return hour if unit == "h" else hour.replace(hour=0) if unit == "D" else hour.replace(hour=0, day=1)


def _height(hits: int, most: int) -> float:
    return max(3.0, hits / most * (HEIGHT - 4)) if hits else 0.0


def _strip(source: str, found: Spans, shown: Sequence[tuple[datetime, datetime, datetime]], width: float) -> Strip:
    hours = defaultdict[datetime, int](int, {one.span: one.hours for one in found.recorded if one.source == source})
    wanted = [max(1, -(-(until - since) // _HOUR)) for _start, since, until in shown]
    of = [min(hours[start], want) for (start, _since, _until), want in zip(shown, wanted, strict=True)]
    cells = tuple(
        (place * width, width, STRIP * kept / want)
        for place, (kept, want) in enumerate(zip(of, wanted, strict=True))
        if kept
    )
    return Strip(source, cells, sum(wanted) - sum(of), sum(wanted))


def said(bar: Bar) -> Message:
    """A bar in words."""
    if not bar.recorded:
        return Message(_("{since}: nothing was recorded"), {"since": bar.since})
    return Message(_("{since}: {n} events"), {"since": bar.since, "n": bar.hits})
