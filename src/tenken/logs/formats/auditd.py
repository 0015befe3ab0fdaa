"""auditd: records of the Linux audit system, as /var/log/audit/audit.log holds them (AUDIT_* of libaudit.h).

A record is an event of its own. Those that tell of log-ins and accounts are read for who and from where; the serial
in ``audit(seconds.milliseconds:serial)`` is the gap key.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

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
    Numbered,
    lines,
)

_LINE = re.compile(
    r"(?:node=(?P<node>\S+) )?type=(?P<type>\S+) "
    r"msg=audit\((?P<seconds>\d{1,11})\.(?P<ms>\d{3}):(?P<serial>\d{1,18})\): ?(?P<rest>.*)",
    re.DOTALL,
)
_FIELD = re.compile(r"""([\w-]+)=("[^"]*"|'[^']*'|\S+)""")
_KINDS: Mapping[str, Mapping[str, str]] = {
    "USER_LOGIN": {"event": LOGIN, "kind": LOGGED_IN},
    "USER_AUTH": {"event": LOGIN, "kind": LOGGED_IN},
    "USER_START": {"event": LOGIN, "kind": LOGGED_IN},
    "USER_END": {"event": LOGIN, "kind": LOGGED_OUT},
    "USER_LOGOUT": {"event": LOGIN, "kind": LOGGED_OUT},
    "USER_CMD": {"event": SECURITY_ALERT, "action": "E"},
    "ADD_USER": {"event": SECURITY_ALERT, "action": "C"},
    "DEL_USER": {"event": SECURITY_ALERT, "action": "D"},
    "USER_CHAUTHTOK": {"event": SECURITY_ALERT, "action": "U"},
    "USER_MGMT": {"event": SECURITY_ALERT, "action": "U"},
    "CONFIG_CHANGE": {"event": SECURITY_ALERT, "action": "U"},
    "DAEMON_END": {"event": SECURITY_ALERT, "action": "E"},
}
_NOBODY = ("?", "(null)", "(unknown)", "unset", "4294967295", "-1")


def read(raw: bytes, context: Context) -> Iterable[AuditEvent] | None:
    del context  # every record tells its own moment, in UTC
    if not raw.strip():
        return None
    line = _LINE.match(raw.decode("utf-8", "replace").rstrip("\r\n\0"))
    if line is None:
        return ()
    fields = _fields(line["rest"])
    kind = line["type"]
    account = fields.get("acct", "")
    about = {"object_id": account} if kind in ("ADD_USER", "DEL_USER", "USER_MGMT", "USER_CHAUTHTOK") else {}
    return (
        AuditEvent(
            at=datetime.fromtimestamp(int(line["seconds"]), UTC).replace(microsecond=int(line["ms"]) * 1000),
            user_id=fields.get("AUID") or fields.get("auid", "") if about or not account else account,
            terminal=fields.get("terminal", ""),
            address=fields.get("addr", ""),
            outcome=SUCCESS if fields.get("res", "success") in ("success", "1", "yes") else MINOR,
            function=" ".join(part for part in (kind, fields.get("op", ""), fields.get("exe", "")) if part),
            system=line["node"] or "",
            **_KINDS.get(kind, {}),
            **about,
        ),
    )


def serial(raw: bytes) -> Numbered | None:
    """The number that goes up by one with every event of this machine."""
    line = _LINE.match(raw.decode("utf-8", "replace"))
    return Numbered(int(line["serial"]), line["node"] or "") if line else None


def _fields(text: str) -> dict[str, str]:
    """Those of the record and of the message within it; values in hex, as auditd writes untrusted ones, are decoded."""
    found: dict[str, str] = {}
    inner = re.search(r"msg='(.*)'", text, re.DOTALL)
    for part in (text.replace(inner[0], "") if inner else text, inner[1] if inner else ""):
        for name, value in _FIELD.findall(part.replace("\x1d", " ")):
            plain = _plain(name, value)
            if plain not in _NOBODY:
                found.setdefault(name, plain)
    return found


def _plain(name: str, value: str) -> str:
    if value[:1] in "\"'":
        return value[1:-1]
    if name in ("acct", "exe", "cmd", "comm", "name") and len(value) % 2 == 0 and re.fullmatch(r"[0-9A-F]+", value):
        return bytes.fromhex(value).decode("utf-8", "replace")
    return value


FORMAT = Format("auditd", lines, read, serial)
