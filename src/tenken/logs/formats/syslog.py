"""What is received: syslog of RFC 5424 or 3164, and in it ATNA, FHIR, records of auditd, or words; or FHIR alone.

FortiGate and the routers of YAMAHA send no header but the priority; they are known by their words.
"""

import re
from collections.abc import Iterable

from tenken.logs.formats import atna, auditd, authlog, fhir, fortigate, yamaha
from tenken.logs.formats.times import moment
from tenken.logs.model import AuditEvent, Context, Format, Numbered, lines

_HEADER = re.compile(
    r"<(?P<priority>\d{1,3})>1 (?P<at>\S+) (?P<host>\S+) (?P<program>\S+) (?P<process>\S+) (?P<id>\S+) "
    r"(?P<data>-|(?:\[(?:[^\]\\]|\\.)*\])+)(?: \ufeff?(?P<text>.*))?",
    re.DOTALL,
)
_SEQUENCE = re.compile(r'<\d{1,3}>1 \S+ (?P<host>\S+) .*?\[meta [^\]]*sequenceId="(?P<number>\d{1,10})"', re.DOTALL)
_SENT_BY = re.compile(rb"<\d{1,3}>(?:1 \S+|\w{3} [ \d]\d [\d:]{8}) (\S+) ")
_NIL = "-"
_HEAD, _FAR, _AUDIT = 2000, 400, b"type="


def read(raw: bytes, context: Context) -> Iterable[AuditEvent] | None:
    if b"<AuditMessage" in raw:
        return atna.read(raw, context)
    if fortigate.BEGINS.search(raw, 0, _FAR):
        return fortigate.read(raw, context)
    header = _HEADER.match(raw.decode("utf-8", "replace").rstrip("\r\n\0"))
    return _without_header(raw, context) if header is None else _within(header, context)


def _without_header(raw: bytes, context: Context) -> Iterable[AuditEvent] | None:
    if b'"AuditEvent"' in raw or b"<AuditEvent" in raw:
        return fhir.read(raw, context)
    return yamaha.read(raw, context) if yamaha.is_one(raw) else authlog.read(raw, context)


def _within(header: re.Match[str], context: Context) -> Iterable[AuditEvent] | None:
    said = (header["text"] or "").encode()
    if b'"AuditEvent"' in said:
        return fhir.read(said, context)
    if said.startswith((b"type=", b"node=")):
        return auditd.read(said, context)
    return _of_program(header, context)


def sequence(raw: bytes) -> Numbered | None:
    """The sender's own number (RFC 5424 §7.3.1); without one the serial of the record of auditd that it sends. By the
    host that the header names: a relay hands on what many have numbered."""
    if b"sequenceId=" in raw[:_HEAD]:
        found = _SEQUENCE.match(raw[:_HEAD].decode("utf-8", "replace"))
        if found:
            return Numbered(int(found["number"]), found["host"])
    begin = raw.find(_AUDIT, 0, _HEAD)
    known = auditd.serial(raw[begin:]) if begin >= 0 else None
    host = _SENT_BY.match(raw)
    return Numbered(known.number, host[1].decode("utf-8", "replace") if host else "") if known else None


def _of_program(header: re.Match[str], context: Context) -> Iterable[AuditEvent]:
    program, host = header["program"], header["host"]
    try:
        at = context.received if header["at"] == _NIL else moment(header["at"], context.zone)
    except ValueError:
        return ()
    # The words of sshd and its kin are the same in both forms of syslog.
    return authlog.read(f"{at.isoformat()} {host} {program}: {header['text'] or ''}".encode(), context) or ()


FORMAT = Format("syslog", lines, read, sequence)
