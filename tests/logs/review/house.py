"""A small house and its November of 2026: an ordinary month of work, into which tests plant what shall be found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from tenken.dates import JST
from tenken.logs.model import AuditEvent
from tenken.logs.review.lists import Provenance, keep_list
from tenken.logs.review.model import Flag, Month, Run
from tenken.logs.review.names import Hashes
from tenken.logs.review.run import Evidence, review
from tenken.logs.review.tables import Lists, read_lists
from tenken.logs.search.engine import in_process
from tenken.logs.search.manifest import Manifest
from tenken.logs.search.rows import SCHEMA
from tenken.logs.search.store import add

MONTH = Month.read("2026-11")
NOW = datetime(2026, 12, 3, tzinfo=UTC)
HASHES = Hashes(b"k" * 32)
_SAID = tuple(name for name in SCHEMA.names if name in AuditEvent.__slots__)

STAFF = (
    *({"user": f"ward{n}", "name": f"病棟 {n}", "department": "東病棟", "role": "看護師"} for n in range(1, 7)),
    *({"user": f"clerk{n}", "name": f"事務 {n}", "department": "医事課", "role": "事務員"} for n in range(1, 4)),
    {"user": "sato", "name": "佐藤 花子", "department": "医事課", "role": "事務員", "address": "緑町一丁目２番３号",
     "patient": "P9001"},
    {"user": "higashi", "name": "東久世 圭", "department": "検査科", "role": "技師", "patient": "P9002"},
    {"user": "gone", "name": "退職 太郎", "department": "医事課", "role": "事務員", "until": "2026-10-31"},
    {"user": "hokuto", "name": "北斗システム", "kind": "事業者"},
    {"user": "backup", "name": "夜間バックアップ", "kind": "システム"},
)  # fmt: skip
PATIENTS = (
    *({"patient": f"P{n:04}", "name": f"患者{n} 一郎", "address": f"空町{n}番地"} for n in range(1, 60)),
    {"patient": "P0801", "name": "東久世　清"},
    {"patient": "P0802", "name": "田中 清", "address": "緑町1-2-3"},
    {"patient": "P9001", "name": "佐藤 花子", "address": "緑町1-2-3"},
    {"patient": "P9002", "name": "東久世 圭"},
)  # fmt: skip
VIPS = ({"patient": "P0007"}, {"patient": "P0803"})
TREATED = ({"patient": "P0804", "department": "検査科", "since": "2026-11-09"},)
PLANS = ({"user": "hokuto", "since": "2026-11-14 20:00", "until": "2026-11-14 23:00", "what": "定期点検"},)


def at(day: int, clock: str, month: int = 11) -> datetime:
    return datetime.combine(date(2026, month, day), time.fromisoformat(clock), JST)


def opened(user: str, patient: str, when: datetime, **more: Any) -> AuditEvent:
    said = {"event": "110110", "action": "R", "function": "カルテ参照", "system": "電子カルテ", **more}
    return AuditEvent(at=when, user_id=user, patient_id=patient, **said)


def logged_in(user: str, when: datetime, **more: Any) -> AuditEvent:
    return AuditEvent(at=when, user_id=user, **{"event": "110114", "kind": "110122", "system": "電子カルテ", **more})


def ordinary() -> Iterator[AuditEvent]:
    """The ward looks after 40 patients in two shifts, the clerks settle what they owe, technicians carry out orders."""
    for day in range(1, 31):
        for n in range(1, 7):
            clock = "09:30" if (n + day) % 3 else "02:30"
            yield logged_in(f"ward{n}", at(day, clock))
            for turn in range(8):
                yield opened(f"ward{n}", f"P{1 + (day + turn) % 40:04}", at(day, clock) + timedelta(minutes=turn))
        for n in range(1, 4):
            for turn in range(6):
                patient = f"P{1 + (day + turn) % 40:04}"
                yield opened(f"clerk{n}", patient, at(day, "10:00") + timedelta(hours=turn), function="会計")


@dataclass(frozen=True)
class House:
    """What is planted comes on top of the ordinary month."""

    folder: Path
    planted: list[AuditEvent] = field(default_factory=list)

    def run(self, lists: Lists | None = None) -> Run:
        write(self.folder / "search", (*ordinary(), *self.planted))
        with in_process() as engine:
            return review(engine, self.folder / "search", MONTH, lists or known(self.folder), Evidence(1, "00"), NOW)


def write(search: Path, events: Iterable[AuditEvent], source: str = "ehr") -> None:
    """As the search store has them."""
    rows = [_row(n, event, source) for n, event in enumerate(events)]
    add(search, Manifest(), pa.Table.from_pylist(rows, schema=SCHEMA), Manifest(segments=1))


def _row(n: int, event: AuditEvent, source: str) -> dict[str, Any]:
    said = {name: getattr(event, name) for name in _SAID}
    when = _utc(event.at)
    return {"ts": when, "received": when, "source": source, **said, "unparsed": False, "segment": 3, "index": n}


def known(folder: Path) -> Lists:
    given = {"staff": STAFF, "patients": PATIENTS, "vips": VIPS, "treated": TREATED, "plans": PLANS}
    for kind, rows in given.items():
        keep_list(folder / "lists", kind, enumerate(rows, 2), HASHES, Provenance(f"{kind}.csv"))
    return read_lists(folder / "lists")


def found(run: Run, rule: str) -> list[Flag]:
    return [flag for flag in run.flags if flag.rule == rule]


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
