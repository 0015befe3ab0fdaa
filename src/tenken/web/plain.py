"""A statement in rows of field and value, as a person reads it."""

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any

from tenken.collectors.person.labels import CHOICE_NAMES, FIELD_NAMES
from tenken.facts.documents import Declared, KeptFile
from tenken.facts.model import Statement
from tenken.text import Message, _

MOST = 30
"""Rows of a list that a page shows; the kept original has all."""

Value = str | Message | KeptFile | list[str]

_NAMES: Mapping[str, str] = {
    "family": _("family"),
    "id": _("name"),
    "virtual": _("virtualised by"),
    "suggests": _("looks like"),
    "interfaces": _("network interfaces"),
    "manager": _("package manager"),
    "index": _("index"),
    "index_dated": _("date of the index"),
    "index_has_security": _("carries security updates"),
    "missing": _("missing updates"),
    "packages": _("packages"),
    "running": _("running"),
    "installed": _("installed"),
    "sockets": _("listening sockets"),
    "services": _("services"),
    "accounts": _("accounts"),
    "seen_by_log": _("log-ins without a terminal were seen"),
    "unresolved": _("groups that were not looked into"),
    "min_length": _("shortest password"),
    "mixed": _("letters, digits and symbols are each demanded"),
    "second_factor": _("a second factor is asked"),
    "max_days": _("days until a password must be changed"),
    "empty": _("accounts with an empty password"),
    "marks": _("fingerprints"),
    "restricted": _("restricted"),
    "records_logins": _("log-ins are recorded"),
    "persistent": _("kept on disk"),
    "kept_days": _("days kept"),
    "forwarded_to": _("sent to"),
    "open_to": _("files that others may write"),
    "service": _("service"),
    "synchronised": _("synchronised"),
    "sources": _("sources"),
    "edition": _("edition"),
    "row": _("row"),
    "yes": _("answer is はい"),
    "target": _("target date"),
    "round": _("round"),
    "entered": _("entered by a person"),
}


_OF_KIND: Mapping[tuple[str, str], str] = {
    ("removable-media", "how"): _("restricted by"),
    ("hardware", "serial"): _("serial number"),
    ("services", "services"): _("services"),
}


def told(says: Statement) -> list[tuple[str, Value]]:
    """(label, value) of every field that says something."""
    return [(label, value) for label, value in _fields(says) if value not in ("", [], None)]


def _fields(says: Statement) -> Iterator[tuple[str, Value]]:
    for field in dataclasses.fields(says):
        own = _OF_KIND.get((says.kind, field.name))
        label = own or FIELD_NAMES.get(field.name) or _NAMES.get(field.name, field.name)
        yield label, _value(getattr(says, field.name))
    if isinstance(says, Declared) and says.next_review is None:
        yield _("holds until"), says.good_until.isoformat()


def _value(value: Any) -> Value:
    if isinstance(value, bool):
        return Message(_("yes") if value else _("no"))
    if isinstance(value, Enum):
        return Message(CHOICE_NAMES.get(str(value.value), str(value.value)))
    if isinstance(value, KeptFile):
        return value
    if isinstance(value, tuple):
        more = [f"… (+{len(value) - MOST})"] if len(value) > MOST else []
        return [_line(item) for item in value[:MOST]] + more
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _line(item: Any) -> str:
    if dataclasses.is_dataclass(item):
        parts = (getattr(item, field.name) for field in dataclasses.fields(item))
        return "  ".join(_line(part) for part in parts if part not in ("", None, (), False))
    if isinstance(item, tuple):
        return "  ".join(_line(part) for part in item if part is not None)
    return str(item)
