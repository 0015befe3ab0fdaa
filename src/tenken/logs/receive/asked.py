"""What a request of ATX:FHIR may ask for, told by its head, and how a refusal is worded (FHIR OperationOutcome)."""

from collections.abc import Mapping, Sequence
from typing import Any

import h11

from tenken.logs.receive.framing import LONGEST

FHIR, XML = "application/fhir+json", "application/fhir+xml"
_TYPES = (FHIR, "application/json", XML, "application/xml")
_BASES = ("", "/fhir")
_CODES = {404: "not-found", 405: "not-supported", 413: "too-long", 415: "not-supported", 503: "transient"}
"""Issue types of FHIR; all others are ``invalid``."""


class Refused(Exception):
    """The status of the answer, and why."""

    def __init__(self, status: int, why: str, headers: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(why)
        self.status, self.headers = status, headers


def checked(request: h11.Request) -> None:
    """Before its body is read. Raises Refused."""
    path, base = _path(request), base_of(request)
    if path == f"{base}/metadata":
        _allow(request, "GET")
        return
    if path not in (base, f"{base}/AuditEvent"):
        raise Refused(404, "POST AuditEvents to /AuditEvent, Bundles of them to /")
    _allow(request, "POST")
    headers = _headers(request)
    if int(headers.get("content-length", "0")) > LONGEST:
        raise Refused(413, f"more than {LONGEST} octets")
    kind, more = _type(headers)
    charset = dict(part.partition("=")[::2] for part in more.split(";")).get("charset", "utf-8").strip('"')
    if kind not in _TYPES or charset != "utf-8" or headers.get("content-encoding", "identity") != "identity":
        raise Refused(415, f"{FHIR} or {XML} in UTF-8 is wanted")


def is_xml(request: h11.Request) -> bool:
    return _type(_headers(request))[0].endswith("xml")


def base_of(request: h11.Request | None) -> str:
    """What stands before the resource in the address: nothing, or /fhir."""
    return next((base for base in reversed(_BASES) if request and f"{_path(request)}/".startswith(f"{base}/")), "")


def outcome(status: int, why: str) -> Mapping[str, Any]:
    issue = {"severity": "error", "code": _CODES.get(status, "invalid"), "diagnostics": why}
    return {"resourceType": "OperationOutcome", "issue": [issue]}


def _path(request: h11.Request) -> str:
    return request.target.decode("ascii", "replace").partition("?")[0].rstrip("/")


def _type(headers: Mapping[str, str]) -> tuple[str, str]:
    """The type, and what stands behind it."""
    kind, _semicolon, more = headers.get("content-type", "").lower().replace(" ", "").partition(";")
    return kind, more


def _allow(request: h11.Request, method: str) -> None:
    if request.method.decode() != method:
        raise Refused(405, f"{method} is wanted", [("Allow", method)])


def _headers(request: h11.Request) -> Mapping[str, str]:
    return {name.decode(): value.decode("latin-1") for name, value in request.headers}
