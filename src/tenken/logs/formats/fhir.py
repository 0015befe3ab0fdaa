"""FHIR AuditEvent, R4 and R5: as NDJSON, one resource a line; and what ATX:FHIR posts one at a time, JSON or XML."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from tenken.logs.formats.fhir_xml import resource_of
from tenken.logs.formats.times import moment
from tenken.logs.model import SUCCESS, AuditEvent, Context, Format, identifier, lines

_BOM = b"\xef\xbb\xbf"
_PATIENT_ROLE = "1"
_OUTCOMES = {"success": "0", "information": "0", "warning": "4", "error": "8", "fatal": "12"}
"""R5 takes the outcome from issue-severity."""


def read(raw: bytes, context: Context) -> Iterable[AuditEvent] | None:
    if not raw.strip():
        return None
    try:
        text = raw.removeprefix(_BOM)
        resource = resource_of(text) if text.lstrip().startswith(b"<") else msgspec.json.decode(text)
        if not isinstance(resource, dict) or resource.get("resourceType") != "AuditEvent":
            return ()
        at = moment(_text(resource["recorded"]), context.zone)
        return tuple(_events(resource, at))
    except (msgspec.DecodeError, ValueError, KeyError, TypeError, AttributeError, UnicodeDecodeError, RecursionError):
        return ()


def _events(resource: dict[str, Any], at: Any) -> Iterator[AuditEvent]:
    who = _requestor(resource.get("agent", []))
    kind = resource.get("type") or _first(_first(resource.get("category", [])).get("coding", []))
    sub = _first(resource.get("subtype", [])) or _first(resource.get("code", {}).get("coding", []))
    network = who.get("network", {}) or {}
    point = network.get("address", "") or who.get("networkString", "") or who.get("networkUri", "")
    entities = resource.get("entity", [])
    patients = [_number(one.get("what", {})) for one in entities if _is_patient(one)]
    patients += [_number(resource["patient"])] if resource.get("patient") else []
    known = {
        "event": kind.get("code", ""),
        "kind": sub.get("code", ""),
        "action": resource.get("action", ""),
        "outcome": _outcome(resource.get("outcome", SUCCESS)),
        "user_id": _number(who.get("who", {})) or who.get("altId", ""),
        "user_name": who.get("name", "") or who.get("who", {}).get("display", ""),
        "role": _words(_first(who.get("role", []))),
        "terminal": point if network.get("type") == "1" else "",
        "address": point if network.get("type") != "1" else "",
        "function": sub.get("display", "") or kind.get("display", ""),
        "object_id": next((_number(one.get("what", {})) for one in entities if not _is_patient(one)), ""),
        "purpose": _words(_first(resource.get("purposeOfEvent", []) or resource.get("authorization", []))),
        "system": _number(resource.get("source", {}).get("observer", {})),
        "facility": _site(resource.get("source", {}).get("site", "")),
    }
    texts = {name: _text(value) for name, value in known.items()}
    for number in dict.fromkeys(patients) or ("",):
        yield AuditEvent(at=at, patient_id=number, **texts)


def _requestor(agents: list[dict[str, Any]]) -> dict[str, Any]:
    return next((one for one in agents if one.get("requestor")), _first(agents))


def _first(items: list[dict[str, Any]]) -> dict[str, Any]:
    return items[0] if items else {}


def _is_patient(entity: dict[str, Any]) -> bool:
    role = entity.get("role", {})
    codes = [role] if "code" in role else role.get("coding", [])
    return any(str(code.get("code")) == _PATIENT_ROLE for code in codes) or _reference(
        entity.get("what", {}), "Patient"
    )


def _reference(what: dict[str, Any], kind: str) -> bool:
    return _text(what.get("reference", "")).split("/")[-2:-1] == [kind]


def _number(what: dict[str, Any]) -> str:
    """Whom a reference names: by identifier, else by the last part of its address, else in words."""
    value = what.get("identifier", {}).get("value") or _text(what.get("reference", "")).rpartition("/")[2]
    return identifier(_text(value or what.get("display", "")))


def _words(concept: dict[str, Any]) -> str:
    coding = _first(concept.get("coding", []))
    return _text(concept.get("text") or coding.get("display") or coding.get("code") or "")


def _outcome(value: Any) -> str:
    """R4 has the code itself, R5 a coding."""
    if isinstance(value, dict):
        code = _text(value.get("code", {}).get("code", "success"))
        return _OUTCOMES.get(code, code)
    return _text(value)


def _site(value: Any) -> str:
    return _number(value) if isinstance(value, dict) else _text(value)


def _text(value: Any) -> str:
    """Also of a number where a text belongs. Raises TypeError for what is neither."""
    if isinstance(value, str | int | float):
        return str(value)
    if value is None:
        return ""
    raise TypeError(value)


FORMAT = Format("fhir", lines, read)
