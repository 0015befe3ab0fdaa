"""ATNA: audit messages in XML. RFC 3881 writes code and displayName, DICOM PS3.15 A.5 csd-code and originalText.

A syslog header before the message (RFC 5424, IHE ITI-20), a byte order mark and white space are passed over.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO

from lxml import etree

from tenken.logs.formats.times import moment
from tenken.logs.model import AuditEvent, Context, Format, identifier

_BEGIN, _END = b"<AuditMessage", b"</AuditMessage>"
_CHUNK = 1 << 20
_PATIENT_TYPE, _PATIENT_ROLE, _PATIENT_NUMBER = "1", "1", "2"
_MACHINE, _ADDRESS = "1", "2"
"""NetworkAccessPointTypeCode (RFC 3881 §5.2.6)."""


def split(file: BinaryIO) -> Iterator[bytes]:
    """Up to the end of each message, and the end of its line; what follows the last one is an event too."""
    rest = b""
    while chunk := file.read(_CHUNK):
        rest += chunk
        begin = 0
        while (end := rest.find(_END, begin)) >= 0 and len(rest) > end + len(_END) + 1:
            end += len(_END)
            end += len(rest[end : end + 2]) - len(rest[end : end + 2].lstrip(b"\r\n"))
            yield rest[begin:end]
            begin = end
        rest = rest[begin:]
    if rest:
        yield rest


def read(raw: bytes, context: Context) -> Iterable[AuditEvent]:
    begin = raw.find(_BEGIN)
    if begin < 0:
        return ()
    try:
        tree = etree.fromstring(raw[begin:].rstrip(b"\0 \t\r\n"), _parser())
        at = moment(_needed(tree, "EventIdentification").get("EventDateTime", ""), context.zone)
    except (etree.XMLSyntaxError, ValueError):
        return ()
    return tuple(_events(tree, at))


def _events(tree: etree._Element, at: datetime) -> Iterator[AuditEvent]:
    event, who = _needed(tree, "EventIdentification"), _requestor(tree)
    source = tree.find("AuditSourceIdentification")
    objects = tree.findall("ParticipantObjectIdentification")
    patients = [one for one in objects if _is_patient(one)]
    others = [one.get("ParticipantObjectID", "") for one in objects if not _is_patient(one)]
    kind = event.find("EventTypeCode")
    point, point_type = who.get("NetworkAccessPointID", ""), who.get("NetworkAccessPointTypeCode", "")
    known = {
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
    numbers = dict.fromkeys(identifier(one.get("ParticipantObjectID", "")) for one in patients)
    for number in numbers or ("",):
        yield AuditEvent(at=at, patient_id=number, **known)


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


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


FORMAT = Format("atna", split, read)
