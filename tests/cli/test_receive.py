"""Real senders are heard, each byte is kept, and who has no certificate of ours is not let in."""

import signal
import socket
import ssl
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest

from tenken.logs.evidence.entries import Event
from tenken.logs.evidence.read import events_of
from tenken.logs.evidence.records import records
from tenken.logs.evidence.store import Store
from tenken.logs.verify import verify
from tests.logs.evidence.stores import Clock
from tests.logs.receive.certificates import Authority, Pair
from tests.logs.receive.receivers import Receiver, counted, receiver

MESSAGE = b"<85>1 2026-04-01T00:00:00Z ehr app 1 - - "
ODD = [MESSAGE + b"\xef\xbb\xbfBOM", MESSAGE + "患者".encode("cp932"), MESSAGE + b"a\x00b", MESSAGE + b"x" * 32_768]


@pytest.fixture
def house(data: Path, tmp_path: Path) -> Iterator[Receiver]:
    with receiver(data, tmp_path) as running:
        yield running


def kept(data: Path) -> list[Event]:
    store = data / "logs/evidence"
    return [event for record in records(store) for event in events_of(store, record)]


def test_senders_over_tls_tcp_and_udp_are_kept_to_the_octet(house: Receiver, data: Path) -> None:
    with house.connected(house.authority.pair("ehr-01")) as sender:
        sender.sendall(b"".join(map(counted, ODD)) + MESSAGE + b"by line\n")
    words = "Accepted password for sato from 10.1.2.3 port 5 ssh2"
    command = ["logger", "--server", "127.0.0.1", "--tag", "sshd", words]
    subprocess.run([*command, "--port", str(house.tcp), "--tcp", "--octet-count"], check=True)
    subprocess.run([*command, "--port", str(house.udp), "--udp"], check=True)
    assert (house.end(), "7 messages" in house.said) == (0, True)
    by_name = [event.raw for event in kept(data) if event.source == "ehr-01"]
    assert (by_name, len(kept(data))) == ([*ODD, MESSAGE + b"by line"], 7)
    assert verify(data / "logs/evidence").faults == ()


def test_twenty_thousand_messages_of_a_sender_that_hangs_up_at_once_are_all_kept(house: Receiver, data: Path) -> None:
    whole = b"".join(counted(MESSAGE + b"%d" % number) for number in range(20_000))
    with house.connected(house.authority.pair("ehr-01")) as sender:
        sender.sendall(whole)
    house.end()
    assert b"".join(counted(event.raw) for event in kept(data)) == whole


def test_who_has_no_certificate_of_ours_is_not_let_in(house: Receiver, data: Path, tmp_path: Path) -> None:
    stranger, over = Authority(tmp_path, "other").pair("stranger"), house.authority.pair("over", timedelta(days=-1))
    assert [_is_heard(house, pair) for pair in (None, stranger, over)] == [False] * 3
    house.end()
    assert kept(data) == []


def test_one_who_says_nothing_and_one_who_breaks_off_keep_nobody_from_being_heard(house: Receiver, data: Path) -> None:
    silent = socket.create_connection(("127.0.0.1", house.tls))
    broken = socket.create_connection(("127.0.0.1", house.tcp))
    broken.sendall(b"500 " + MESSAGE)
    broken.close()
    with house.connected(house.authority.pair("ehr-01")) as sender:
        sender.sendall(counted(MESSAGE + b"heard"))
    house.end()
    silent.close()
    assert {event.raw for event in kept(data)} == {MESSAGE + b"heard", b"500 " + MESSAGE}
    assert "cut off 1" in house.said


def test_a_bad_frame_is_kept_as_it_came_and_counted(house: Receiver, data: Path) -> None:
    with house.connected(house.authority.pair("ehr-01")) as sender:
        sender.sendall(counted(MESSAGE) + b"99999999 too long")
        assert sender.recv(1) == b""
    house.end()
    assert [event.raw for event in kept(data)] == [MESSAGE, b"99999999 too long"]
    assert "wrongly framed 1" in house.said


def test_what_was_on_the_disk_when_it_was_killed_is_sealed_by_the_next(house: Receiver, data: Path) -> None:
    with house.connected(house.authority.pair("ehr-01")) as sender:
        sender.sendall(counted(MESSAGE) * 100)
        _wait_for(data, 100)
    house.end(signal.SIGKILL)
    Store(data / "logs/evidence", Clock())
    assert ([record.recovered for record in records(data / "logs/evidence")], len(kept(data))) == ([True], 100)


def _is_heard(house: Receiver, pair: Pair | None) -> bool:
    """With TLS 1.3 the refusal comes after the handshake: as an alert, or as the end."""
    try:
        with house.connected(pair) as sender:
            sender.sendall(counted(MESSAGE))
            return bool(sender.recv(1))
    except (ssl.SSLError, ConnectionError):
        return False


def _wait_for(data: Path, count: int) -> None:
    """Until so many events lie in the spool."""
    (path,) = (data / "logs/evidence/spool").glob("*.spool")
    until = monotonic() + 30
    while path.read_bytes().count(MESSAGE) < count:
        assert monotonic() < until
        sleep(0.01)
