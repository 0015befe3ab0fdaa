"""ATX:FHIR (IHE ITI-20): AuditEvents by HTTP POST. What is answered by 201 is kept; all else is told in words."""

import json
import subprocess
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

import pytest

from tenken.logs.receive.framing import LONGEST
from tenken.logs.verify import verify
from tests.logs.receive.bare import Bare

TYPE, XML = "application/fhir+json", "application/fhir+xml"
EVENT = '{"resourceType": "AuditEvent",\r\n  "recorded": "2026-04-01T08:30:00+09:00", "outcomeDesc": "患者"}'.encode()
OTHER = b'{"resourceType":"Patient"}'


def bundle(kind: str, *resources: bytes) -> bytes:
    asked = b'{"resource": %s, "request": {"method": "POST", "url": "AuditEvent"}}'
    entries = b",".join(asked % one for one in resources)
    return b'{"resourceType": "Bundle", "type": "%s", "entry": [%s]}' % (kind.encode(), entries)


def post(house: Bare, body: bytes, kind: str = TYPE, path: str = "/AuditEvent") -> tuple[HTTPResponse, dict[str, Any]]:
    connection = house.http()
    connection.request("POST", path, body, {"Content-Type": kind})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, json.loads(content) if content else {}


def raws(house: Bare) -> list[bytes]:
    house.end()
    return [event.raw for event in house.kept()]


def test_an_event_is_kept_to_the_octet_under_the_name_in_the_certificate(house: Bare) -> None:
    answer, _content = post(house, EVENT)
    spool = next((house.evidence / "spool").glob("*.spool"))
    assert answer.status == 201
    assert EVENT in spool.read_bytes()
    house.end()
    assert [(event.source, event.raw) for event in house.kept()] == [("ehr-01", EVENT)]
    assert verify(house.evidence).faults == ()


def test_the_answer_names_where_it_is_kept(house: Bare) -> None:
    places = [post(house, EVENT, path=path)[0].headers["Location"] for path in ("/AuditEvent", "/fhir/AuditEvent")]
    spool = next((house.evidence / "spool").glob("*.spool")).stem
    assert places == [f"/AuditEvent/{spool}-0/_history/1", f"/fhir/AuditEvent/{spool}-1/_history/1"]


def test_xml_is_kept_to_the_octet_too(house: Bare) -> None:
    event = (
        b'<?xml version="1.0"?>\n<AuditEvent xmlns="http://hl7.org/fhir"><recorded value="2026-04-01"/></AuditEvent>\n'
    )
    assert post(house, event, "application/fhir+xml; charset=utf-8")[0].status == 201
    assert raws(house) == [event]


def test_events_of_a_batch_are_kept_one_by_one_and_each_is_answered_for(house: Bare) -> None:
    answer, content = post(house, bundle("batch", EVENT, OTHER, EVENT), path="/")
    said = [(entry["response"]["status"], "location" in entry["response"]) for entry in content["entry"]]
    assert (answer.status, content["type"]) == (200, "batch-response")
    assert said == [("201", True), ("400", False), ("201", True)]
    assert raws(house) == [EVENT, EVENT]


def test_of_a_transaction_with_something_else_in_it_nothing_is_kept(house: Bare) -> None:
    refused, content = post(house, bundle("transaction", EVENT, OTHER), path="/")
    taken, _content = post(house, bundle("transaction", EVENT), path="/fhir")
    assert (refused.status, content["issue"][0]["code"], taken.status) == (400, "invalid", 200)
    assert raws(house) == [EVENT]


