"""名簿: staff, patients, VIPs, who treats whom, planned maintenance: what accesses are held against.

Of patients' names and homes nothing is kept but keyed hashes. Each list lies in one file, with where it came from.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import zstandard

from tenken.dates import JST, DateError, end_of, read_day, start_of
from tenken.logs.evidence.store import write_safely
from tenken.logs.formats.times import written
from tenken.logs.model import identifier
from tenken.logs.review.headings import HEADINGS, KINDS_OF_ACCOUNT
from tenken.logs.review.names import Hashes, plain
from tenken.text import Complaint, _

_FIRST = date(1970, 1, 1).toordinal()
FAR = 99_999
"""A day after all others: what has no end."""
TEXT, DAY, MOMENT = "text", "day", "moment"
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "staff": {"user": TEXT, "name": TEXT, "department": TEXT, "role": TEXT, "kind": TEXT, "family": TEXT,
              "address": TEXT, "own": TEXT, "joined": DAY, "left": DAY},
    "patients": {"patient": TEXT, "patient_family": TEXT, "patient_address": TEXT},
    "vips": {"patient": TEXT},
    "treated": {"patient": TEXT, "department": TEXT, "since": DAY, "until": DAY},
    "plans": {"user": TEXT, "since": MOMENT, "until": MOMENT, "what": TEXT},
}  # fmt: skip
"""Days are counted from 1970-01-01 in Japan; moments are UTC without a zone, as those of events are. ``own`` is the
number that somebody of the staff has as a patient."""
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

    @property
    def moment(self) -> datetime | None:
        return datetime.fromisoformat(self.at) if self.at else None


class Kept(msgspec.Struct, frozen=True):
    """A list as it lies in its file."""

    provenance: Provenance = Provenance()
    rows: tuple[dict[str, str | int], ...] = ()


def read_list(folder: Path, kind: str) -> Kept:
    """One that was never taken in is empty."""
    content = _content(folder, kind)
    return msgspec.json.decode(content, type=Kept) if content else Kept()


class _Head(msgspec.Struct, frozen=True):
    provenance: Provenance = Provenance()


def provenance_of(folder: Path, kind: str) -> Provenance:
    """Without reading the lines."""
    content = _content(folder, kind)
    return msgspec.json.decode(content, type=_Head).provenance if content else Provenance()


def _content(folder: Path, kind: str) -> bytes:
    path = folder / f"{kind}.json.zst"
    return zstandard.ZstdDecompressor().decompressobj().decompress(path.read_bytes()) if path.exists() else b""


def user_key(text: str) -> str:
    """HOSP\\Sato and sato@hosp.example are sato: how an account is compared."""
    return plain(text).strip().lower().rpartition("\\")[2].partition("@")[0]


def day_number(day: date) -> int:
    return day.toordinal() - _FIRST


def day_of(number: int) -> date:
    return date.fromordinal(number + _FIRST)


def keep_list(folder: Path, kind: str, rows: Iterable[tuple[int, Row]], hashes: Hashes, source: Provenance) -> int:
    """In place of the list that was there; how many lines it has. Raises ListError, naming the line of the file."""
    found = tuple(_last_of_each(kind, [_read(kind, number, row, hashes) for number, row in rows]))
    if not found:
        raise ListError(_("the list has no lines below its headings"))
    content = msgspec.json.encode(Kept(replace(source, rows=len(found)), found))
    write_safely(folder / f"{kind}.json.zst", zstandard.ZstdCompressor().compress(content))
    return len(found)


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


def _moment(text: str, of_day: Callable[[date], datetime]) -> str:
    """A moment; a day alone stands for its beginning or its end."""
    try:
        found = written(text, JST)
    except ValueError:
        found = of_day(read_day(text))
    return found.astimezone(UTC).replace(tzinfo=None).isoformat()


_READERS: Mapping[str, Callable[[Row, Hashes], dict[str, Any]]] = {
    "staff": _staff, "patients": _patient, "vips": _vip, "treated": _treated, "plans": _plan,
}  # fmt: skip
_NEEDED: Mapping[str, frozenset[str]] = {
    "staff": frozenset({"user"}), "patients": frozenset({"patient"}), "vips": frozenset({"patient"}),
    "treated": frozenset({"patient", "department", "since"}), "plans": frozenset({"user", "since", "until"}),
}  # fmt: skip
