"""Read and check edition folders: those shipped, and those a facility imported into its data directory."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tenken.standard.model import LINEAGE_NAMES, Edition, Form, Row, Scope, Section
from tenken.text import Complaint, Message, _

SHIPPED = Path(__file__).parent / "editions"
EDITIONS = ("r5", "r6", "r7", "r8")
"""Shipped editions, oldest first."""

_GENERAL = (Scope.SERVER, Scope.CLIENT_PC, Scope.NETWORK)
_MAX_BYTES = 1_000_000


class EditionError(Complaint):
    """An edition's file does not hold together; the message names edition, form and row."""


def edition_folder(edition: str, imported: Path | None = None) -> Path:
    """Where an edition lives. An imported one stands before a shipped one of the same name."""
    check_name(edition)
    for base in (imported, SHIPPED):
        if base and (base / edition / "edition.toml").is_file():
            return base / edition
    known = edition_names(imported)
    raise EditionError(_("{edition}: there is no such edition here; known are {known}"), edition=edition, known=known)


def check_name(edition: str) -> None:
    """Raises EditionError for what cannot be the name of an edition, and of its folder."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,15}", edition):
        raise EditionError(_("“{edition}” is no name of an edition; names are like r7"), edition=edition)


def edition_names(imported: Path | None = None) -> tuple[str, ...]:
    """All editions at hand, shipped ones first, imported ones by name."""
    more = sorted(p.parent.name for p in imported.glob("[!.]*/edition.toml")) if imported else []
    return EDITIONS + tuple(name for name in more if name not in EDITIONS)


def load(edition: str, imported: Path | None = None) -> Edition:
    """The edition of this name. Raises EditionError."""
    folder = edition_folder(edition, imported)
    return _read_file(folder / "edition.toml", (folder / "edition.toml").stat().st_mtime_ns)


@cache
def _read_file(path: Path, _changed: int) -> Edition:
    if path.stat().st_size > _MAX_BYTES:
        raise EditionError(_("{file}: larger than {n} bytes; no edition is"), file=str(path), n=_MAX_BYTES)
    try:
        return read_edition(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, OSError) as error:
        raise EditionError(_("{file}: {why}"), file=str(path), why=str(error)) from error


def read_edition(text: str) -> Edition:
    """An edition out of its TOML. Every key must be known: a misspelt one is an error, not a silence."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise EditionError(_("{file}: {why}"), file="edition.toml", why=str(error)) from error
    name = str(data.get("id", "?"))
    taker = _Taker(name, data)
    forms = tuple(_form(name, form) for form in taker.tables("form"))
    _no_double(name, _("two forms have one id"), [one for form in forms for one in (form.id, *form.also)])
    edition = Edition(
        id=taker.take("id", str),
        title=taker.take("title", str),
        fiscal_year=taker.take("fiscal_year", int),
        issued=taker.take("issued", str),
        source=taker.take("source", str),
        verified_scope=taker.take("verified_scope", str),
        numbering=taker.take("numbering", str),
        target_label=taker.take("target_label", str),
        documents=tuple(taker.take("documents", list, [])),
        notes=tuple(taker.take("notes", list, [])),
        forms=forms,
    )
    taker.done()
    return edition


def _form(edition: str, data: Mapping[str, Any]) -> Form:
    where = f"{edition}, form {data.get('id', '?')}"
    taker = _Taker(where, data)
    rows = tuple(_row(where, row) for row in taker.tables("row"))
    _no_double(where, _("two rows have one id"), [row.id for row in rows])
    form = Form(
        id=taker.take("id", str),
        title=taker.take("title", str),
        answered_by=taker.take("answered_by", str),
        heads=tuple(taker.take("heads", list)),
        sections=tuple(_section(where, section) for section in taker.tables("section")),
        rows=rows,
        also=tuple(taker.take("also", list, [])),
        provisional=taker.take("provisional", str, ""),
    )
    taker.done()
    return form


def _section(where: str, data: Mapping[str, Any]) -> Section:
    taker = _Taker(f"{where}, section {data.get('id', '?')}", data)
    section = Section(taker.take("id", str), taker.take("title", str))
    taker.done()
    return section


def _no_double(where: str, what: str, ids: list[str]) -> None:
    double = sorted({one for one in ids if ids.count(one) > 1})
    if double:
        raise EditionError(_("{where}: {what}: {ids}"), where=where, what=Message(what), ids=tuple(double))


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
        raise EditionError(_("{where}: unknown lineage “{lineage}”"), where=where, lineage=row.lineage)
    return row


def _scopes(where: str, names: list[str]) -> tuple[Scope, ...]:
    """``general``（医療情報システム全般）is the manual's word for servers, client PCs and network devices."""
    try:
        found = [_GENERAL if name == "general" else (Scope(name),) for name in names]
    except ValueError as error:
        raise EditionError(_("{where}: {why}"), where=where, why=str(error)) from error
    return tuple(dict.fromkeys(scope for group in found for scope in group))


class _Taker:
    """Takes keys out of a table, by type, and complains of those left over."""

    def __init__(self, where: str, data: Mapping[str, Any]) -> None:
        self.where, self.data, self.taken = where, data, set[str]()

    def take(self, key: str, kind: type, default: Any = ...) -> Any:
        self.taken.add(key)
        if key not in self.data:
            if default is ...:
                raise EditionError(_("{where}: the key “{key}” is missing"), where=self.where, key=key)
            return default
        # type() and not isinstance(): true is an int to Python, and no fiscal year.
        if type(self.data[key]) is not kind:
            raise EditionError(_("{where}: “{key}” should be {kind}"), where=self.where, key=key, kind=kind.__name__)
        return self.data[key]

    def tables(self, key: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.take(key, list)
        if not all(isinstance(one, dict) for one in found):
            raise EditionError(_("{where}: “{key}” should be {kind}"), where=self.where, key=key, kind="[[…]]")
        return found

    def done(self) -> None:
        left = sorted(set(self.data) - self.taken)
        if left:
            raise EditionError(_("{where}: unknown key “{key}”"), where=self.where, key=left[0])
