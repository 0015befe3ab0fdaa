"""The program receives at all its doors, says how it goes, and keeps each octet. More of it: tests/logs/receive."""

import socket
import subprocess
from http.client import HTTPSConnection
from pathlib import Path

from tenken.logs.evidence.entries import Event
from tenken.logs.evidence.read import events_of
from tenken.logs.evidence.records import records
from tenken.logs.receive.state import state_of
from tenken.logs.sources import sources
from tenken.logs.verify import verify
from tests.cli.steps import sql
from tests.logs.receive.receivers import Receiver, counted, receiver

MESSAGE = b"<85>1 2026-04-01T08:30:00Z ehr app 1 - - "
EVENT = b'{"resourceType": "AuditEvent", "recorded": "2026-04-01T08:30:00Z"}'


def kept(data: Path) -> list[Event]:
    store = data / "logs/evidence"
    return [event for record in records(store) for event in events_of(store, record)]


def speak(house: Receiver) -> None:
    """All senders, one after the other."""
    with house.connected() as sender:
        sender.sendall(counted(MESSAGE) + MESSAGE + b"by line\n")
    post = HTTPSConnection("127.0.0.1", house.http, timeout=20, context=house.context())
    post.request("POST", "/AuditEvent", EVENT, {"Content-Type": "application/fhir+json"})
    assert post.getresponse().status == 201
    post.close()
    words = "Accepted password for sato from 10.1.2.3 port 5 ssh2"
    command = ["logger", "--server", "127.0.0.1", "--tag", "sshd", words]
    subprocess.run([*command, "--port", str(house.tcp), "--tcp", "--octet-count"], check=True)
    subprocess.run([*command, "--port", str(house.udp), "--udp"], check=True)


def test_senders_over_tls_http_tcp_and_udp_are_kept_to_the_octet(data: Path, tmp_path: Path) -> None:
    with receiver(data, tmp_path) as house:
        speak(house)
        with socket.create_connection(("127.0.0.1", house.tls)) as stranger:
            stranger.sendall(MESSAGE + b"no TLS at all\n")
            stranger.recv(100)
        running = state_of(data / "logs")
        assert (house.end(), "5 messages" in house.said) == (0, True)
    ended = state_of(data / "logs")
    assert running
    assert ended
    assert ([door.kind for door in running.doors], running.running) == (["tls", "http", "tcp", "udp"], True)
    assert (ended.running, ended.written, ended.lost, set(ended.heard)) == (False, 5, 0, {"ehr-01", "127.0.0.1"})
    assert [event.raw for event in kept(data) if event.source == "ehr-01"] == [MESSAGE, MESSAGE + b"by line", EVENT]
    assert (verify(data / "logs/evidence").faults, len(kept(data))) == ((), 5)
    assert set(sources(data / "logs")) == {"ehr-01", "127.0.0.1"}
    assert [(one.address, str(one.why)) for one in ended.refusals] == [("127.0.0.1", "TLS fails: WRONG_VERSION_NUMBER")]
    ((noted,),) = sql(data, "SELECT detail FROM logbook WHERE verb = 'logs receive'")
    assert noted.startswith("127.0.0.1 からの接続を断りました")
