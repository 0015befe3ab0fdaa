"""AuditEvents of FHIR R4 and R5 are read alike."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tenken.logs.formats import FORMATS
from tenken.logs.formats.fhir import read
from tests.logs.formats.messages import NOW
from tests.logs.formats.resources import R4, R5

DEEP = (
    b'{"resourceType": "AuditEvent", "recorded": "2026-04-01T08:30:00Z", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
)


@pytest.mark.parametrize("resource", [R4, R5], ids=["R4", "R5"])
def test_it_tells_who_did_what_with_whose_information(resource: Mapping[str, Any]) -> None:
    (event,) = read(json.dumps(resource).encode() + b"\n", NOW) or ()
    assert (event.event, event.kind, event.action, event.outcome) == ("110110", "read", "R", "4")
    assert (event.user_id, event.user_name, event.address) == ("sato", "佐藤 花子", "10.20.1.5")
    assert (event.patient_id, event.object_id, event.system, event.facility) == ("P00042", "karte-7", "EHR", "みどり野")


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b'{"resourceType":"Patient"}', b'{"resourceType":"AuditEvent"}', b"\xff",
     json.dumps({**R4, "recorded": "soon"}).encode(), json.dumps({**R4, "agent": "sato"}).encode(),
     json.dumps({**R4, "entity": [7]}).encode(), DEEP, b"[" * 100_000],
)  # fmt: skip
def test_what_is_no_audit_event_gives_no_event(raw: bytes) -> None:
    assert not read(raw, NOW)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("head", [b"", b"<85>1 2026-04-01T08:30:00Z ehr app 7 - - "])
def test_no_depth_ends_the_reading(form: str, head: bytes) -> None:
    FORMATS[form].read(head + DEEP, NOW)


def test_what_was_posted_is_read_like_what_came_by_syslog() -> None:
    posted = json.dumps(R4, indent=2).encode()
    by_syslog = b"<85>1 2026-04-01T08:30:00Z ehr app 7 - - " + json.dumps(R4).encode()
    assert FORMATS["syslog"].read(posted, NOW) == FORMATS["syslog"].read(by_syslog, NOW) == read(posted, NOW)


XML = """<?xml version="1.0" encoding="UTF-8"?>
<AuditEvent xmlns="http://hl7.org/fhir">
  <type><code value="110110"/><display value="Patient Record"/></type>
  <subtype><code value="read"/><display value="read"/></subtype>
  <action value="R"/><recorded value="2026-04-01T08:30:00+09:00"/><outcome value="4"/>
  <agent><requestor value="false"/></agent>
  <agent>
    <role><coding><code value="doctor"/></coding></role>
    <who><identifier><value value="sato"/></identifier></who><name value="佐藤 花子"/>
    <requestor value="true"/><network><address value="10.20.1.5"/><type value="2"/></network>
  </agent>
  <source><site value="みどり野"/><observer><reference value="Device/EHR"/></observer></source>
  <entity><what><reference value="Patient/P00042"/></what><role><code value="1"/></role></entity>
  <entity><what><reference value="DocumentReference/karte-7"/></what><role><code value="3"/></role></entity>
</AuditEvent>
""".encode()


def test_xml_is_read_like_json() -> None:
    agent = {**R4["agent"][1], "role": [{"coding": [{"code": "doctor"}]}]}
    alike = json.dumps({**R4, "agent": [R4["agent"][0], agent]}).encode()
    assert read(XML, NOW) == read(alike, NOW) == FORMATS["syslog"].read(XML, NOW)


@pytest.mark.parametrize(
    "raw", [b"<", b"<AuditEvent/>", b'<Patient xmlns="http://hl7.org/fhir"/>', XML.replace(b"2026-", b"x")]
)
def test_other_xml_gives_no_event(raw: bytes) -> None:
    assert not read(raw, NOW)
