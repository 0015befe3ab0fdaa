"""作業日誌: work on systems that keep no log of it, as people type it. One JSON object a line, written by Tenken alone.

Guideline 6.0, operation 17: where a system cannot log, a work diary names operator and operation. An entry is never
changed: a correction is another entry that names the first.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from tenken.logs.model import APPLICATION, AuditEvent, Context, Format, lines

_STARTED, _STOPPED = "110120", "110121"
"""Application Start, Application Stop (DICOM CID 401)."""
_SIGNS = 16


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """``operator`` did ``done`` on ``system`` from ``begin`` until ``end``; ``purpose`` is for whom, or the plan of
    work that it belongs to. ``by`` is the account that typed it. ``corrects`` names an entry by its ``id``."""

    typed: datetime
    by: str
    operator: str
    begin: datetime
    end: datetime
    done: str
    system: str = ""
    purpose: str = ""
    corrects: str = ""

    @property
    def id(self) -> str:
        return hashlib.sha256(self.text().encode()).hexdigest()[:_SIGNS]

    def text(self) -> str:
        """As it is kept: always the same for the same entry."""
        return msgspec.json.encode(self, order="sorted").decode()


def read_entry(text: str | bytes) -> Entry:
    """Raises ValueError."""
    try:
        found = msgspec.json.decode(text, type=Entry)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if not (found.typed.tzinfo and found.begin.tzinfo and found.end.tzinfo):
        raise ValueError("a time without its zone")
    return found


def read(raw: bytes, context: Context) -> Iterable[AuditEvent] | None:
    del context
    if not raw.strip():
        return None
    try:
        entry = read_entry(raw)
    except ValueError:
        return ()
    moments = [(_STARTED, entry.begin)] + [(_STOPPED, entry.end)] * (entry.end > entry.begin)
    return tuple(_event(entry, kind, at) for kind, at in moments)


def _event(entry: Entry, kind: str, at: datetime) -> AuditEvent:
    return AuditEvent(
        at=at.astimezone(UTC),
        event=APPLICATION,
        kind=kind,
        action="E",
        user_id=entry.operator,
        function=entry.done,
        object_id=entry.corrects,
        purpose=entry.purpose,
        system=entry.system,
    )


FORMAT = Format("diary", lines, read)
