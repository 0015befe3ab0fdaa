"""How far the search store has come: how many of the sealed segments it holds, and up to when they reach."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tenken.logs.evidence.records import RECORDS

STATE, LOCK = "files.json", "follow.lock"
COLUMNS = (
    "ts", "received", "source", "event", "kind", "action", "outcome", "user_id", "user_name", "role", "terminal",
    "address", "patient_id", "function", "object_id", "purpose", "system", "facility", "unparsed", "sequence",
    "numbered_by", "segment", "index",
)  # fmt: skip
"""Of the search store (`rows.SCHEMA`): one with others is made anew, and holds nothing until then."""

_LONGEST = 1 << 20
"""No record has a line longer than this."""


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
    """Only what was sealed since is read of the records, however many there are."""
    state, path = logs / "search" / STATE, logs / "evidence" / RECORDS
    known = json.loads(state.read_text(encoding="utf-8")) if state.exists() else {}
    if known.get("columns") != list(COLUMNS):
        known = {"segments": 0, "octets": 0}
    if not path.exists():
        return HowFar(0, 0, None)
    taken, octets = int(known["segments"]), int(known["octets"])
    with path.open("rb") as lines:
        lines.seek(max(0, octets - _LONGEST))
        read = lines.read(min(octets, _LONGEST)).splitlines()
        more = sum(1 for line in lines if line.endswith(b"\n"))
    until = datetime.fromisoformat(json.loads(read[-1])["sealed"]) if read else None
    return HowFar(taken, taken + more, until)
