"""The form of a statement: one input for each of its fields, with what was typed and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.http import QueryDict

from tenken.collectors.person.entry import EntryError, Field, fields_of
from tenken.collectors.person.labels import CHOICE_NAMES, COLUMN_NAMES, FIELD_NAMES
from tenken.facts.documents import DOCUMENT_NAMES, DocumentType
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import MachineClass, SubjectId
from tenken.ledger.entries import entry_value
from tenken.ledger.models import Entry
from tenken.ledger.recall import facts_about
from tenken.rules.points import POINTS
from tenken.standard.model import LINEAGE_NAMES
from tenken.text import Complaint, Message
from tenken.verdicts.settings import all_fields
from tenken.web.plain import setting_name


def reason_on_page(error: Complaint) -> Message:
    """Why it was refused, as who sees the form reads it."""
    return error.on_page if isinstance(error, EntryError) else error.reason


_AT_THE_END = ("next_review", "remark")


@dataclass(frozen=True)
class Input:
    """``options`` are (value, words) to choose from; ``columns`` the cells of a table's row."""

    field: Field
    label: str
    value: str
    problem: Message | None
    options: tuple[tuple[str, Message], ...] = ()
    ticked: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


def inputs(kind: str, values: Mapping[str, str], problems: Mapping[str, Message]) -> list[Input]:
    """An input for every field; what every statement has comes after what makes this one."""
    ordered = sorted(fields_of(kind), key=lambda field: field.name in _AT_THE_END)
    return [_input(kind, field, values, problems.get(field.name)) for field in ordered]


def typed_values(kind: str, typed: QueryDict) -> dict[str, str]:
    """What was typed into the fields of this kind; ticked points become a list by commas."""
    return {f.name: ", ".join(typed.getlist(f.name)) if f.shape == "names" else typed.get(f.name, "")
            for f in fields_of(kind) if f.name in typed}  # fmt: skip


def present_values(kind: str, about: SubjectId, item: str, now: datetime) -> dict[str, str]:
    """What is on file under this kind, as a person would type it, so that it can be corrected."""
    if not about:
        return {}
    if kind == LedgerEntry.kind:
        row = Entry.objects.filter(subject__slug=about, valid_to=None).first()
        return _as_typed(entry_value(row)) if row else {}
    found = (f.says for f in facts_about(about, now) if f.says.kind == kind and f.says.item == item)
    says = next(found, None)
    return _as_typed(says) if says else {}


def _input(kind: str, field: Field, values: Mapping[str, str], problem: Message | None) -> Input:
    value = values.get(field.name, "")
    options = _options(kind, field, values)
    return Input(
        field=field,
        label=FIELD_NAMES[field.name],
        value=value,
        problem=problem,
        options=options,
        ticked=tuple(part.strip() for part in value.split(",")) if field.shape == "names" else (),
        columns=tuple(COLUMN_NAMES[column] for column in field.columns),
    )


def _options(kind: str, field: Field, values: Mapping[str, str]) -> tuple[tuple[str, Message], ...]:
    if field.name == "type" and values.get("type") in tuple(DocumentType):  # the points to tick are those of this type
        return ((values["type"], Message(DOCUMENT_NAMES[DocumentType(values["type"])])),)
    if field.choices:
        return tuple((choice, Message(CHOICE_NAMES.get(choice, choice))) for choice in field.choices)
    if field.name in ("topic", "lineage"):
        more = [*MachineClass, "vendor", "system"] if kind == "out-of-scope" else []
        return tuple((name, Message(CHOICE_NAMES[name])) for name in (*LINEAGE_NAMES, *more))
    if kind == "policy-setting" and field.name == "field":
        return tuple((name, setting_name(name)) for name, _about in all_fields())
    if field.name == "covers":
        document = values.get("type", "")
        points = POINTS[DocumentType(document)] if document in tuple(DocumentType) else {}
        return tuple((name, Message(says)) for name, says in points.items())
    return ()


def _as_typed(says: Any) -> dict[str, str]:
    known = {f.name for f in fields_of(says.kind)}
    return {field.name: _typed(getattr(says, field.name)) for field in fields(says) if field.name in known}


def _typed(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        rows = bool(value) and is_dataclass(value[0])
        return "\n".join(_row(item) for item in value) if rows else ", ".join(value)
    return "" if value is None else str(value)


def _row(item: Any) -> str:
    return " | ".join(str(getattr(item, field.name)) for field in fields(item)).rstrip(" |")
