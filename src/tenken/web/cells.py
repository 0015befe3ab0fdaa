"""Cells of the ledger in words, old beside new, for previews and for the page of changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tenken.collectors.person.labels import FIELD_NAMES
from tenken.facts.model import CLASS_NAMES, MachineClass, SubjectId
from tenken.ledger.change_sets import Change, ChangeKind, Made, Since
from tenken.text import Message, _
from tenken.web.plain import Cell

_ENTERED = _("entered by a person")


@dataclass(frozen=True)
class Told:
    """A machine with what changes of it: field, old, new. ``new`` machines had no entry before."""

    about: SubjectId
    title: str
    cells: tuple[tuple[str, Cell, Cell], ...]
    came: bool
    since: Since | None


def told(changes: Iterable[Change]) -> list[Told]:
    return [
        Told(change.about, change.title, tuple(_cells(change)), change.before is None, change.since)
        for change in changes
    ]


def _cells(change: Change) -> Iterator[tuple[str, Cell, Cell]]:
    return ((_name(field), _cell(old), _cell(new)) for field, old, new in change.cells)


def title_of(made: Made) -> Cell:
    """What an import was called; of an edit, the fields that it changed."""
    return fields_or_title(made.title) if made.kind in (ChangeKind.BULK_EDIT, ChangeKind.UNDO) else made.title


def fields_or_title(title: str) -> Cell:
    """An edit is called after the fields that it changed, and so is its undoing; anything else as it was called."""
    names = title.split(", ")
    if all(name in FIELD_NAMES or name == "entered" for name in names):
        return Message("{fields}", {"fields": tuple(Message(_name(name)) for name in names)})
    return title


def undone(entries: int, left: int) -> Message:
    """What an undoing did, and what it left alone."""
    if not left:
        return Message(_("{n} machines say again what they said before"), {"n": entries})
    words = _("{n} machines say again what they said before; {left} were changed since and stay")
    return Message(words, {"n": entries, "left": left})


def field_name(field: str) -> str:
    return _name(field)


def _name(field: str) -> str:
    return _ENTERED if field == "entered" else FIELD_NAMES[field]


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return Message(_("yes") if value else _("no"))
    if isinstance(value, MachineClass):
        return Message(CLASS_NAMES[value])
    return "" if value is None else str(value)
