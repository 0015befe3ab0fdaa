"""Lists of firmware that a vendor or the facility writes by hand, as TOML or CSV.

No public list knows the firmware of YAMAHA, NEC or Allied Telesis. A row stands for one version of a branch; what a
row does not say is not guessed. The list says how many rows it has: one that was cut off may lack the newest.
"""

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from io import StringIO
from typing import Any

from tenken.dates import read_day
from tenken.facts.catalogues import FirmwareCatalogue, FirmwareRelease
from tenken.feeds.model import FeedError, unreadable
from tenken.feeds.versions import in_branch
from tenken.text import Blanks, _

ISSUE = "firmware"
_HEADS: Mapping[str, str] = {
    "公表元": "publisher",
    "日付": "dated",
    "件数": "rows",
    "系列": "family",
    "系統": "branch",
    "版": "version",
    "公開日": "released",
    "サポート終了日": "ends",
    "出典": "source",
    "弱点": "cves",
}
"""The heads of a CSV in Japanese; those in English are the names themselves."""
_NEEDED = ("family", "branch", "version", "released")
_FAMILY = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
_CVE = re.compile(r"CVE-\d{4}-\d{4,19}")
_MOST = 20_000
Row = Mapping[str, Any]


def is_catalogue(raw: bytes) -> bool:
    """TOML with a table of firmware, or a CSV whose head names line, branch and version."""
    text = _text(raw[:20_000])
    head = next(iter(text.splitlines()), "")
    return bool(re.search(r"^\[\[firmware\]\]", text, re.MULTILINE)) or {"family", "branch", "version"} <= set(
        _named(head)
    )


def read(raw: bytes, dated: date | None = None) -> FirmwareCatalogue:
    """Raises FeedError, which names the row."""
    text = _text(raw)
    head, rows = _toml(text) if "[[firmware]]" in text else _csv(text)
    publisher, day = str(head.get("publisher") or "").strip()[:100], head.get("dated") or dated
    if not publisher or not day:
        raise FeedError(_("the list of firmware does not say who wrote it (publisher) and of which day it is (dated)"))
    if not 0 < len(rows) <= _MOST or str(head.get("rows")).strip() != str(len(rows)):
        words = _(
            "the list of firmware has {n} rows and says that it has {told}; it may be cut off, or a row was forgotten"
        )
        raise FeedError(words, n=len(rows), told=str(head.get("rows") or "－")[:20])
    releases = tuple(_release(number, row) for number, row in enumerate(rows, 1))
    return FirmwareCatalogue(publisher, str(head.get("issue") or ISSUE)[:60], _day(day, 0), releases)


def _toml(text: str) -> tuple[Row, list[Row]]:
    try:
        document = tomllib.loads(text)
        return document.get("list", {}), list(document["firmware"])
    except (tomllib.TOMLDecodeError, RecursionError, TypeError) as error:
        raise unreadable(error) from error


def _csv(text: str) -> tuple[Row, list[Row]]:
    try:
        lines = list(csv.reader(StringIO(text), strict=True))
    except csv.Error as error:
        raise unreadable(error) from error
    names = _named(",".join(lines[0]))
    rows: list[Row] = [dict(zip(names, line, strict=False)) for line in lines[1:] if any(cell.strip() for cell in line)]
    return (rows[0] if rows else {}), rows


def _named(head: str) -> list[str]:
    cells = (cell.strip().strip('"') for cell in head.split(","))
    return [_HEADS.get(cell, cell) for cell in cells]


def _release(number: int, row: Row) -> FirmwareRelease:
    said = {key: row.get(key) for key in (*_NEEDED, "ends", "source", "cves")} if isinstance(row, Mapping) else {}
    lacking = [key for key in _NEEDED if not said.get(key)]
    if lacking:
        raise FeedError(_("row {n} of the list of firmware lacks {what}"), n=number, what=tuple(lacking))
    family, branch, version = (str(said[key]).strip()[:60] for key in ("family", "branch", "version"))
    if not _FAMILY.fullmatch(family) or not in_branch(version, branch):
        blanks: Blanks = {"n": number, "version": version, "branch": branch}
        raise FeedError(_("row {n} of the list of firmware: {version} is no version of the branch {branch}"), **blanks)
    return FirmwareRelease(
        family=family,
        branch=branch,
        version=version,
        released=_day(said["released"], number),
        ends=_day(said["ends"], number) if said["ends"] else None,
        source=str(said["source"] or "").strip()[:200],
        cves=_cves(said["cves"]),
    )


def _cves(said: Any) -> tuple[str, ...]:
    words: Iterable[Any] = said if isinstance(said, list) else re.split(r"[\s,;、]+", str(said or ""))
    return tuple(sorted({str(word) for word in words if _CVE.fullmatch(str(word))}))


def _day(said: Any, number: int) -> date:
    """Of TOML a date itself; else as people write days. ``number`` 0 is the head."""
    if type(said) is date:
        return said
    try:
        return read_day(str(said).strip())
    except ValueError as error:
        raise FeedError(
            _("row {n} of the list of firmware: “{what}” is no day"), n=number, what=str(said)[:40]
        ) from error


def _text(raw: bytes) -> str:
    """UTF-8, or what Excel writes as CSV in Japan."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp932", "replace")
