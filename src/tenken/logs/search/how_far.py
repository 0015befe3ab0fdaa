"""How far the search store has come: how many of the sealed segments it holds, and up to when they reach."""

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from tenken.logs.evidence.records import RECORDS

STATE, LOCK = "files.json", "follow.lock"
COLUMNS = (
    "ts", "received", "source", "event", "kind", "action", "outcome", "user_id", "user_name", "role", "terminal",
    "address", "patient_id", "function", "object_id", "purpose", "system", "facility", "unparsed", "sequence",
    "segment", "index",
)  # fmt: skip
"""Of the search store (`rows.SCHEMA`): one with others is made anew, and holds nothing until then."""


@dataclass(frozen=True)
class HowFar:
    """``taken`` of ``sealed`` segments can be searched. ``until`` is when the last of them was sealed."""

    taken: int
    sealed: int
    until: datetime | None

    @property
    def behind(self) -> bool:
        return self.taken < self.sealed


def months_held(search: Path) -> list[str]:
    """Of which there are events, as ``2026-04``, the newest first."""
    path = search / STATE
    parts = json.loads(path.read_text(encoding="utf-8"))["parts"] if path.exists() else []
    return sorted({month for _source, month, *_segments in parts}, reverse=True)


def how_far(logs: Path) -> HowFar:
    state = logs / "search" / STATE
    known = json.loads(state.read_text(encoding="utf-8")) if state.exists() else {}
    taken = int(known["segments"]) if known.get("columns") == list(COLUMNS) else 0
    path = logs / "evidence" / RECORDS
    if not path.exists():
        return HowFar(0, 0, None)
    with path.open("rb") as lines:
        before = sum(1 for _line in islice(lines, max(taken - 1, 0)))
        last = next(lines, b"") if taken else b""
        rest = sum(1 for line in lines if line.endswith(b"\n"))
    sealed = before + bool(last) + rest
    return HowFar(min(taken, sealed), sealed, datetime.fromisoformat(json.loads(last)["sealed"]) if last else None)
