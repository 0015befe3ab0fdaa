"""A year of a hospital group's access logs, made by sets: 3 sites, 8 systems, 3,000 users, 225,600 patients.

Beds hold a patient for 12 days, out-patients come once or more; every number comes of a hash of its place, so that each
run makes the same year. Rows come in the order of their arrival, five days at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from tenken.logs.review.lists import FAR, day_number
from tenken.logs.review.tables import Lists, read_lists
from tenken.logs.search.rows import SCHEMA

FIRST, DAYS, AT_ONCE_DAYS = date(2025, 4, 1), 365, 5
EVENTS_A_DAY = 104_000
USERS, PATIENTS, WARDS, BEDS, STAY_DAYS = 3_000, 225_600, 60, 30, 12
SOURCES = ("電子カルテ", "オーダ", "看護支援", "検査", "PACS", "調剤", "医事", "ログオン")
FILED = (2, 3, 5, 6)
"""Whose day is exported to the second and taken in at night; the others send each event."""
FUNCTIONS = (
    "カルテ参照",
    "カルテ記載",
    "経過表参照",
    "検査結果参照",
    "処方",
    "指示受け",
    "実施入力",
    "サマリ印刷",
    "画像参照",
)
SEGMENT_S = 300
_MADE = Path(__file__).with_name("logs_year.sql").read_text(encoding="utf-8")
_OF_ALL: Mapping[str, object] = {
    "a_day": EVENTS_A_DAY, "days": AT_ONCE_DAYS, "wards": WARDS, "beds": BEDS, "of_ward": USERS // WARDS,
    "stay": STAY_DAYS, "outside": PATIENTS - 55_800, "sources": list(SOURCES), "functions": list(FUNCTIONS),
    "segment_s": SEGMENT_S, "filed": list(FILED),
}  # fmt: skip


@dataclass(frozen=True)
class Arrived:
    """Rows of some days, and how many segments there are with them."""

    rows: pa.Table
    segments: int


def year(days: int = DAYS) -> Iterator[Arrived]:
    start = datetime.combine(FIRST, datetime.min.time(), UTC)
    with duckdb.connect(config={"threads": 2, "memory_limit": "1GB"}) as database:
        for day in range(0, days, AT_ONCE_DAYS):
            rows = (
                database.sql(_MADE, params={**_OF_ALL, "day": day, "start": int(start.timestamp())})
                .to_arrow_table()
                .cast(SCHEMA)
            )
            yield Arrived(rows, (day + AT_ONCE_DAYS) * 86_400 // SEGMENT_S)


def lists() -> Lists:
    """Of each user the department is the ward; every 400th shares the family name of some patients, 8 in 100 left."""
    staff = [
        {"user": f"u{n:05}", "name": f"職員 {n}", "department": f"病棟{n // (USERS // WARDS)}",
         "role": ("看護師", "看護師", "看護師", "医師", "技師", "薬剤師", "事務")[n % 7], "kind": "",
         "family": f"{n % 400:020x}", "address": f"{n:020x}", "own": f"P{n:07}" if n % 10 == 0 else "",
         "joined": 0, "left": day_number(FIRST + timedelta(n % 365)) if n % 100 < 8 else FAR}
        for n in range(USERS)
    ]  # fmt: skip
    patients = [
        {"patient": f"P{n:07}", "patient_family": f"{n % 40_000:020x}", "patient_address": f"{n * 7 % 90_000:020x}"}
        for n in range(PATIENTS)
    ]
    rows: Mapping[str, list[Mapping[str, object]]] = {
        "staff": list(staff), "patients": list(patients), "vips": [{"patient": f"P{n:07}"} for n in range(0, 9000, 90)],
    }  # fmt: skip
    empty = read_lists(Path("none"))
    kept = {name: pa.Table.from_pylist(rows.get(name, []), schema=table.schema) for name, table in empty.tables.items()}
    return replace(empty, tables=kept)
