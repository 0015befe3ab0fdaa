"""YAMAHA routers (RTX, NVR): their log as syslog servers keep it, as they send it, or as ``show log`` prints it.

Only the line of an administrator who enters by SSH is one that was found published; the other forms are as people who
run such routers know them. No log of a real device was seen yet: a line of another form stays unparsed, and is counted.
What they send has no header but the priority: no name and no time. It counts as of its receipt.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from tenken.logs.formats.times import in_utc, moment, without_year, written
from tenken.logs.model import LOGGED_IN, LOGGED_OUT, LOGIN, MINOR, SECURITY_ALERT, AuditEvent, Context, Format, lines

_LINE = re.compile(
    r"(?P<priority><\d{1,3}>)?(?:"
    r"(?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2}) (?P<clock>\d\d:\d\d:\d\d) (?P<host>\S+) |"
    r"(?P<iso>\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?) (?P<name>\S+) |"
    r"(?P<shown>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d): )?(?P<text>.*)",
    re.DOTALL,
)
_LONGEST = 500
_DOOR = r"(?P<function>TELNET|SSH|HTTP|HTTPS|SFTP|TFTP|Serial|REMOTE|CONSOLE|SCP)"
_WHO = r"(?:[:\s]+(?P<address>[0-9a-fA-F.:]*[0-9a-fA-F]))?(?: +(?P<user_id>\S+))?"
_WAYS: tuple[tuple[re.Pattern[str], Mapping[str, str]], ...] = (
    (re.compile(rf"Login succeeded for {_DOOR}{_WHO}"), {"event": LOGIN, "kind": LOGGED_IN}),
    (re.compile(rf"Login failed for {_DOOR}{_WHO}"), {"event": LOGIN, "kind": LOGGED_IN, "outcome": MINOR}),
    (re.compile(rf"Logout from {_DOOR}{_WHO}"), {"event": LOGIN, "kind": LOGGED_OUT}),
    (re.compile(rf"'administrator' succeeded for {_DOOR}{_WHO}"),
     {"event": SECURITY_ALERT, "action": "E", "object_id": "administrator"}),
    (re.compile(rf"'administrator' failed for {_DOOR}{_WHO}"),
     {"event": SECURITY_ALERT, "action": "E", "object_id": "administrator", "outcome": MINOR}),
    (re.compile(r"\[?(?P<function>SSHD|TELNETD|HTTPD)\]? .*?from (?P<address>[0-9a-fA-F.:]+)"), {"event": LOGIN}),
    (re.compile(r"Configuration saved in (?P<object_id>.+?) by (?P<function>\w+)"
                r"(?:\((?P<address>[^)]*)\))?(?: +(?P<user_id>\S+))?"),
     {"event": SECURITY_ALERT, "action": "U"}),
    (re.compile(r"(?P<object_id>PP\[[^\]]+\]) Call detected from user '(?P<user_id>[^']*)'"),
     {"event": LOGIN, "kind": LOGGED_IN, "function": "PPP"}),
    (re.compile(r"\[(?P<function>L2TP|PPTP)\] (?P<object_id>TUNNEL\[[^\]]+\]) (?:connected|connection) from "
                r"(?P<address>[0-9a-fA-F.:]+)"),
     {"event": LOGIN, "kind": LOGGED_IN}),
    (re.compile(r"\[(?P<function>L2TP|PPTP)\] (?P<object_id>TUNNEL\[[^\]]+\]) disconnect"),
     {"event": LOGIN, "kind": LOGGED_OUT}),
    (re.compile(r"\[(?P<function>IKE2?)\] .*?\bfrom (?P<address>[0-9a-fA-F.:]+)"), {}),
    (re.compile(r"\[(?P<function>INSPECT)\] (?P<terminal>\S+?)\[(?:in|out)\]\[\d+\] \S+ (?P<address>\S+?):\d+ > "
                r"(?P<object_id>\S+)"), {}),
    (re.compile(r"(?P<terminal>\S+) (?P<function>Rejected) at \S+ filter: \S+ (?P<address>\S+?)(?::\d+)? > "
                r"(?P<object_id>\S+)"), {"outcome": MINOR}),
)  # fmt: skip
"""What a line says, and what that is; the first that fits counts."""


def read(raw: bytes, context: Context) -> Iterable[AuditEvent] | None:
    if not raw.strip():
        return None
    line = _LINE.match(raw.decode("utf-8", "replace").rstrip("\r\n\0").removeprefix("\ufeff"))
    if line is None or not any(line[part] for part in ("priority", "month", "iso", "shown")):
        return ()
    try:
        at = _at(line, context)
    except (ValueError, KeyError):
        return ()
    return (AuditEvent(at=at, system=line["host"] or line["name"] or "", **_told(line["text"])),)


def is_one(raw: bytes) -> bool:
    """Whether a frame of syslog without a header is one of theirs, by its words."""
    line = _LINE.match(raw[:_LONGEST].decode("utf-8", "replace"))
    return bool(line and line["priority"] and any(way.match(line["text"]) for way, _means in _WAYS))


def _told(text: str) -> dict[str, str]:
    for way, means in _WAYS:
        found = way.match(text)
        if found:
            said = {name: value for name, value in found.groupdict().items() if value}
            return {"function": text[:_LONGEST], **said, **means} if "function" not in said else {**said, **means}
    return {"function": text[:_LONGEST]}


def _at(line: re.Match[str], context: Context) -> datetime:
    if line["shown"]:
        return in_utc(written(line["shown"], context.zone))
    if line["iso"]:
        return moment(line["iso"], context.zone)
    if line["month"]:
        return without_year(line["month"], int(line["day"]), line["clock"], context.received, context.zone)
    return context.received


FORMAT = Format("yamaha", lines, read)
