"""ログの出どころ: in which format and zone each source writes. Kept beside the evidence, which is read by it anew."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tenken.logs.columns import Columns
from tenken.logs.evidence.entries import LONGEST_SOURCE
from tenken.logs.evidence.records import records
from tenken.logs.evidence.store import write_safely
from tenken.logs.formats import FORMATS
from tenken.logs.model import Context, Format
from tenken.text import Complaint, _

FILE = "sources.json"
ZONE = "Asia/Tokyo"


class SourceError(Complaint):
    """A source is called or described wrongly; the message says what to change."""


@dataclass(frozen=True)
class LogSource:
    """``name`` is as people call it. ``zone`` counts for times that name none. CSV has ``columns``."""

    name: str
    format: str
    zone: str = ZONE
    columns: Columns | None = None

    def context(self, received: datetime) -> Context:
        return Context(received, ZoneInfo(self.zone), self.columns)

    @property
    def reader(self) -> Format:
        return FORMATS[self.format]


def sources(folder: Path) -> dict[str, LogSource]:
    """By name."""
    path = folder / FILE
    listed = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return {one.name: one for one in map(source_of, listed)}


def keep_source(folder: Path, wanted: LogSource) -> None:
    """Remember a source at its first log. Raises SourceError where it wrote in another format before; one of which
    nothing was ever taken in may be described anew."""
    known = sources(folder)
    before = known.get(wanted.name)
    if before != wanted and not any(wanted.name in record.events for record in records(folder / "evidence")):
        before = None
    check_source(before, wanted)
    if before is None:
        listed = [asdict(one) for one in {**known, wanted.name: wanted}.values()]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_safely(folder / FILE, json.dumps(listed, ensure_ascii=False, indent=1).encode())


def check_source(before: LogSource | None, wanted: LogSource) -> None:
    """``before`` is the source as it is known. Raises SourceError where that wrote in another format."""
    if not 0 < len(wanted.name.encode()) <= LONGEST_SOURCE or not wanted.name.isprintable():
        raise SourceError(_("the name of a source has 1 to {n} octets and can be printed"), n=LONGEST_SOURCE)
    _check_zone(wanted.zone)
    if before and before.columns and wanted.columns and before.columns.headings != wanted.columns.headings:
        words = _("the columns of {name} were {before} and are {now}; give the new export a source of its own")
        raise SourceError(words, name=before.name, before=before.columns.headings, now=wanted.columns.headings)
    if before and before != wanted:
        words = _("the source {name} writes {format} in the zone {zone}; give another source another name")
        raise SourceError(words, name=before.name, format=before.format, zone=before.zone)


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # no such name, one that leads elsewhere, a folder of zones
        raise SourceError(_("there is no time zone “{name}”; write Asia/Tokyo"), name=name[:60]) from error


def source_of(values: dict[str, Any]) -> LogSource:
    """From its fields as JSON holds them."""
    columns = values.pop("columns")
    known = Columns(**{**columns, "headings": tuple(columns["headings"])}) if columns else None
    return LogSource(**values, columns=known)
