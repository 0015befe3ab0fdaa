"""Read and check edition folders: those shipped, and those a facility imported into its data directory."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tenken.standard.model import LINEAGE_NAMES, Edition, Form, Row, Scope, Section

SHIPPED = Path(__file__).parent / "editions"
EDITIONS = ("r5", "r6", "r7", "r8")
"""Shipped editions, oldest first."""

_GENERAL = (Scope.SERVER, Scope.CLIENT_PC, Scope.NETWORK)
_MAX_BYTES = 1_000_000


class EditionError(Exception):
    """An edition's file does not hold together; the message names edition, form and row."""


def edition_folder(edition: str, imported: Path | None = None) -> Path:
    """Where an edition lives. An imported one stands before a shipped one of the same name."""
    for base in (imported, SHIPPED):
        if base and (base / edition / "edition.toml").is_file():
            return base / edition
    known = ", ".join(edition_names(imported))
    raise EditionError(f"{edition}: there is no such edition here; known are {known}")


def edition_names(imported: Path | None = None) -> tuple[str, ...]:
    """All editions at hand, shipped ones first, imported ones by name."""
    more = sorted(p.parent.name for p in imported.glob("*/edition.toml")) if imported else []
    return EDITIONS + tuple(name for name in more if name not in EDITIONS)


def load(edition: str, imported: Path | None = None) -> Edition:
    """The edition of this name. Raises EditionError."""
    folder = edition_folder(edition, imported)
    return _read_file(folder / "edition.toml", (folder / "edition.toml").stat().st_mtime_ns)


@cache
def _read_file(path: Path, _changed: int) -> Edition:
    if path.stat().st_size > _MAX_BYTES:
        raise EditionError(f"{path}: larger than {_MAX_BYTES} bytes; no edition is")
    return read_edition(path.read_text(encoding="utf-8"))


def read_edition(text: str) -> Edition:
    """An edition out of its TOML. Every key must be known: a misspelt one is an error, not a silence."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise EditionError(f"edition.toml: {error}") from error
    name = str(data.get("id", "?"))
    taker = _Taker(name, data)
    forms = tuple(_form(name, form) for form in taker.take("form", list))
    edition = Edition(
        id=name,
        title=taker.take("title", str),
        fiscal_year=taker.take("fiscal_year", int),
        issued=taker.take("issued", str),
        source=taker.take("source", str),
        verified_scope=taker.take("verified_scope", str),
        numbering=taker.take("numbering", str),
        target_label=taker.take("target_label", str),
        provisional=taker.take("provisional", str, ""),
        documents=tuple(taker.take("documents", list, [])),
        notes=tuple(taker.take("notes", list, [])),
        forms=forms,
    )
    taker.done("id")
    return edition


def _form(edition: str, data: Mapping[str, Any]) -> Form:
    where = f"{edition}, form {data.get('id', '?')}"
    taker = _Taker(where, data)
    rows = tuple(_row(where, row) for row in taker.take("row", list))
    ids = [row.id for row in rows]
    if len(set(ids)) != len(ids):
        raise EditionError(f"{where}: two rows have one id: {sorted(i for i in ids if ids.count(i) > 1)}")
    form = Form(
        id=taker.take("id", str),
        title=taker.take("title", str),
        answered_by=taker.take("answered_by", str),
        heads=tuple(taker.take("heads", list)),
        sections=tuple(Section(str(s["id"]), str(s["title"])) for s in taker.take("section", list)),
        rows=rows,
        also=tuple(taker.take("also", list, [])),
    )
    taker.done()
    return form


def _row(where: str, data: Mapping[str, Any]) -> Row:
    where = f"{where}, row {data.get('id', '?')}"
    taker = _Taker(where, data)
    row = Row(
        id=taker.take("id", str),
        number=taker.take("number", str),
        section=taker.take("section", str),
        lineage=taker.take("lineage", str),
        wording=taker.take("wording", str),
        applies_to=_scopes(where, taker.take("applies_to", list)),
        due_fiscal_year=taker.take("due_fiscal_year", int, None),
        asks=taker.take("asks", dict, {}),
        verified=taker.take("verified", bool),
        number_verified=taker.take("number_verified", bool),
        evidence=taker.take("evidence", str),
        source=taker.take("source", str),
        notes=tuple(taker.take("notes", list, [])),
        guideline=tuple(taker.take("guideline", list, [])),
        gate=taker.take("gate", bool, False),
        needs_vendor=taker.take("needs_vendor", bool, False),
    )
    taker.done()
    if row.lineage not in LINEAGE_NAMES:
        raise EditionError(f"{where}: unknown lineage '{row.lineage}'")
    return row


def _scopes(where: str, names: list[str]) -> tuple[Scope, ...]:
    """``general``（医療情報システム全般）is the manual's word for servers, client PCs and network devices."""
    try:
        found = [_GENERAL if name == "general" else (Scope(name),) for name in names]
    except ValueError as error:
        raise EditionError(f"{where}: {error}") from error
    return tuple(dict.fromkeys(scope for group in found for scope in group))


class _Taker:
    """Takes keys out of a table, by type, and complains of those left over."""

    def __init__(self, where: str, data: Mapping[str, Any]) -> None:
        self.where, self.data, self.taken = where, data, set[str]()

    def take(self, key: str, kind: type, default: Any = ...) -> Any:
        self.taken.add(key)
        if key not in self.data:
            if default is ...:
                raise EditionError(f"{self.where}: key '{key}' is missing")
            return default
        if not isinstance(self.data[key], kind):
            raise EditionError(f"{self.where}: '{key}' should be {kind.__name__}")
        return self.data[key]

    def done(self, *also: str) -> None:
        left = sorted(set(self.data) - self.taken - set(also))
        if left:
            raise EditionError(f"{self.where}: unknown key '{left[0]}'")
