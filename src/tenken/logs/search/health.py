"""Look in the search store how each source is doing: what came and what did not, how its clock goes, who is in it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from tenken.dates import local_day, start_of
from tenken.logs.evidence.records import records
from tenken.logs.health import WINDOW, Day, Gap, Health, Looked
from tenken.logs.search.manifest import files
from tenken.logs.search.store import SETTINGS
from tenken.logs.sources import sources

_TOGETHER = 64
"""A number that falls by more began anew; by less, events overtook each other."""
_SHOWN = 20
_ACCOUNTS_MOST = 100_000
"""Far more than the staff of any hospital; a sender that makes up names does not fill the memory. The newest first."""
_EVER = """
SELECT count(*), min(received), max(received), max(least(ts, received)) FILTER (NOT unparsed), min(ts),
       count(*) FILTER (unparsed),
       bool_or(event = '110114'), bool_or(user_id != ''), bool_or(patient_id != ''), bool_or(function != '')
FROM read_parquet($files)
"""
_DAYS = """
SELECT CAST(ts + INTERVAL 9 HOUR AS DATE) AS day, count(*), count(*) FILTER (unparsed),
       median(epoch(received) - epoch(ts)) FILTER (NOT unparsed),
       -min(epoch(received) - epoch(ts)) FILTER (NOT unparsed)
FROM read_parquet($files) WHERE ts >= $since AND ts < $until GROUP BY ALL ORDER BY ALL
"""
_RUNS = f"""
WITH one AS (SELECT DISTINCT segment, index, ts, numbered_by, sequence FROM read_parquet($files)
             WHERE ts >= $since AND sequence IS NOT NULL),
     told AS (SELECT *, sequence < lag(sequence) OVER it - {_TOGETHER} AS anew FROM one
              WINDOW it AS (PARTITION BY numbered_by ORDER BY ts, segment, index)),
     run AS (SELECT *, count(*) FILTER (anew) OVER (PARTITION BY numbered_by ORDER BY ts, segment, index) AS number
             FROM told),
     step AS (SELECT numbered_by, sequence, ts, lag(sequence) OVER it AS before, lag(ts) OVER it AS since FROM run
              WINDOW it AS (PARTITION BY numbered_by, number ORDER BY sequence, ts)),
     gap AS (SELECT before + 1 AS first, sequence - 1 AS last, since, ts, numbered_by AS by FROM step
             WHERE sequence > before + 1)
SELECT (SELECT count(*) FROM one), (SELECT count(*) FILTER (anew) FROM told), (SELECT sum(last - first + 1) FROM gap),
       (SELECT list(g ORDER BY g.since) FROM (SELECT * FROM gap ORDER BY last - first DESC LIMIT {_SHOWN}) g)
"""  # noqa: S608 (numbers of ours)
_ACCOUNTS = f"""
SELECT user_id, max(CAST(least(ts, received) + INTERVAL 9 HOUR AS DATE)) FROM read_parquet($files)
WHERE user_id != '' AND outcome IN ('', '0') GROUP BY ALL ORDER BY 2 DESC, 1 LIMIT {_ACCOUNTS_MOST}
"""  # noqa: S608 (a number of ours)


def look(logs: Path, now: datetime) -> Looked:
    """Every source that has events, and nothing of a search store that is not there."""
    search, names = logs / "search", sources(logs)
    late = (f"{_first(now).astimezone(UTC):%Y-%m}", "9999-12")
    known = {name: (files(search, source=name), files(search, late, name)) for name in names}
    by_file = {record.taken.source for record in records(logs / "evidence") if record.taken}
    with duckdb.connect(config=SETTINGS) as database:
        found = [_health(database, name, every, recent, name in by_file, now)
                 for name, (every, recent) in known.items() if every]  # fmt: skip
    return Looked(now, tuple(found))


def _first(now: datetime) -> datetime:
    return start_of(local_day(now - WINDOW))


def _health(database: Any, name: str, paths: list[str], late: list[str], by_file: bool, now: datetime) -> Health:
    begin = _first(now)
    values = {"since": _utc(begin)}
    row = database.execute(_EVER, {"files": paths}).fetchone()
    count, first, arrived, newest, since, unparsed, log_in, who, patient, operation = row
    days = database.execute(_DAYS, {"files": late, **values, "until": _utc(now + WINDOW)}).fetchall() if late else []
    runs = database.execute(_RUNS, {"files": late, **values}).fetchone() if late else (0, 0, 0, None)
    return Health(
        source=name, events=count, first=_aware(first), since=_aware(since), files=by_file,
        heard=_aware(newest if by_file and newest else arrived),
        unparsed=unparsed, days=_every_day(max(local_day(begin), local_day(_aware(since))), local_day(now), days,
                                           by_file),
        numbered=runs[0], restarts=runs[1] or 0, missing=int(runs[2] or 0), gaps=tuple(map(_gap, runs[3] or ())),
        told={"log_in": log_in, "who": who, "patient": patient, "operation": operation},
        accounts=dict(database.execute(_ACCOUNTS, {"files": paths}).fetchall()),
    )  # fmt: skip


def _every_day(first: date, last: date, rows: list[Any], by_file: bool) -> tuple[Day, ...]:
    """Also those without an event. How late a file was brought says nothing of a clock."""
    told = {day: (events, unparsed, behind, ahead) for day, events, unparsed, behind, ahead in rows}
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    found = [(day, *told.get(day, (0, 0, None, None))) for day in days]
    return tuple(Day(*one[:3]) if by_file else Day(*one) for one in found)


def _gap(row: Mapping[str, Any]) -> Gap:
    return Gap(row["first"], row["last"], _aware(row["since"]), _aware(row["ts"]), row["by"])


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
