"""Write an edition as TOML; ``read_edition`` reads it back."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from tenken.standard.model import Edition, Form, Row


def written_edition(edition: Edition) -> str:
    lines = [
        *_lines(
            id=edition.id,
            title=edition.title,
            fiscal_year=edition.fiscal_year,
            issued=edition.issued,
            source=edition.source,
            verified_scope=edition.verified_scope,
            numbering=edition.numbering,
            target_label=edition.target_label,
        ),
        *_given(documents=edition.documents, notes=edition.notes),
    ]
    for form in edition.forms:
        lines += _form(form)
    return "\n".join(lines) + "\n"


def _form(form: Form) -> list[str]:
    sections = [f"  {{ id = {_value(s.id)}, title = {_value(s.title)} }}," for s in form.sections]
    lines = ["", "[[form]]", *_lines(id=form.id, title=form.title, answered_by=form.answered_by)]
    lines += [
        *_given(also=form.also, provisional=form.provisional),
        f"heads = {_value(form.heads)}",
        "section = [",
        *sections,
        "]",
    ]
    for row in form.rows:
        lines += ["", "[[form.row]]", *_row(row)]
    return lines


def _row(row: Row) -> list[str]:
    scopes = [str(scope) for scope in row.applies_to]
    return [
        *_lines(id=row.id, number=row.number, section=row.section, lineage=row.lineage, wording=row.wording),
        *_lines(applies_to=scopes),
        *_given(due_fiscal_year=row.due_fiscal_year, gate=row.gate, needs_vendor=row.needs_vendor, asks=row.asks),
        *_lines(verified=row.verified, number_verified=row.number_verified, evidence=row.evidence, source=row.source),
        *_given(guideline=row.guideline, notes=row.notes),
    ]


def _lines(**values: Any) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in values.items()]


def _given(**values: Any) -> list[str]:
    """The lines of keys that may be left out, where there is something to say."""
    return _lines(**{key: value for key, value in values.items() if value})


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(inner) for inner in value) + "]"
    # A string of JSON is one of TOML too, but for DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
