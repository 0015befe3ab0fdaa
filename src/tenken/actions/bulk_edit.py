"""bulk edit: a named person changes the entries of many machines at once, with a reason, after a preview."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from tenken.actions.changes import Act, write_together
from tenken.actions.site import Site
from tenken.collectors.person.entry import EntryError
from tenken.collectors.spreadsheet.words import clean, one_line, yes_or_no
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import LONGEST_NAME, MachineClass, SubjectId
from tenken.ledger.change_sets import Change, ChangeKind
from tenken.ledger.classing import OFFERED
from tenken.ledger.entries import entry_value, present_entries, subjects_of
from tenken.ledger.writing import LedgerError, writing
from tenken.text import Message, _

TEXTS = ("place", "owner", "vendor", "role", "maker", "model")
YES_NO = ("fit_for_use", "retired", "entered")
FIELDS = ("machine_class", *TEXTS, *YES_NO)
"""What may be changed of many machines at once; a name and a number belong to one."""
CLASSES = (*OFFERED, MachineClass.UNKNOWN)
LONGEST_REASON = 1000


@dataclass(frozen=True)
class Edit:
    """Field of the entry → what it is to say, by whom and why."""

    values: Mapping[str, Any]
    by: str
    reason: str


@dataclass(frozen=True)
class Planned:
    """What an edit would do. ``token`` is another as soon as anything of it is."""

    changes: tuple[Change, ...]
    unchanged: tuple[str, ...]
    token: str


def read_edit(typed: Mapping[str, str], by: str, reason: str) -> Edit:
    """The edit that a person typed; fields that are not in ``typed`` stay. Raises EntryError with all that is wrong."""
    problems: dict[str, Message] = {}
    values: dict[str, Any] = {}
    for name in (name for name in FIELDS if name in typed):
        try:
            values[name] = _value(name, one_line(clean(typed[name])))
        except LedgerError as error:
            problems[name] = error.reason
    if not values and not problems:
        problems["fields"] = Message(_("tick at least one field that is to change"))
    for name, text in (("by", by), ("reason", reason)):
        if not text.strip():
            problems[name] = Message(_("must be filled in"))
    if len(reason) > LONGEST_REASON:
        problems["reason"] = Message(_("is longer than {n} characters"), {"n": LONGEST_REASON})
    if problems:
        raise EntryError(problems)
    return Edit(values, by.strip(), reason.strip())


def plan(machines: Sequence[SubjectId], edit: Edit) -> Planned:
    """What would change, cell by cell, of these machines, in their order."""
    subjects = subjects_of(machines)
    present = present_entries(subject.pk for subject in subjects.values())
    rows = [(about, present[subjects[about].pk]) for about in machines if subjects[about].pk in present]
    planned = [Change(about, row.title, entry_value(row), _edited(entry_value(row), edit)) for about, row in rows]
    changes = tuple(change for change in planned if change.cells)
    unchanged = tuple(change.title for change in planned if not change.cells)
    said = json.dumps([[change.about, str(change.before), str(change.after)] for change in changes])
    return Planned(changes, unchanged, sha256(said.encode()).hexdigest())


def bulk_edit(site: Site, machines: Sequence[SubjectId], edit: Edit, token: str, now: datetime) -> int:
    """Write what was shown; the number of the change set. Raises LedgerError where something changed meanwhile."""
    with writing(now) as moment:
        planned = plan(machines, edit)
        if planned.token != token:
            raise LedgerError(_("the machines have changed meanwhile; look at the preview again"))
        if not planned.changes:
            raise LedgerError(_("nothing would change"))
        said = {name: str(value) for name, value in edit.values.items()}
        act = Act(ChangeKind.BULK_EDIT, ", ".join(edit.values), edit.by, edit.reason, said)
        return write_together(site, planned.changes, act, now, moment)


def _value(name: str, text: str) -> Any:
    if name == "machine_class":
        if text not in CLASSES:
            raise LedgerError(_("this class takes a reason for each machine; change the entries one by one"))
        return MachineClass(text)
    if name in YES_NO:
        found = yes_or_no(text) if text else None
        if found is None and (text or name != "fit_for_use"):
            raise LedgerError(_("choose yes or no"))
        return found
    if len(text) > LONGEST_NAME:
        raise LedgerError(_("is longer than {n} characters"), n=LONGEST_NAME)
    return text


def _edited(entry: LedgerEntry, edit: Edit) -> LedgerEntry:
    """A machine that no row judges any more says in its remark why, as one that is changed alone must."""
    after = replace(entry, **edit.values)
    return replace(after, note=edit.reason) if after.retired and not after.note.strip() else after
