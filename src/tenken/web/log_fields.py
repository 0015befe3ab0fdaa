"""ログの項目 in words: what a column of a log can mean, how a log is written, how an event reads."""

from collections.abc import Mapping
from datetime import datetime

from tenken.dates import JST
from tenken.logs.sources import LogSource
from tenken.logs.words import ACTIONS, EVENTS, OUTCOMES
from tenken.text import Message, _

FIELDS: Mapping[str, str] = {
    "at": _("day and time, in one column"),
    "date": _("day, in a column of its own"),
    "time": _("time of day, in a column of its own"),
    "user_id": _("number or ID of the user"),
    "user_name": _("name of the user"),
    "role": _("kind of work of the user"),
    "patient_id": _("number of the patient"),
    "function": _("what was done there"),
    "terminal": _("terminal"),
    "address": _("IP address"),
    "outcome": _("outcome"),
    "object_id": _("number of the document or order"),
}
"""That a person may choose, in the order in which they are offered."""
_BESIDE: Mapping[str, str] = {
    "at": _("date and time"),
    "event": _("kind of event"),
    "kind": _("closer kind of event"),
    "action": _("way of access"),
    "purpose": _("purpose"),
    "system": _("name of the system"),
    "facility": _("facility"),
}
_NAMES = {**FIELDS, **_BESIDE}
_CODES: Mapping[str, Mapping[str, str]] = {"event": EVENTS, "outcome": OUTCOMES, "action": ACTIONS}
FORMAT_NAMES: Mapping[str, str] = {
    "csv": _("CSV (written by an electronic health record or another system)"),
    "atna": _("audit messages of IHE ATNA"),
    "fhir": _("FHIR AuditEvent (NDJSON)"),
    "evtx": _("event log of Windows (.evtx)"),
    "authlog": _("sign-ins of Linux (auth.log, secure)"),
    "auditd": _("audit log of Linux (audit.log)"),
    "fortigate": _("log of a FortiGate"),
    "yamaha": _("log of a YAMAHA router"),
    "syslog": _("syslog"),
}
ENCODINGS: Mapping[str, str] = {
    "": _("told from the file (UTF-8 or Shift_JIS)"),
    "cp932": "Shift_JIS (CP932)",
    "utf-8": "UTF-8",
    "euc_jp": "EUC-JP",
}


def field_lines(event: Mapping[str, datetime | str], source: LogSource) -> list[tuple[str, Message | str, str]]:
    """Of each field that has something: its name, what stands there, and the column from which it comes."""
    means = source.columns.means if source.columns else {}
    return [(_NAMES[name], _read(name, value), _column(name, means)) for name, value in event.items()]


def _read(name: str, value: datetime | str) -> Message | str:
    if isinstance(value, datetime):
        return value.astimezone(JST).strftime("%Y-%m-%d %H:%M:%S")
    words = _CODES.get(name, {}).get(value)
    return Message(words) if words else value


def _column(name: str, means: Mapping[str, str]) -> str:
    names = ("date", "time") if name == "at" and "at" not in means else (name,)
    return "、".join(means[one] for one in names if one in means)