@pytest.mark.parametrize(
    ("body", "kind", "path", "status"),
    [
        (b"<AuditEvent/>", TYPE, "/AuditEvent", 400),
        (b'"\xff"', TYPE, "/AuditEvent", 400),
        (b"[]", TYPE, "/AuditEvent", 400),
        (b'{"a":' * 100_000, TYPE, "/AuditEvent", 400),
        (OTHER, TYPE, "/AuditEvent", 400),
        (bundle("collection", EVENT), TYPE, "/", 400),
        (EVENT, "text/plain", "/AuditEvent", 415),
        (EVENT, XML, "/AuditEvent", 400),
        (b"<AuditEvent/>", XML, "/AuditEvent", 400),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><AuditEvent xmlns="http://hl7.org/fhir"/>', XML, "/AuditEvent", 400),
        (b'<Bundle xmlns="http://hl7.org/fhir"/>', XML, "/", 400),
        (EVENT, f"{TYPE}; charset=shift_jis", "/AuditEvent", 415),
        (EVENT, TYPE, "/Patient", 404),
        (EVENT + b" " * LONGEST, TYPE, "/AuditEvent", 413),
    ],
)
def test_what_is_refused_is_told_as_an_operation_outcome(
    house: Bare, body: bytes, kind: str, path: str, status: int
) -> None:
    answer, content = post(house, body, kind, path)
    assert (answer.status, content["resourceType"]) == (status, "OperationOutcome")
    assert raws(house) == []


def test_an_event_whose_time_cannot_be_read_is_kept_all_the_same(house: Bare) -> None:
    answer, _content = post(house, b'{"resourceType": "AuditEvent", "recorded": "yesterday"}', f"{TYPE}; charset=UTF-8")
    assert (answer.status, len(raws(house))) == (201, 1)


def test_it_says_what_it_takes(house: Bare) -> None:
    connection = house.http()
    connection.request("GET", "/fhir/metadata")
    assert json.loads(connection.getresponse().read())["rest"][0]["resource"][0]["type"] == "AuditEvent"
    connection.request("GET", "/AuditEvent")
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")
    connection.close()


def request(body: bytes, *more: bytes) -> bytes:
    head = [b"POST /AuditEvent HTTP/1.1", b"Host: x", b"Content-Type: application/fhir+json", *more]
    return b"\r\n".join([*head, b"Content-Length: %d" % len(body), b"", body])


def test_requests_that_come_before_the_answers_are_answered_in_order(house: Bare) -> None:
    bodies = [EVENT, OTHER, EVENT + b" "]
    with house.raw_http() as sender:
        sender.sendall(b"".join(map(request, bodies[:2])) + request(bodies[2], b"Connection: close"))
        said = b"".join(iter(lambda: sender.recv(65536), b""))
    assert [part[:3] for part in said.split(b"HTTP/1.1 ")[1:]] == [b"201", b"400", b"201"]
    assert raws(house) == [EVENT, EVENT + b" "]


@pytest.mark.parametrize(
    ("octets", "status"),
    [
        (b"GET / HTTP/9\r\n\r\n", b"400"),
        (b"POST /AuditEvent HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 70_000, b"431"),
        (b"\x16\x03\x01\x00\x00 no http at all \r\n\r\n", b"400"),
        (request(EVENT, b"Content-Length: 3"), b"400"),
        (request(EVENT, b"Transfer-Encoding: chunked, gzip"), b"501"),
    ],
)
def test_what_is_no_http_is_refused_and_the_connection_ended(house: Bare, octets: bytes, status: bytes) -> None:
    with house.raw_http() as sender:
        sender.sendall(octets)
        assert b"".join(iter(lambda: sender.recv(65536), b""))[9:12] == status
    assert raws(house) == []


def test_what_is_cut_off_is_not_kept_and_nobody_waits_for_it(house: Bare) -> None:
    with house.raw_http() as sender:
        sender.sendall(request(EVENT)[:-10])
    assert post(house, EVENT)[0].status == 201
    assert raws(house) == [EVENT]


def test_curl_posts_with_its_certificate(house: Bare, tmp_path: Path) -> None:
    (tmp_path / "event.json").write_bytes(EVENT)
    pair, where = house.warm.sender, f"https://127.0.0.1:{house.ports[1]}/AuditEvent"
    known = ["--cert", str(pair.certificate), "--key", str(pair.key), "--cacert", str(house.warm.authority.path)]
    asked = ["--header", f"Content-Type: {TYPE}", "--header", "Expect: 100-continue", "--write-out", "%{http_code}"]
    body = ["--data-binary", f"@{tmp_path / 'event.json'}", where]
    command = ["curl", "--silent", "--show-error", *known, *asked, *body]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("201", "")
    assert raws(house) == [EVENT]
