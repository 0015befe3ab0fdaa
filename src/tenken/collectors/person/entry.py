"""From what a person types to a statement: text in, typed fields out, one clear error for each field."""

import dataclasses
import re
import types
import typing
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tenken.collectors.person.labels import COLUMN_NAMES, FIELD_NAMES
from tenken.dates import DateError, read_day
from tenken.facts import STATEMENTS
from tenken.facts.documents import Declared, KeptFile
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import Statement
from tenken.text import Complaint, Message, _


class EntryError(Complaint):
    """Fields that could not be taken: field → why. ``on_page`` is for who sees the form, not the command line."""

    def __init__(self, problems: Mapping[str, Message]) -> None:
        super().__init__(_told(problems, _called))
        self.problems = problems
        self.on_page = _told(problems, lambda name: Message(FIELD_NAMES.get(name, name)))


class _Untaken(Complaint):
    """A text is none for its field."""


def _told(problems: Mapping[str, Message], called: Callable[[str], Message]) -> Message:
    told = tuple(Message(_("{field}: {why}"), {"field": called(name), "why": why}) for name, why in problems.items())
    return Message(_("not taken; {problems}"), {"problems": told})


def _called(name: str) -> Message:
    """A field as its form calls it, and as the command line does."""
    return (
        Message(_("{label} ({name})"), {"label": Message(FIELD_NAMES[name]), "name": name})
        if name in FIELD_NAMES
        else Message(name)
    )


@dataclass(frozen=True, slots=True)
class Field:
    """A field as a person meets it. ``shape`` is text, day, number, yes-no, choice, names or rows."""

    name: str
    shape: str
    required: bool
    choices: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


ENTERABLE = tuple(kind for kind, says in STATEMENTS.items() if issubclass(says, Declared | LedgerEntry))
"""Kinds that a person may state. What machines say, a person may not."""

_CODE = re.compile(r"(?:tcp|udp)/[0-9-]+|[0-9]+[.:/][0-9.:/~-]*|[0-9a-f]{2}(?:[:-][0-9a-f]{2}){2,5}", re.IGNORECASE)
_TRUE = {"yes", "true", "1", "はい", "有", "on"}
_FALSE = {"no", "false", "0", "いいえ", "無", "off"}


def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields to fill in, in their order; ``by``, ``confirmed_on`` and ``file`` are given beside them."""
    statement = STATEMENTS[kind]
    hints = typing.get_type_hints(statement)
    given = {"by", "confirmed_on", "file", "entered"}
    return tuple(_field(f, hints[f.name]) for f in dataclasses.fields(statement) if f.name not in given)


def _field(field: dataclasses.Field[Any], hint: Any) -> Field:
    required = field.default is MISSING and field.default_factory is MISSING
    inner = _without_none(hint)
    if typing.get_origin(inner) is tuple:
        of = typing.get_args(inner)[0]
        columns = tuple(f.name for f in dataclasses.fields(of)) if dataclasses.is_dataclass(of) else ()
        return Field(field.name, "rows" if columns else "names", False, columns=columns)
    if isinstance(inner, type) and issubclass(inner, StrEnum):
        return Field(field.name, "choice", required, tuple(inner))
    shapes = {date: "day", bool: "yes-no", int: "number"}
    return Field(field.name, shapes.get(inner, "text"), required)


def _without_none(hint: Any) -> Any:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return next(arg for arg in typing.get_args(hint) if arg is not type(None))
    return hint


def enter(kind: str, values: Mapping[str, str], by: str, on: date, file: KeptFile | None) -> Statement:
    """The statement that these texts make. Raises EntryError with every field that is wrong, not only the first."""
    if kind not in ENTERABLE:
        raise EntryError({"kind": Message(_("there is no kind '{kind}'"), {"kind": kind})})
    statement = STATEMENTS[kind]
    known = {field.name: field for field in fields_of(kind)}
    hints = typing.get_type_hints(statement)
    problems = {name: Message(_("there is no such field")) for name in values if name not in known}
    taken: dict[str, Any] = {"by": by, "confirmed_on": on, "file": file} if issubclass(statement, Declared) else {}
    for name, field in known.items():
        text = values.get(name, "").strip()
        try:
            if text or not field.required:
                taken |= _value(field, text, _without_none(hints[name]))
            else:
                problems[name] = Message(_("must be filled in"))
        except (_Untaken, DateError) as error:
            problems[name] = Message(_("cannot be taken: {why}"), {"why": error.reason})
    if not by.strip():
        problems["by"] = Message(_("must be filled in"))
    if problems:
        raise EntryError(problems)
    return statement(**taken)


def _value(field: Field, text: str, hint: Any) -> dict[str, Any]:
    """The field and its value; nothing where the field was left empty and has a default."""
    if field.shape == "rows":
        row = typing.get_args(hint)[0]
        return {field.name: tuple(_row(row, field, line) for line in text.splitlines() if line.strip())}
    if field.shape == "names":
        return {field.name: _names(text)}
    if not text:
        return {}
    return {field.name: _single(field, _typed(text), hint)}


def _single(field: Field, text: str, hint: Any) -> Any:
    if field.shape == "day":
        return read_day(text)
    if field.shape == "number":
        return _number(text)
    if field.shape == "yes-no":
        return _yes_or_no(text)
    if field.shape == "choice" and text not in field.choices:
        raise _Untaken(_("“{text}” is none of {choices}"), text=text, choices=field.choices)
    return hint(text)


def _typed(text: str) -> str:
    """Addresses, ports and hours in one width, however they were typed. Names and words stay as they are."""
    narrow = unicodedata.normalize("NFKC", text)
    return narrow if _CODE.fullmatch(narrow) else text


def _number(text: str) -> int:
    if re.fullmatch(r"\d{1,9}", text):
        return int(text)
    raise _Untaken(_("“{text}” is no number"), text=text)


def _yes_or_no(text: str) -> bool:
    if text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    raise _Untaken(_("“{text}” is neither はい nor いいえ"), text=text)


def _names(text: str) -> tuple[str, ...]:
    parts = text.replace("、", ",").replace("，", ",").replace("\n", ",").split(",")
    return tuple(_typed(part.strip()) for part in parts if part.strip())


def _row(row: Any, field: Field, line: str) -> Any:
    """One line of a table, its cells parted by ``|``, ``｜`` or a tab."""
    cells = [_typed(cell.strip()) for cell in line.replace("｜", "|").replace("\t", "|").split("|")]
    columns = tuple(Message(COLUMN_NAMES[column]) for column in field.columns)
    if len(cells) > len(field.columns):
        raise _Untaken(_("“{line}” has {n} cells; a line is: {columns}"), line=line, n=len(cells), columns=columns)
    defaults = dataclasses.fields(row)
    lacking = [f.name for f in defaults[len(cells) :] if f.default is MISSING]
    if lacking or not cells[0]:
        cell = Message(COLUMN_NAMES[lacking[0] if lacking else field.columns[0]])
        raise _Untaken(_("“{line}” lacks {cell}; a line is: {columns}"), line=line, cell=cell, columns=columns)
    return row(*cells)
