"""auth.log and other syslog files: sshd, su, sudo, useradd and their kin, as Debian and Red Hat write them.

A line of a program that is not known is an event with its words as ``function``; only what is no syslog line is unread.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from tenken.logs.formats.times import moment, without_year
from tenken.logs.model import LOGGED_IN, LOGGED_OUT, LOGIN, MINOR, SECURITY_ALERT, AuditEvent, Context, Format, lines

_LINE = re.compile(
    r"(?:<\d{1,3}>)?(?:(?P<iso>\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)|"
    r"(?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2}) (?P<clock>\d\d:\d\d:\d\d)) "
    r"(?P<host>\S+) (?P<program>[^\s:\[]+)(?:\[\d+\])?: ?(?P<text>.*)",
    re.DOTALL,
)
_LONGEST = 500

_WAYS: tuple[tuple[str, re.Pattern[str], Mapping[str, str]], ...] = (
    ("sshd", re.compile(r"Accepted (?P<function>\S+) for (?P<user_id>\S+) from (?P<address>\S+)"),
     {"event": LOGIN, "kind": LOGGED_IN}),
    ("sshd", re.compile(r"Failed (?P<function>\S+) for (?:invalid user )?(?P<user_id>\S*) from (?P<address>\S+)"),
     {"event": LOGIN, "kind": LOGGED_IN, "outcome": MINOR}),
    ("sshd", re.compile(r"Invalid user (?P<user_id>\S*) from (?P<address>\S+)"),
     {"event": LOGIN, "kind": LOGGED_IN, "outcome": MINOR, "function": "invalid user"}),
    ("su", re.compile(r"(?:\(to (?P<object_id>\S+)\) (?P<user_id>\S+) on (?P<terminal>\S+))"),
     {"event": LOGIN, "kind": LOGGED_IN, "function": "su"}),
    ("su", re.compile(r"FAILED SU \(to (?P<object_id>\S+)\) (?P<user_id>\S+) on (?P<terminal>\S+)"),
     {"event": LOGIN, "kind": LOGGED_IN, "outcome": MINOR, "function": "su"}),
    ("sudo", re.compile(r"\s*(?P<user_id>\S+) : (?:.*; )?TTY=(?P<terminal>\S+) ;.*USER=(?P<object_id>\S+) ;"
                        r".*COMMAND=(?P<function>.*)"),
     {"event": SECURITY_ALERT, "action": "E"}),
    ("useradd", re.compile(r"new user: name=(?P<object_id>[^,]+)"),
     {"event": SECURITY_ALERT, "action": "C", "function": "account created"}),
    ("userdel", re.compile(r"delete user '(?P<object_id>[^']+)'"),
     {"event": SECURITY_ALERT, "action": "D", "function": "account deleted"}),
    ("usermod", re.compile(r"change user '(?P<object_id>[^']+)'"),
     {"event": SECURITY_ALERT, "action": "U", "function": "account changed"}),
    ("passwd", re.compile(r".*password changed for (?P<object_id>\S+)"),
     {"event": SECURITY_ALERT, "action": "U", "function": "password changed"}),
    ("", re.compile(r"pam_unix\((?P<function>[^:]+):session\): session opened for user (?P<user_id>[^(\s]+)"),
     {"event": LOGIN, "kind": LOGGED_IN}),
    ("", re.compile(r"pam_unix\((?P<function>[^:]+):session\): session closed for user (?P<user_id>[^(\s]+)"),
     {"event": LOGIN, "kind": LOGGED_OUT}),
    ("", re.compile(r"pam_unix\((?P<function>[^:]+):auth\): authentication failure;.*?tty=(?P<terminal>\S*)"
                    r".*?user=(?P<user_id>\S+)"),
     {"event": LOGIN, "kind": LOGGED_IN, "outcome": MINOR}),
)  # fmt: skip
"""(program or any, what it says, what that is); the first that fits counts."""


def read(raw: bytes, context: Context) -> Iterable[AuditEvent] | None:
    if not raw.strip():
        return None
    line = _LINE.match(raw.decode("utf-8", "replace").rstrip("\r\n\0").removeprefix("\ufeff"))
    if line is None:
        return ()
    try:
        at = _at(line, context)
    except (ValueError, KeyError):
        return ()
    program, text = line["program"].rpartition("/")[2], line["text"]
    return (AuditEvent(at=at, system=line["host"], **_told(program, text)),)


def _told(program: str, text: str) -> dict[str, str]:
    for name, way, means in _WAYS:
        found = way.match(text) if name in ("", program) else None
        if found:
            return {**{key: value for key, value in found.groupdict().items() if value}, **means}
    return {"function": f"{program}: {text}"[:_LONGEST]}


def _at(line: re.Match[str], context: Context) -> datetime:
    if line["iso"]:
        return moment(line["iso"], context.zone)
    return without_year(line["month"], int(line["day"]), line["clock"], context.received, context.zone)


FORMAT = Format("authlog", lines, read)
