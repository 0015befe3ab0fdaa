"""diary: the work diary. It is typed on a page, and sealed by a writer of the evidence.

The process of the pages only reads evidence: who breaks into it must not be able to sign. So an entry is kept first in
the record of operations, where nothing can be changed or taken out, and the answer is given then. A writer, in a
process of its own, takes what is new there into the evidence, as a file that grew.
"""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tenken.actions.log_evidence import anchor, logs_of, open_evidence
from tenken.actions.log_verbs import DIARY, DIARY_SEALED
from tenken.actions.site import Site
from tenken.ledger import logbook
from tenken.ledger.page import Page
from tenken.ledger.writing import writing
from tenken.logs.formats.diary import Entry, read_entry
from tenken.logs.sources import LogSource, keep_source
from tenken.logs.take_in import TakenIn, take_in
from tenken.text import Complaint, _

SOURCE = LogSource("作業日誌", "diary")
_SHORT, _LONG, _WHOLE = 100, 800, 2000
"""Letters of a name, of what was done, and of an entry as it is kept."""


class DiaryError(Complaint):
    """The entry cannot be kept; the message says what to write instead."""


@dataclass(frozen=True)
class Written:
    """``corrected`` is the newest entry that names this one."""

    entry: Entry
    corrected: str = ""


def write(entry: Entry) -> str:
    """Keep it; its id. Raises DiaryError."""
    _check(entry)
    text = entry.text()
    if len(text) > _WHOLE:
        raise DiaryError(_("the entry is too long; write two"))
    with writing(entry.typed) as at:
        if entry.corrects and entry.corrects not in {one.about for one in logbook.all_of(DIARY)}:
            raise DiaryError(_("there is no entry {id} to correct"), id=entry.corrects)
        logbook.note(at, entry.by, DIARY, entry.id, text)
    return entry.id


def entries(number: int = 1, by: str = "") -> Page[Written]:
    """The newest first; of one account where ``by`` names it."""
    page = logbook.entries(logbook.Narrow(what=DIARY, by=by), number)
    corrected = {entry.corrects: entry.id for entry in map(_entry, logbook.all_of(DIARY)) if entry.corrects}
    rows = [Written(entry, corrected.get(entry.id, "")) for entry in map(_entry, page.lines)]
    return Page(rows, page.total, page.number)


def find(entry: str) -> Entry | None:
    return next((_entry(done) for done in logbook.all_of(DIARY) if done.about == entry), None)


def wants_seal() -> bool:
    """Whether something was typed that no writer took in yet."""
    typed, sealed = logbook.newest(DIARY), logbook.newest(DIARY_SEALED)
    return typed is not None and (sealed is None or sealed.about != typed.about)


def seal_diary(site: Site, now: datetime) -> TakenIn:
    """For a writer. Raises TakeInError, SpoolError."""
    keep_source(logs_of(site), SOURCE)
    typed = logbook.all_of(DIARY)
    with tempfile.TemporaryDirectory(prefix="tenken-diary-") as folder:
        path = Path(folder, "diary.jsonl")
        path.write_bytes(b"".join(done.detail.encode() + b"\n" for done in typed))
        done = take_in(open_evidence(site), SOURCE, path, SOURCE.context(now), logs_of(site) / "search")
    anchor(site)
    if typed:
        with writing(now) as at:
            logbook.note(at, "", DIARY_SEALED, typed[-1].about, str(done.events))
    return done


def _check(entry: Entry) -> None:
    if not (entry.operator and entry.done):
        raise DiaryError(_("write who did it, and what was done"))
    if entry.begin > entry.end:
        raise DiaryError(_("the work ends before it begins"))
    if entry.begin > entry.typed:
        raise DiaryError(_("the work begins later than now; write it when it is done"))
    if max(map(len, (entry.operator, entry.system, entry.purpose))) > _SHORT or len(entry.done) > _LONG:
        raise DiaryError(_("the entry is too long; write two"))


def _entry(done: logbook.Done) -> Entry:
    return read_entry(done.detail)
