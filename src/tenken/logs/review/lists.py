"""名簿: staff, patients, VIPs, who treats whom, planned maintenance: what accesses are held against.

Of patients' names and homes nothing is kept but keyed hashes. Each list lies in one file, with where it came from.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tenken.dates import JST, DateError, end_of, read_day, start_of
from tenken.logs.evidence.store import write_safely
from tenken.logs.formats.times import written
from tenken.logs.model import identifier
from tenken.logs.review.headings import HEADINGS, KINDS_OF_ACCOUNT
from tenken.logs.review.names import Hashes
from tenken.logs.search.rows import plain
from tenken.text import Complaint, _

_FIRST = date(1970, 1, 1).toordinal()
FAR = 99_999
"""A day after all others: what has no end."""
_TEXT, _DAY, _TIME = pa.string(), pa.int64(), pa.timestamp("us")
SCHEMAS: Mapping[str, pa.Schema] = {
    "staff": pa.schema(
        [*((name, _TEXT) for name in ("user", "name", "department", "role", "kind", "family", "address", "own")),
         ("joined", _DAY), ("left", _DAY)]
    ),
    "patients": pa.schema([(name, _TEXT) for name in ("patient", "patient_family", "patient_address")]),
    "vips": pa.schema([("patient", _TEXT)]),
    "treated": pa.schema([("patient", _TEXT), ("department", _TEXT), ("since", _DAY), ("until", _DAY)]),
    "plans": pa.schema([("user", _TEXT), ("since", _TIME), ("until", _TIME), ("what", _TEXT)]),
}  # fmt: skip
"""Days are counted from 1970-01-01 in Japan; moments are UTC, as those of events are. ``own`` is the number that
somebody of the staff has as a patient."""
Row = Mapping[str, str]
"""Field → what stands in its column."""


class ListError(Complaint):
    """The list cannot be taken; the message says which line, and what it needs."""


@dataclass(frozen=True)
class Provenance:
    """来歴: where a list came from. ``sha256`` is that of the file, which is not kept."""

    name: str = ""
    sha256: str = ""
    at: str = ""
    by: str = ""
    rows: int = 0


@dataclass(frozen=True)
class Lists:
    """By the name of each list: what it says, and where it came from; one that was never taken in is empty."""

    tables: Mapping[str, pa.Table]
    provenances: Mapping[str, Provenance]

    def lacks(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if not self.tables[name].num_rows)

    def names_of_users(self) -> dict[str, str]:
        staff = self.tables["staff"]
        return dict(zip(staff["user"].to_pylist(), staff["name"].to_pylist(), strict=True))


def user_key(text: str) -> str:
    """HOSP\\Sato and sato@hosp.example are sato: how an account is compared."""
    return plain(text).strip().lower().rpartition("\\")[2].partition("@")[0]


def day_number(day: date) -> int:
    return day.toordinal() - _FIRST


def read_lists(folder: Path) -> Lists:
    tables = {name: _table(folder / f"{name}.parquet", schema) for name, schema in SCHEMAS.items()}
    said = {name: (table.schema.metadata or {}).get(b"tenken", b"{}") for name, table in tables.items()}
    return Lists(tables, {name: Provenance(**json.loads(text)) for name, text in said.items()})


def keep_list(folder: Path, kind: str, rows: Iterable[tuple[int, Row]], hashes: Hashes, source: Provenance) -> int:
    """In place of the list that was there; how many lines it has. Raises ListError, naming the line of the file."""
    found = [_read(kind, number, row, hashes) for number, row in rows]
    if not found:
        raise ListError(_("the list has no lines below its headings"))
    schema = SCHEMAS[kind]
    table = pa.Table.from_pylist(list(_last_of_each(kind, found)), schema=schema)
    lines = int(table.num_rows)
    noted = Provenance(source.name, source.sha256, source.at, source.by, lines)
    sink = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata({b"tenken": json.dumps(asdict(noted))}), sink, compression="zstd")
    write_safely(folder / f"{kind}.parquet", sink.getvalue().to_pybytes())
    return lines


def fields_of(kind: str, headings: Iterable[str]) -> Mapping[str, str]:
    """Field → the heading of its column. Raises ListError where one is missing that is needed."""
    known = {plain(heading).strip().lower(): heading for heading in headings}
    found = {
        field: next(known[name] for name in names if name in known)
        for field, names in HEADINGS[kind].items()
        if any(name in known for name in names)
    }
    missing = tuple(names[0] for field, names in HEADINGS[kind].items() if field in _NEEDED[kind] - set(found))
    if missing:
        raise ListError(_("the list lacks the columns {missing}"), missing=missing)
    return found


def _table(path: Path, schema: pa.Schema) -> pa.Table:
    return pq.read_table(path) if path.exists() else schema.empty_table()


def _read(kind: str, number: int, row: Row, hashes: Hashes) -> dict[str, Any]:
    try:
        lacking = [name for name in sorted(_NEEDED[kind]) if not row.get(name, "").strip()]
        if lacking:
            raise ListError(_("line {n}: {what} is empty"), n=number, what=HEADINGS[kind][lacking[0]][0])
        return _READERS[kind](row, hashes)
    except (DateError, ValueError) as error:
        raise ListError(_("line {n}: {why}"), n=number, why=str(error)[:100]) from error


def _last_of_each(kind: str, rows: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Of an account or a patient that stands there twice, the last line counts."""
    key = {"staff": "user", "patients": "patient", "vips": "patient"}.get(kind)
    return {row[key]: row for row in rows}.values() if key else rows


