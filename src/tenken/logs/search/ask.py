"""Ask the logs: who looked at this patient, what did this user do, where does this word stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from tenken.logs.model import identifier
from tenken.logs.search.rows import plain
from tenken.logs.search.store import SETTINGS, files

_EQUAL = {"patient": "patient_id", "user": "user_id", "terminal": "terminal", "address": "address", "system": "system",
          "outcome": "outcome", "event": "event", "source": "source"}  # fmt: skip
_SEARCHED = "concat_ws(' ', function, object_id, user_name, user_id, terminal, system, role, purpose)"


@dataclass(frozen=True)
class Question:
    """What is not asked for is empty. ``since`` and ``until`` are moments; ``until`` itself is left out.

    A patient may be given as an HL7 CX. ``text`` is found anywhere in what the log says of the event, also where it
    has two letters, in whatever width it is written.
    """

    since: datetime
    until: datetime
    patient: str = ""
    user: str = ""
    terminal: str = ""
    address: str = ""
    system: str = ""
    outcome: str = ""
    event: str = ""
    source: str = ""
    text: str = ""

    def words(self) -> str:
        """What was asked for, for the record of who asked."""
        asked = {name: getattr(self, name) for name in (*_EQUAL, "text")}
        return " ".join(f"{name}={value}" for name, value in asked.items() if value)


@dataclass(frozen=True)
class Found:
    """``total`` counts all that fit; ``rows`` are those from ``start`` on, oldest first."""

    rows: tuple[Mapping[str, Any], ...]
    total: int
    start: int


def ask(search: Path, question: Question, *, start: int = 0, limit: int = 1000) -> Found:
    known = files(search, (f"{_utc(question.since):%Y-%m}", f"{_utc(question.until):%Y-%m}"), question.source)
    if not known:
        return Found((), 0, start)
    where, values = _where(question)
    with duckdb.connect(config=SETTINGS) as database:
        fit = f"FROM read_parquet($files) WHERE {where}"  # the columns are ours, values come apart
        counted = database.execute(f"SELECT count(*) {fit}", {"files": known, **values}).fetchone()
        page = f"SELECT * {fit} ORDER BY ts, segment, index, patient_id LIMIT {limit:d} OFFSET {start:d}"
        cursor = database.execute(page, {"files": known, **values})
        names = [column[0] for column in cursor.description or ()]
        rows = tuple(_row(names, row) for row in cursor.fetchall())
    return Found(rows, counted[0] if counted else 0, start)


def _where(question: Question) -> tuple[str, dict[str, Any]]:
    conditions = ["ts >= $since", "ts < $until"]
    values: dict[str, Any] = {"since": _utc(question.since), "until": _utc(question.until)}
    for name, column in _EQUAL.items():
        wanted = plain(getattr(question, name))
        if wanted:
            conditions.append(f"{column} = ${name}")
            values[name] = identifier(wanted) if name == "patient" else wanted
    if question.text:
        conditions.append(f"contains(lower({_SEARCHED}), $text)")
        values["text"] = plain(question.text).lower()
    return " AND ".join(conditions), values


def _row(names: Sequence[str], row: Sequence[Any]) -> Mapping[str, Any]:
    return dict(zip(names, (_aware(value) for value in row), strict=True))


def _aware(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
