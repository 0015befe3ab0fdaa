"""undo: what was changed at once is taken back at once, as new entries; what was changed again since stays."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.model import Claim
from tenken.facts.model import Mark, MarkKind
from tenken.ledger import change_sets, logbook
from tenken.ledger.change_sets import Change, ChangeKind
from tenken.ledger.entries import retired
from tenken.ledger.record import Attempt, record_all
from tenken.ledger.writing import LedgerError, writing
from tenken.text import _


@dataclass(frozen=True)
class Undone:
    """``number`` names the undoing, which can be undone in turn. ``left`` was changed since and stays as it is."""

    number: int
    written: tuple[Change, ...]
    left: tuple[Change, ...]


@dataclass(frozen=True)
class Act:
    """By what, by whom and why entries are changed together; ``said`` is kept as the evidence of it."""

    kind: ChangeKind
    title: str
    by: str
    reason: str
    said: Mapping[str, Any]


def write_together(site: Site, changes: Sequence[Change], act: Act, now: datetime, moment: datetime) -> int:
    """Write these entries as one change set, within ``writing``; its number."""
    claims = tuple(Claim((Mark(MarkKind.SUBJECT, one.about),), one.after) for one in changes)
    machines = [change.about for change in changes]
    said = {act.kind: act.said, "by": act.by, "reason": act.reason, "machines": machines}
    kept = site.archive.keep(json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode())
    attempt = Attempt(f"person:{act.kind}", COLLECTORS["person"].reader, act.by, now, act.by, kept, claims)
    number = record_all((attempt,), moment)[0].observation
    change_sets.add(number, act.kind, act.title, act.reason)
    logbook.note(now, act.by, act.kind, f"#{number}", str(len(claims)))
    return number


def undo(site: Site, number: int, by: str, reason: str, now: datetime) -> Undone:
    """Let every entry of a change set say again what it said before; machines that it brought leave the ledger.

    Raises LedgerError where the number is no change set's, or where all of it was changed since.
    """
    made = change_sets.change_set(number)
    if made is None:
        raise LedgerError(_("number {n} is no import of a list and no change made together"), n=number)
    with writing(now) as moment:
        changes = change_sets.changes_of(number)
        open_, left = (tuple(c for c in changes if bool(c.since) is since) for since in (False, True))
        if not open_:
            raise LedgerError(_("every entry of number {n} was changed since; nothing is left to undo"), n=number)
        said = json.dumps({"undo": number, "by": by, "reason": reason}, ensure_ascii=False).encode()
        kept = site.archive.keep(said)
        claims = tuple(_restored(change, number) for change in open_)
        reader = COLLECTORS["person"].reader
        attempt = Attempt(f"person:take-back:{number}", reader, by, now, by, kept, claims)
        done = record_all((attempt,), moment)[0]
        change_sets.add(done.observation, ChangeKind.UNDO, made.title, reason, undoes=number)
        logbook.note(now, by, "undo", f"#{number}", made.title)
    return Undone(done.observation, open_, left)


def _restored(change: Change, number: int) -> Claim:
    entry = change.before or retired(change.after, f"#{number}")
    return Claim((Mark(MarkKind.SUBJECT, change.about),), entry)