def _staff(row: Row, hashes: Hashes) -> dict[str, Any]:
    given, kind = row.get("kind", "").strip(), ""
    if given and not (kind := KINDS_OF_ACCOUNT.get(plain(given).lower(), "")):
        raise ValueError(given)
    return {
        "user": user_key(row["user"]),
        **{name: plain(row.get(name, "")).strip() for name in ("name", "department", "role")},
        "kind": kind or "person",
        "family": hashes.family(row.get("name", ""), row.get("family", "")),
        "address": hashes.address(row.get("address", "")),
        "own": identifier(plain(row.get("patient", ""))),
        "joined": _day(row.get("since", ""), 0),
        "left": _day(row.get("until", ""), FAR),
    }


def _patient(row: Row, hashes: Hashes) -> dict[str, Any]:
    family = hashes.family(row.get("name", ""), row.get("family", ""))
    address = hashes.address(row.get("address", ""))
    return {"patient": _number(row), "patient_family": family, "patient_address": address}


def _vip(row: Row, hashes: Hashes) -> dict[str, Any]:
    del hashes
    return {"patient": _number(row)}


def _treated(row: Row, hashes: Hashes) -> dict[str, Any]:
    del hashes
    since = _day(row["since"], 0)
    return {"patient": _number(row), "department": plain(row["department"]).strip(),
            "since": since, "until": _day(row.get("until", ""), since)}  # fmt: skip


def _plan(row: Row, hashes: Hashes) -> dict[str, Any]:
    del hashes
    return {"user": user_key(row["user"]), "since": _moment(row["since"], start_of),
            "until": _moment(row["until"], end_of), "what": plain(row.get("what", "")).strip()}  # fmt: skip


def _number(row: Row) -> str:
    return identifier(plain(row["patient"]))


def _day(text: str, default: int) -> int:
    return day_number(read_day(text)) if text.strip() else default


def _moment(text: str, of_day: Callable[[date], datetime]) -> datetime:
    """A moment; a day alone stands for its beginning or its end."""
    try:
        found = written(text, JST)
    except ValueError:
        found = of_day(read_day(text))
    return found.astimezone(UTC).replace(tzinfo=None)


_READERS: Mapping[str, Callable[[Row, Hashes], dict[str, Any]]] = {
    "staff": _staff, "patients": _patient, "vips": _vip, "treated": _treated, "plans": _plan,
}  # fmt: skip
_NEEDED: Mapping[str, frozenset[str]] = {
    "staff": frozenset({"user"}), "patients": frozenset({"patient"}), "vips": frozenset({"patient"}),
    "treated": frozenset({"patient", "department", "since"}), "plans": frozenset({"user", "since", "until"}),
}  # fmt: skip
