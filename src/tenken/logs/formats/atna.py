"""ATNA: audit messages in XML. RFC 3881 writes code and displayName, DICOM PS3.15 A.5 csd-code and originalText.

A syslog header before the message (RFC 5424, IHE ITI-20), a byte order mark and white space are passed over.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from tenken.logs.evidence.entries import LONGEST_EVENT
from tenken.logs.formats.times import moment
from tenken.logs.model import AuditEvent, Context, Format, identifier

BEGIN, AFTER = b"<AuditMessage", b"\0 \t\r\n"
"""What a message begins with, and what may stand after it."""
_END = b"</AuditMessage>"
_CHUNK, _LONGEST_HEADER = 1 << 20, 2048
_BEFORE = re.compile(
    rb"(?:\xef\xbb\xbf|[\s\0]|<\?xml[^<>]*\?>)*"
    rb"(?:^(?:\d{1,8} )?(?:<\d{1,3}>|[A-Z][a-z]{2} [ \d]\d \d\d:|\d{4}-\d\d-\d\dT)[^\n<]*)?"
    rb"(?:\xef\xbb\xbf|[ \t]|<\?xml[^<>]*\?>\s*)*\Z",
    re.MULTILINE,
)
"""White space, then a header of syslog in the line of the message; with or without the octet count and the priority."""
_PATIENT_TYPE, _PATIENT_ROLE, _PATIENT_NUMBER = "1", "1", "2"
_MACHINE, _ADDRESS = "1", "2"
"""NetworkAccessPointTypeCode (RFC 3881 §5.2.6)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a message says, in its own words: ``said`` by the field of an event, ``patients`` without repetition."""

    at: str
    said: Mapping[str, str]
    patients: tuple[str, ...]


def split(file: BinaryIO) -> Iterator[bytes]:
    """Each message with what belongs before it and the end of its line; whatever else stands there, by itself."""
    rest = b""
    while chunk := file.read(_CHUNK):
        rest += chunk
        begin = 0
        while (end := rest.find(_END, begin)) >= 0 and len(rest) > end + len(_END) + 1:
            end += len(_END)
            end += len(rest[end : end + 2]) - len(rest[end : end + 2].lstrip(b"\r\n"))
            yield from _apart(rest[begin:end])
            begin = end
        rest = rest[begin:]
        if len(rest) > LONGEST_EVENT:
            break  # no message is so long; whoever takes it in refuses it
    if rest:
        yield from _apart(rest)


def _apart(piece: bytes) -> Iterator[bytes]:
    """The last message in the piece, behind whatever else stands before it."""
    begin = piece.rfind(BEGIN)
    if begin > 0:
        found = _BEFORE.search(piece, max(0, begin - _LONGEST_HEADER), begin)
        begin = found.start() if found else begin
    if begin > 0:
        yield piece[:begin]
    yield piece[max(begin, 0) :]


def read(raw: bytes, context: Context) -> Iterable[AuditEvent] | None:
    if not raw.strip(AFTER):
        return None
    begin = raw.find(BEGIN)
    if begin < 0:
        return ()
    try:
        told = tell(parsed(raw[begin:].rstrip(AFTER)))
        at = moment(told.at, context.zone)
    except (etree.XMLSyntaxError, ValueError):
        return ()
    numbers = dict.fromkeys(map(identifier, told.patients))
    return tuple(AuditEvent(at=at, patient_id=number, **told.said) for number in numbers or ("",))


def parsed(message: bytes) -> etree._Element:
    """Raises XMLSyntaxError."""
    return etree.fromstring(
        message, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    )


def tell(tree: etree._Element) -> Told:
    """Raises ValueError where it names no event."""
    event, who = _needed(tree, "EventIdentification"), _requestor(tree)
    source = tree.find("AuditSourceIdentification")
    objects = tree.findall("ParticipantObjectIdentification")
    patients = [one for one in objects if _is_patient(one)]
    others = [one.get("ParticipantObjectID", "") for one in objects if not _is_patient(one)]
    kind = event.find("EventTypeCode")
    point, point_type = who.get("NetworkAccessPointID", ""), who.get("NetworkAccessPointTypeCode", "")
    said = {
        "event": _code(event.find("EventID")),
        "kind": _code(kind),
        "action": event.get("EventActionCode", ""),
        "outcome": event.get("EventOutcomeIndicator", ""),
        "user_id": who.get("UserID", ""),
        "user_name": who.get("UserName", ""),
        "role": _meaning(who.find("RoleIDCode")),
        "terminal": point if point_type == _MACHINE else "",
        "address": point if point_type == _ADDRESS else "",
        "function": _meaning(kind) or _meaning(event.find("EventID")),
        "object_id": others[0] if others else "",
        "purpose": _meaning(event.find("PurposeOfUse")),
        "system": source.get("AuditSourceID", "") if source is not None else "",
        "facility": source.get("AuditEnterpriseSiteID", "") if source is not None else "",
    }
    numbers = dict.fromkeys(one.get("ParticipantObjectID", "") for one in patients)
    return Told(event.get("EventDateTime", ""), said, tuple(numbers))


def _requestor(tree: etree._Element) -> etree._Element:
    """Who asked: the participant that says so; else the first."""
    participants = tree.findall("ActiveParticipant")
    asking = [one for one in participants if one.get("UserIsRequestor", "").strip().lower() in ("true", "1")]
    return (asking or participants or [etree.Element("ActiveParticipant")])[0]


def _is_patient(one: etree._Element) -> bool:
    kind, role = one.get("ParticipantObjectTypeCode"), one.get("ParticipantObjectTypeCodeRole")
    return kind == _PATIENT_TYPE and (
        role == _PATIENT_ROLE or _code(one.find("ParticipantObjectIDTypeCode")) == _PATIENT_NUMBER
    )


def _code(one: etree._Element | None) -> str:
    return "" if one is None else one.get("csd-code") or one.get("code") or ""


def _meaning(one: etree._Element | None) -> str:
    return "" if one is None else one.get("originalText") or one.get("displayName") or _code(one)


def _needed(tree: etree._Element, name: str) -> etree._Element:
    found = tree.find(name)
    if found is None:
        raise ValueError(name)
    return found


FORMAT = Format("atna", split, read)
