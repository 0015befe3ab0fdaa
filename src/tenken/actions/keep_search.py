"""keep search: what was asked of the access logs becomes evidence of a row: events by segment and index, no patient."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from tenken.actions.attest import Stated, Upload, attest
from tenken.actions.log_evidence import evidence_of
from tenken.actions.look_at_logs import all_of_it, look
from tenken.actions.site import Site
from tenken.dates import JST, local_day
from tenken.facts.logs import LogSearch
from tenken.facts.model import FACILITY
from tenken.ledger.writing import LedgerError
from tenken.logs.evidence.checkpoints import digest_of, newest, read_note
from tenken.logs.search.question import FIELDS, Found, Question
from tenken.text import Blanks, _, translate

MOST = 20_000
"""Events of one search that is kept."""
_TOLD = ("source", "system", "event", "action", "outcome", "function", "user_id", "terminal", "address", "unparsed")
_NAMES: Mapping[str, str] = {
    "patient": _("patient"), "user": _("account"), "terminal": _("terminal"), "address": _("address"),
    "system": _("name of the system"), "source": _("source of the log"), "event": _("kind of event"),
    "function": _("function or screen"), "outcome": _("outcome"), "text": _("words"),
}  # fmt: skip
_HIDDEN = ("patient", "text")
"""What may be, or hold, the number of a patient."""


@dataclass(frozen=True)
class Told:
    """By whom the search is kept, for which lineage, under which name, and what it showed."""

    topic: str
    title: str
    found: str
    by: str


def keep_search(site: Site, question: Question, told: Told, now: datetime) -> int:
    """The number of the observation. Raises SearchError, EntryError, LedgerError."""
    all_of_it(site)
    found = look(site, question, now, told.by, start=0, limit=MOST)
    if found.total > MOST:
        blanks: Blanks = {"n": found.total, "most": MOST}
        raise LedgerError(_("{n} events fit; at most {most} can be kept: ask for a shorter time"), **blanks)
    note = newest(evidence_of(site))
    if note is None:
        raise LedgerError(_("there is no evidence yet that could be kept"))
    signed, _signature = read_note(note)
    values = {
        "topic": told.topic, "title": told.title, "asked": asked_in_words(question), "found": told.found,
        "period_from": local_day(question.since).isoformat(),
        "period_to": local_day(min(question.until, now) - timedelta(microseconds=1)).isoformat(),
        "events": str(found.total), "checkpoint": f"{signed.origin} {signed.size} {digest_of(note)}",
    }  # fmt: skip
    file = Upload(f"ログの検索_{local_day(now).isoformat()}.json", _as_json(question, found, note, now, told.by))
    said = Stated(LogSearch.kind, FACILITY, values, told.by, local_day(now), file)
    return attest(site, said, now).recorded.observation


def asked_in_words(question: Question) -> str:
    """In Japanese, for the record; of a patient and of words only that they were given."""
    parts = [(name, getattr(question, name)) for name in _NAMES]
    said = [f"{translate(_NAMES[name], 'ja')} {_hidden(name, value)}" for name, value in parts if value]
    return "、".join([*said, *([translate(_("could not be read"), "ja")] if question.unparsed else [])]) or "すべて"


def _hidden(name: str, value: str) -> str:
    return "（指定あり）" if name in _HIDDEN else value


def _as_json(question: Question, found: Found, note: bytes, now: datetime, by: str) -> bytes:
    asked = {name: value for name, value in asdict(question).items() if name in (*FIELDS, "text") and value}
    content = {
        "question": {
            "since": question.since.astimezone(JST).isoformat(), "until": question.until.astimezone(JST).isoformat(),
            **{name: _hidden(name, value) for name, value in asked.items()}, "unparsed": question.unparsed,
        },
        "asked_at": now.isoformat(), "asked_by": by, "total": found.total,
        "events": [_event(row) for row in found.rows], "checkpoint": note.decode(),
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _event(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Whose information it was stands in the event itself, for whoever may look."""
    place = {"segment": row["segment"], "index": row["index"], "at": row["ts"].isoformat()}
    return {**place, **{name: row[name] for name in _TOLD if row[name]}}
