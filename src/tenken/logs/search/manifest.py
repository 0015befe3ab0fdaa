"""目録: which files the search store is made of. It is replaced as a whole: a reader sees one state or the next."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from urllib.parse import quote

from tenken.logs.evidence.records import digest
from tenken.logs.evidence.store import write_safely
from tenken.logs.search.how_far import STATE
from tenken.logs.search.rows import SCHEMA

_LONGEST, _CUT = 200, 180
"""Letters of the name of a folder: file systems take 255, Windows not many more for a whole path."""


@dataclass(frozen=True)
class Part:
    """One file: what a source said of a month, as far as these segments tell of it (both included)."""

    source: str
    month: str
    first: int
    last: int
    rows: int

    def path(self, search: Path) -> Path:
        return search / _folder(self.source) / self.month / f"{self.first:09}-{self.last:09}.parquet"

    def by_user(self, search: Path) -> Path:
        """The same rows sorted by user and time, where somebody asked for that (`by_user.py`)."""
        return self.path(search).with_suffix(".user.parquet")


@dataclass(frozen=True)
class Manifest:
    """``segments`` of the evidence were read, which are the first ``octets`` of its records. ``parts`` are in order of
    their segments."""

    segments: int = 0
    octets: int = 0
    parts: tuple[Part, ...] = ()

    def of(self, source: str, month: str) -> list[Part]:
        return [part for part in self.parts if (part.source, part.month) == (source, month)]

    def within(self, months: tuple[str, str] | None, source: str = "") -> Iterator[Part]:
        for part in self.parts:
            if source in ("", part.source) and (months is None or months[0] <= part.month <= months[1]):
                yield part


def _folder(source: str) -> str:
    """A name that every file system takes, whatever the source is called; none with a dot before it, which are ours."""
    name = quote(source, safe="")
    if len(name) > _LONGEST:
        name = f"{name[:_CUT]}-{digest(source.encode())[:16]}"
    return f"%2E{name[1:]}" if name.startswith(".") else name


def read_manifest(search: Path) -> Manifest:
    """That of an empty store where there is none, or where its rows have other columns than are written now."""
    path = search / STATE
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if known.get("columns") != SCHEMA.names:
        return Manifest()
    return Manifest(known["segments"], known["octets"], tuple(Part(*values) for values in known["parts"]))


def write_manifest(search: Path, manifest: Manifest) -> None:
    values = {**asdict(manifest), "columns": SCHEMA.names, "parts": [astuple(part) for part in manifest.parts]}
    write_safely(search / STATE, json.dumps(values, ensure_ascii=False).encode())


def files(search: Path, months: tuple[str, str] | None = None, source: str = "", *, by_user: bool = False) -> list[str]:
    """Those that can hold rows of these months, as ``2026-04``, the last included; by user where there are such."""
    parts = read_manifest(search).within(months, source)
    return [str(_sorted(part, search, by_user=by_user)) for part in parts]


def _sorted(part: Part, search: Path, *, by_user: bool) -> Path:
    return part.by_user(search) if by_user and part.by_user(search).exists() else part.path(search)


def unlisted(search: Path, parts: Iterable[Part]) -> Iterator[Path]:
    """Files that no manifest tells of any more, and what an interrupted run left."""
    known = {path for part in parts for path in (part.path(search), part.by_user(search))}
    return (path for path in search.glob("*/*/*") if path not in known)


def newest(search: Path) -> float:
    """When the manifest was replaced, by the clock that file times are of."""
    return (search / STATE).stat().st_mtime
