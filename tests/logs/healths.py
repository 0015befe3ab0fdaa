"""What was found of sources that a test does not speak of: how one was doing (a gap, a clock that is a little behind),
and what is kept of it (a day past its time, and a removal of before)."""

from datetime import datetime, timedelta
from typing import Any

from tenken.dates import local_day
from tenken.logs.health import Day, Gap, Health
from tenken.logs.holdings import Holding, Holdings, Removed


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


def holdings(now: datetime, source: str) -> Holdings:
    first, last = now - timedelta(days=1900), now - timedelta(days=1899)
    here = Holding(source, 2790, 81920, first, now - timedelta(hours=2))
    removed = Removed(now - timedelta(days=400), "佐藤 花子", "運用管理規程 第9条", 3, 90)
    return Holdings(now, (here,), (Holding(source, 90, 4096, first, last),), 2, "ab" * 32, (removed,))
