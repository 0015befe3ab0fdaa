"""FortiGate: lines of key=value, as files or by syslog, whatever header stands before them.

After Fortinet's log message reference of FortiOS 6.4 to 7.6; no log of a real device was seen yet. Read are who came in
by VPN, by the firewall's own authentication and as its administrator, and what administrators changed; of traffic who
went where. Its words (logdesc, msg) are English whatever the language of its pages.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from tenken.logs.formats.times import moment
from tenken.logs.model import (
    LOGGED_IN,
    LOGGED_OUT,
    LOGIN,
    MINOR,
    SECURITY_ALERT,
    SUCCESS,
    AuditEvent,
    Context,
    Format,
    lines,
)

BEGINS = re.compile(rb'\bdate="?\d{4}-\d\d-\d\d"?[ ,]+"?time="?\d\d:\d\d:\d\d')
_FIELD = re.compile(r'([a-z][a-z0-9_]{1,30})=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))')
_UNITS = {10: 1, 13: 1_000, 16: 1_000_000, 19: 1_000_000_000}
"""Digits of an eventtime, and how many of its units make a second."""
_HEAD = 400
_NOBODY = ("", "N/A", "(null)")
_IN = frozenset(("login", "tunnel-up", "ssl-login", "ssl-new-con", "authentication", "auth-logon", "FSSO-logon"))
_OUT = frozenset(("logout", "tunnel-down", "ssl-exit-error", "auth-logout", "FSSO-logoff"))
_FAILED = frozenset(("ssl-login-fail", "ipsec-login-fail", "auth-lockout"))
_REFUSED = frozenset(("failed", "failure", "fail", "negotiate_error", "error"))
_STOPPED = frozenset(("deny", "blocked", "dropped"))
_ZONE = re.compile(r"[+-]\d\d:?\d\d", re.ASCII)
_FROM = re.compile(r"\(([0-9a-fA-F.:]+)\)")


def read(raw: bytes, context: Context) -> Iterable[AuditEvent] | None:
    if not raw.strip():
        return None
    begin = BEGINS.search(raw, 0, _HEAD)
    if begin is None:
        return ()
    text = raw[begin.start() :].decode("utf-8", "replace")
    fields = {name: quoted or plain for name, quoted, plain in _FIELD.findall(text)}
    try:
        return (_event(fields, context),)
    except ValueError:
        return ()


def _event(fields: Mapping[str, str], context: Context) -> AuditEvent:
    action, status = fields.get("action", ""), fields.get("status", "").lower()
    inside = _FROM.search(fields.get("ui", ""))
    failed = action in _FAILED or status in _REFUSED or action in _STOPPED
    event, kind, done = _kind(fields, action)
    return AuditEvent(
        at=_at(fields, context),
        event=event,
        kind=kind,
        action=done,
        outcome=MINOR if failed else SUCCESS,
        user_id=_first(fields, "xauthuser", "user", "unauthuser"),
        role=_first(fields, "group", "xauthgroup"),
        terminal=_first(fields, "srcname", "srchost"),
        address=_first(fields, "remip", "srcip") or (inside[1] if inside else ""),
        function=" ".join(part for part in (fields.get("logdesc", fields.get("type", "")), action, status) if part),
        object_id=_about(fields),
        system=_first(fields, "devname", "devid"),
    )


def _kind(fields: Mapping[str, str], action: str) -> tuple[str, str, str]:
    """Event, type and action; of what is no log-in and no change nothing is said."""
    if fields.get("type") != "event":
        return "", "", "E"
    if action in _IN or action in _FAILED:
        return LOGIN, LOGGED_IN, "E"
    if action in _OUT:
        return LOGIN, LOGGED_OUT, "E"
    if "cfgpath" in fields:
        return SECURITY_ALERT, "", {"Add": "C", "Delete": "D"}.get(action, "U")
    return "", "", "E"


def _about(fields: Mapping[str, str]) -> str:
    if "cfgpath" in fields:
        return " ".join(part for part in (fields["cfgpath"], fields.get("cfgobj", "")) if part)
    if fields.get("type") == "traffic":
        return ":".join(part for part in (fields.get("dstip", ""), fields.get("dstport", "")) if part)
    return _first(fields, "vpntunnel", "tunnelid")


def _first(fields: Mapping[str, str], *names: str) -> str:
    return next((fields[name] for name in names if fields.get(name, "") not in _NOBODY), "")


def _at(fields: Mapping[str, str], context: Context) -> datetime:
    """By ``eventtime`` where there is one, which no zone can shift. Raises ValueError."""
    number = fields.get("eventtime", "")
    if number.isdecimal() and number.isascii() and len(number) in _UNITS:
        seconds, rest = divmod(int(number), _UNITS[len(number)])
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest * 1_000_000 // _UNITS[len(number)])
    zone = fields.get("tz", "")
    return moment(f"{fields['date']}T{fields['time']}{zone if _ZONE.fullmatch(zone) else ''}", context.zone)


FORMAT = Format("fortigate", lines, read)
