"""ログの出どころ: in which format and zone each source writes. Kept beside the evidence, which is read by it anew."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tenken.logs.columns import Columns
from tenken.logs.evidence.entries import LONGEST_SOURCE
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
    """Remember a source at its first log. Raises SourceError where it wrote in another format before."""
    known = sources(folder)
    check_source(known.get(wanted.name), wanted)
    if wanted.name not in known:
        listed = [asdict(one) for one in (*known.values(), wanted)]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_safely(folder / FILE, json.dumps(listed, ensure_ascii=False, indent=1).encode())


def check_source(before: LogSource | None, wanted: LogSource) -> None:
    """``before`` is the source as it is known. Raises SourceError where that wrote in another format."""
    if not 0 < len(wanted.name.encode()) <= LONGEST_SOURCE or not wanted.name.isprintable():
        raise SourceError(_("the name of a source has 1 to {n} octets and can be printed"), n=LONGEST_SOURCE)
    if before and before.columns and wanted.columns and before.columns.headings != wanted.columns.headings:
        words = _("the columns of {name} were {before} and are {now}; give the new export a source of its own")
        raise SourceError(words, name=before.name, before=before.columns.headings, now=wanted.columns.headings)
    if before and before != wanted:
        words = _("the source {name} writes {format} in the zone {zone}; give another source another name")
        raise SourceError(words, name=before.name, format=before.format, zone=before.zone)


def source_of(values: dict[str, Any]) -> LogSource:
    """From its fields as JSON holds them."""
    columns = values.pop("columns")
    known = Columns(**{**columns, "headings": tuple(columns["headings"])}) if columns else None
    return LogSource(**values, columns=known)
