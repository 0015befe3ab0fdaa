"""Write an edition as TOML; ``read_edition`` reads it back."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from tenken.standard.model import Edition, Form, Row


def written_edition(edition: Edition) -> str:
    lines = [
        f"# {edition.title}",
        f"id = {_value(edition.id)}",
        *_lines(
            title=edition.title,
            fiscal_year=edition.fiscal_year,
            issued=edition.issued,
            source=edition.source,
            verified_scope=edition.verified_scope,
            numbering=edition.numbering,
            target_label=edition.target_label,
            documents=edition.documents,
            notes=edition.notes,
        ),
    ]
    for form in edition.forms:
        lines += _form(form)
    return "\n".join(lines) + "\n"


def _form(form: Form) -> list[str]:
    sections = [f"  {{ id = {_value(s.id)}, title = {_value(s.title)} }}," for s in form.sections]
    lines = ["", "[[form]]", *_lines(id=form.id, title=form.title, answered_by=form.answered_by, also=form.also)]
    lines += [*_lines(provisional=form.provisional), f"heads = {_value(form.heads)}", "section = [", *sections, "]"]
    for row in form.rows:
        lines += ["", "[[form.row]]", *_row(row)]
    return lines


def _row(row: Row) -> list[str]:
    flags = {name: True for name in ("gate", "needs_vendor") if getattr(row, name)}
    asks = {"asks": row.asks} if row.asks else {}
    due = {"due_fiscal_year": row.due_fiscal_year} if row.due_fiscal_year else {}
    scopes = [str(scope) for scope in row.applies_to]
    return [
        *_lines(id=row.id, number=row.number, section=row.section, lineage=row.lineage, wording=row.wording),
        *_lines(applies_to=scopes, **due, **flags, **asks),
        f"verified = {_value(row.verified)}",
        f"number_verified = {_value(row.number_verified)}",
        *_lines(evidence=row.evidence, source=row.source, guideline=row.guideline, notes=row.notes),
    ]


def _lines(**values: Any) -> list[str]:
    """``key = value``; what is empty is left out."""
    return [f"{key} = {_value(value)}" for key, value in values.items() if value not in ("", (), [])]


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)
