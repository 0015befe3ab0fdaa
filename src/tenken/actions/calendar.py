"""The open tasks as a file for calendars (RFC 5545): one whole day for each task that has a day."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from tenken.actions.site import Site
from tenken.ledger.tasks import Task

MAX_OCTETS = 75
"""Of a line; longer ones are folded."""


def calendar(site: Site, tasks: Iterable[Task]) -> bytes:
    """Line ends, folds and escapes of the RFC. A task keeps its UID, so that a calendar takes changes over."""
    house = site.keys.fingerprint(b"calendar").removeprefix("fp:")[:16]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tenken//Tenken//JA", "CALSCALE:GREGORIAN"]
    for one in tasks:
        lines += _event(one, house)
    return "".join(_folded(line) + "\r\n" for line in (*lines, "END:VCALENDAR")).encode()


def _event(task: Task, house: str) -> list[str]:
    if task.due is None:
        return []
    return [
        "BEGIN:VEVENT",
        f"UID:task-{task.number}@{house}.tenken",
        f"DTSTAMP:{_moment(task.at)}",
        f"SEQUENCE:{task.version - 1}",
        f"DTSTART;VALUE=DATE:{task.due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{task.due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(task.title + (f'（{task.owner}）' if task.owner else ''))}",
        f"DESCRIPTION:{_escaped(task.note)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    plain = "".join(c for c in text.replace("\r\n", "\n") if c == "\n" or c >= " ")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """No line is longer than 75 octets, and no character is cut in two."""
    parts, part, room = [], "", MAX_OCTETS
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append(part)
            part, room = "", MAX_OCTETS - 1
        part, room = part + character, room - size
    return "\r\n ".join([*parts, part])
