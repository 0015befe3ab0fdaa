"""What a POST of ATX:FHIR (IHE ITI-20) holds: an AuditEvent, or a Bundle of them, cut out as they came."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from tenken.logs.formats.fhir_xml import resource_of

_BOM = b"\xef\xbb\xbf"


class NotReadable(ValueError):
    """It is no AuditEvent and no Bundle of them; the message says why, for the sender."""


class _Resource(msgspec.Struct):
    resourceType: str  # noqa: N815 (FHIR's own name)


class _Entry(msgspec.Struct):
    resource: msgspec.Raw = msgspec.Raw(b"null")


class _Bundle(msgspec.Struct):
    type: str
    entry: list[_Entry]


@dataclass(frozen=True)
class Posted:
    """``events`` to the octet as they were sent. Of a batch those that are none are ``None`` in their place."""

    events: Sequence[bytes | None]
    bundle: str = ""


def posted(body: bytes, *, xml: bool = False) -> Posted:
    """Raises NotReadable."""
    text = body.removeprefix(_BOM)
    if xml:
        return _of_xml(body, text)
    try:
        kind = msgspec.json.decode(text, type=_Resource).resourceType
        if kind == "AuditEvent":
            return Posted([body])
        if kind != "Bundle":
            raise NotReadable(f"a resource of type {kind[:40]}; an AuditEvent or a Bundle of them is wanted")
        return _of_bundle(msgspec.json.decode(text, type=_Bundle))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotReadable(f"no JSON of a FHIR resource: {error}"[:300]) from error


def _of_xml(body: bytes, text: bytes) -> Posted:
    """One AuditEvent: an entry of a Bundle could not be cut out as it came."""
    try:
        kind = resource_of(text)["resourceType"]
    except ValueError as error:
        raise NotReadable(f"no XML of a FHIR resource: {error}"[:300]) from error
    if kind != "AuditEvent":
        raise NotReadable(f"a resource of type {kind[:40]}; in XML one AuditEvent is wanted, Bundles in JSON")
    return Posted([body])


def _of_bundle(bundle: _Bundle) -> Posted:
    if bundle.type not in ("batch", "transaction"):
        raise NotReadable(f"a Bundle of type {bundle.type[:40]}; batch or transaction is wanted")
    events = [bytes(entry.resource) if _is_event(entry.resource) else None for entry in bundle.entry]
    if bundle.type == "transaction" and None in events:
        raise NotReadable(f"entry {events.index(None)} of the transaction is no AuditEvent; nothing of it was kept")
    return Posted(events, bundle.type)


def _is_event(resource: msgspec.Raw) -> bool:
    try:
        return msgspec.json.decode(resource, type=_Resource).resourceType == "AuditEvent"
    except (msgspec.DecodeError, RecursionError):
        return False
