"""判定の推移 as a picture and a sentence: how many of a row's subjects met it, day by day, and when it was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tenken.answers.model import Answer
from tenken.ledger.days import Day
from tenken.rules.model import STANDING_NAMES, Standing
from tenken.text import Message, _

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640, 150, 44, 12, 26
"""The picture in its own units; the page scales it."""
MOST = 60
"""So many changes are listed, the newest; more would be a list of its own."""

_LOOKS = {Standing.MET: "ok", Standing.NOT_MET: "ng", Standing.UNKNOWN: "unk", Standing.OUT_OF_SCOPE: "na"}


@dataclass(frozen=True)
class Point:
    x: str
    y: str
    look: str
    day: Day


@dataclass(frozen=True)
class History:
    """``points`` are the days on which something changed, and the last; ``answers`` are marks on the time axis."""

    points: Sequence[Point]
    line: str
    answers: Sequence[tuple[str, Answer]]
    first: date
    last: date
    sentence: Message

    @property
    def listed(self) -> Sequence[Point]:
        return tuple(reversed(self.points))[:MOST]


def history(days: Sequence[Day], answers: Sequence[Answer]) -> History | None:
    """None while there are not two days to compare."""
    if len(days) < 2:
        return None
    first, last = days[0].day, days[-1].day
    points = [Point(_x(day.day, first, last), _y(day), _LOOKS[day.standing], day) for day in _turns(days)]
    marks = [(_x(answer.on, first, last), answer) for answer in answers if first <= answer.on <= last]
    return History(points, _steps(points), marks, first, last, _sentence(days))


def _turns(days: Sequence[Day]) -> list[Day]:
    """The first day, each that differs from the one before, and the last."""
    turns = [days[0]]
    for before, day in pairwise(days):
        if (before.standing, before.met, before.total) != (day.standing, day.met, day.total) or day is days[-1]:
            turns.append(day)
    return turns


def _sentence(days: Sequence[Day]) -> Message:
    last = days[-1]
    since = last.day
    for day in reversed(days):
        if day.standing is not last.standing:
            break
        since = day.day
    now = Message(STANDING_NAMES[last.standing])
    counts = {"met": last.met, "total": last.total, "met0": days[0].met, "total0": days[0].total}
    first = days[0].day.isoformat()
    if since == days[0].day:
        words = _("“{now}” on every day since {first}. Met then: {met0} of {total0}; now: {met} of {total}.")
        return Message(words, {"now": now, "first": first, **counts})
    words = _("“{now}” since {since}. Met on {first}: {met0} of {total0}; now: {met} of {total}.")
    return Message(words, {"now": now, "since": since.isoformat(), "first": first, **counts})


def _x(day: date, first: date, last: date) -> str:
    share = (day - first).days / max((last - first).days, 1)
    return f"{LEFT + share * (WIDTH - LEFT - 12):.1f}"


def _y(day: Day) -> str:
    share = day.met / day.total if day.total else 0
    return f"{TOP + (1 - share) * (HEIGHT - TOP - BOTTOM):.1f}"


def _steps(points: Sequence[Point]) -> str:
    """A verdict holds until the next one, so the line goes in steps."""
    path = f"M{points[0].x} {points[0].y}"
    return path + "".join(f"H{point.x}V{point.y}" for point in points[1:])
