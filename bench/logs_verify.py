"""How fast a store of access logs is checked: `python -m bench.measure logs_verify DIR`.

A month of a middle hospital, 3 million ATNA messages of 1.5 kB in segments of 64 MiB, the same in each, since a segment
is checked by itself; and a thousand segments without events. A year is 38 million messages: what is said of it is
extrapolated.
"""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter

from bench import logs_made
from tenken.logs.evidence.entries import encoded
from tenken.logs.evidence.making import made_of
from tenken.logs.evidence.store import Store
from tenken.logs.verify import verify

NOW = datetime(2026, 5, 1, tzinfo=UTC)
EVENTS, EACH, YEAR, SILENT = 3_000_000, 40_000, 38_000_000, 1_000


def month(data: Path) -> Mapping[str, float]:
    """Wall and processor time with a process for each processor, and what the same would take for a year."""
    store = _filled(data / "evidence")
    octets = sum(path.stat().st_size for path in (store / "segments").rglob("*.zst"))
    wall, worked = perf_counter(), _worked()
    found = verify(store, jobs=os.cpu_count() or 1)
    wall, worked = perf_counter() - wall, _worked() - worked
    if found.faults:
        raise ValueError(str(found.faults[0]))
    share = YEAR / found.events / 60
    return {"s": wall, "cpu_s": worked, "year_minutes": wall * share, "year_cpu_minutes": worked * share,
            "octets": octets / found.events}  # fmt: skip


def _worked() -> float:
    """Seconds of a processor, of this process and of those that it waited for."""
    return sum(sum(getrusage(who)[:2]) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))


def _filled(folder: Path) -> Path:
    """What a segment holds is made once: what is measured is the check, not the making."""
    store = Store(folder, lambda: NOW)
    whole = made_of([encoded(NOW, "ehr", raw) for raw in logs_made.atna(EACH)])
    for _segment in range(EVENTS // EACH):
        store.seal(store.spool(), make=lambda _spool: whole)
    for _segment in range(SILENT):
        store.seal(store.spool())
    return folder
