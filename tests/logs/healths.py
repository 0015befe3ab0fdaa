"""How a source was doing that a test does not speak of: a month of it, a gap, and a clock that is a little behind."""

from datetime import datetime, timedelta
from typing import Any

from tenken.dates import local_day
from tenken.logs.health import Day, Gap, Health


def health(now: datetime, source: str, **more: Any) -> Health:
    heard, day = now - timedelta(hours=2), local_day(now)
    days = tuple(Day(day - timedelta(days=30 - n), 90, behind_s=3.0, ahead_s=0.0) for n in range(31))
    gap = Gap(17, 19, now - timedelta(days=3), now - timedelta(days=3) + timedelta(minutes=1))
    usual = {
        "events": 2790, "first": now - timedelta(days=40), "since": now - timedelta(days=40), "heard": heard,
        "files": False, "days": days, "numbered": 2787, "missing": 3, "gaps": (gap,),
        "told": {"log_in": True, "who": True, "patient": True, "operation": True}, "accounts": {"sato": day},
    }  # fmt: skip
    return Health(**{"source": source, **usual, **more})
