"""Change what tenken.toml says of the facility. Comments and order stay; what does not hold together is not written."""

import os
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tomllib import TOMLDecodeError

import tomlkit
from tomlkit.exceptions import TOMLKitError

from tenken.actions.assess import find_form
from tenken.actions.site import site_now
from tenken.config import FILE_NAME, TEMPLATE, Config, ConfigError, read_config
from tenken.dates import read_day
from tenken.ledger import logbook
from tenken.ledger.writing import writing
from tenken.text import _

SETTABLE: Mapping[str, tuple[str, str, str]] = {
    "name": ("facility", "name", _("name of the facility")),
    "kind": ("facility", "kind", _("kind of facility")),
    "edition": ("checklist", "edition", _("edition that pages open with")),
    "form": ("checklist", "form", _("form that pages open with")),
    "inspection": ("checklist", "inspection", _("day of the inspection")),
    "language": ("display", "language", _("language of the pages")),
}
"""What the program may change: table and key of tenken.toml, and what it is called. The server is not among it."""
MAX_NAME = 200


class ConfigNotWritten(ConfigError):
    """The file cannot be written: mend its rights, or change it by hand."""

    kind = "cannot"


@dataclass(frozen=True, slots=True)
class Changed:
    """One setting; ``key`` is of SETTABLE."""

    key: str
    old: str
    new: str


def configure(data: Path, changes: Mapping[str, object], by: str, now: datetime) -> tuple[Changed, ...]:
    """Write these settings, all or none, and say what is another now. Raises ConfigError, EditionError, DateError."""
    path = (data / FILE_NAME).resolve()
    with writing(now):
        text = _text(path)
        before = _read(data, text)
        wanted = {key: _tidy(key, str(value)) for key, value in changes.items()}
        changed = tuple(Changed(key, old, new) for key, new in wanted.items() if (old := setting(before, key)) != new)
        if not changed:
            return ()
        edited = _edited(text, changed)
        _check(data, edited, before, changed)
        for one in changed:
            logbook.note(now, by, "configure", one.key, f"{one.old or '－'} → {one.new or '－'}")
        _replace(path, edited)
    return changed


def setting(config: Config, key: str) -> str:
    table, name, _says = SETTABLE[key]
    return config.language if table == "display" else str(getattr(getattr(config, table), name))


def _tidy(key: str, value: str) -> str:
    if key not in SETTABLE:
        raise ConfigError(_("unknown key {key}; known are {known}"), key=key, known=tuple(SETTABLE))
    text = " ".join(value.split())
    if key == "inspection":
        return read_day(text).isoformat() if text else ""
    if len(text) > MAX_NAME:
        raise ConfigError(_("{key} has {n} characters; {most} at most"), key=key, n=len(text), most=MAX_NAME)
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise ConfigError(_("{key} holds a character that cannot be printed"), key=key)
    return text


def _text(path: Path) -> str:
    """As it is, line ends and all; the file of a first start where there is none."""
    try:
        return path.read_bytes().decode("utf-8-sig") if path.exists() else TEMPLATE
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(_("{file}: {why}"), file=FILE_NAME, why=str(error)) from error


def _read(data: Path, text: str) -> Config:
    try:
        return read_config(data, text)
    except TOMLDecodeError as error:
        raise ConfigError(_("{file}: {why}"), file=FILE_NAME, why=str(error)) from error


def _edited(text: str, changed: tuple[Changed, ...]) -> str:
    try:
        document = tomlkit.parse(text)
        for one in changed:
            table, name, _says = SETTABLE[one.key]
            document.setdefault(table, tomlkit.table())[name] = one.new
        return tomlkit.dumps(document)
    except TOMLKitError as error:
        raise ConfigError(_("{file}: {why}"), file=FILE_NAME, why=str(error)) from error


def _check(data: Path, edited: str, before: Config, changed: tuple[Changed, ...]) -> None:
    """What was written must say what was wanted, and nothing else may have changed."""
    after = _read(data, edited)
    if after != _with(before, changed):
        raise ConfigNotWritten(_("{file} is written in a way that only a person can change"), file=FILE_NAME)
    find_form(site_now(data), after.checklist.edition, after.checklist.form)


def _with(config: Config, changed: tuple[Changed, ...]) -> Config:
    for one in changed:
        table, name, _says = SETTABLE[one.key]
        if table == "display":
            config = replace(config, language=one.new)
        else:
            config = replace(config, **{table: replace(getattr(config, table), **{name: one.new})})
    return config


def _replace(path: Path, text: str) -> None:
    """Whole or not at all, readable by whoever could read it before: it may hold the way into the database."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o600
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        words = _("{file} cannot be written ({why}); nothing was changed")
        raise ConfigNotWritten(words, file=str(path), why=str(error.strerror)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
