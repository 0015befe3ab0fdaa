"""Whatever senders, disks and clocks do: what was read is kept to the octet, and what goes wrong is told in words."""

import os
import resource
import signal
import socket
import ssl
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest

from tenken.logs.receive.server import MOST_OPEN
from tenken.logs.verify import verify
from tests.logs.receive.bare import Bare, Warm, running
from tests.logs.receive.certificates import Authority

MESSAGE = b"<85>1 2026-04-01T08:30:00Z ehr app 1 - - "
KIB = 1024
ODD = [
    MESSAGE + b"\xef\xbb\xbfBOM", MESSAGE + "患者".encode("cp932"), MESSAGE + b"a\x00b", b"\xff\xfe\x00\x0a\x0a7 <x",
    *(MESSAGE + bytes(size) for size in (32 * KIB, 64 * KIB, KIB * KIB - len(MESSAGE))),
]  # fmt: skip


def counted(*messages: bytes) -> bytes:
    return b"".join(b"%d %s" % (len(one), one) for one in messages)


def raws(house: Bare) -> list[bytes]:
    return [event.raw for event in house.kept()]


def test_odd_octets_and_long_frames_are_kept_as_they_came_also_between_lines(house: Bare) -> None:
    with house.tls() as sender:
        sender.sendall(counted(*ODD) + MESSAGE + b"by line\r\n" + counted(*ODD[:3]) + MESSAGE + b"\xef\xbb\xbfline\n")
    house.end()
    assert raws(house) == [*ODD, MESSAGE + b"by line", *ODD[:3], MESSAGE + b"\xef\xbb\xbfline"]


@pytest.mark.parametrize("bad", [b"99999999 x", b"1048577 x", b"12a <85>x", b"7"])
def test_a_bad_length_is_kept_as_it_came_and_counted(house: Bare, bad: bytes) -> None:
    with house.tls() as sender:
        sender.sendall(counted(MESSAGE) + bad)
    house.end()
    assert raws(house) == [MESSAGE, bad]
    assert house.said[-1].split()[2:4] in (["1", "0"], ["0", "1"])


def test_a_message_is_taken_from_a_sender_that_sends_octet_by_octet(house: Bare) -> None:
    with house.tls() as sender:
        for octet in counted(MESSAGE) + MESSAGE + b"\n":
            sender.sendall(bytes([octet]))
    house.end()
    assert raws(house) == [MESSAGE, MESSAGE]


def test_a_sender_that_hangs_up_at_once_is_heard_to_its_end(house: Bare) -> None:
    messages = [MESSAGE + b"%d" % number for number in range(20_000)]
    with house.tls() as sender:
        sender.sendall(counted(*messages))
    house.end()
    assert raws(house) == messages


@pytest.mark.parametrize("door", ["tls", "tcp"])
def test_all_that_was_read_of_a_sender_that_never_pauses_is_kept_at_the_end(house: Bare, door: str) -> None:
    sent: list[bytes] = []
    with house.tls() if door == "tls" else house.tcp() as sender:
        thread = threading.Thread(target=_send_on, args=(sender, sent))
        thread.start()
        read = int(house.end().split()[5])
        thread.join()
    kept, whole = raws(house), [raw for raw in raws(house) if raw in set(sent)]
    assert len(kept) - len(whole) in (0, 1)
    assert kept[: len(whole)] == whole == sent[: len(whole)]
    assert len(counted(*whole)) + len(b"".join(kept[len(whole) :])) == read


def _send_on(sender: socket.socket, sent: list[bytes]) -> None:
    with suppress(OSError):
        while True:
            message = MESSAGE + b"%d " % len(sent) + bytes(5000)
            sent.append(message)
            sender.sendall(counted(message))
            sleep(0.0005)


def test_silent_reset_and_vanished_senders_keep_nobody_from_being_heard(house: Bare) -> None:
    silent = [socket.create_connection(("127.0.0.1", port)) for port in house.ports[:3]]
    reset = house.tcp()
    reset.sendall(counted(MESSAGE + b"whole") + b"500 " + MESSAGE)
    sleep(0.1)
    reset.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    reset.close()
    with house.tls() as sender:
        sender.sendall(counted(MESSAGE + b"heard"))
    house.end()
    for one in silent:
        one.close()
    assert set(raws(house)) == {MESSAGE + b"whole", b"500 " + MESSAGE, MESSAGE + b"heard"}


def test_more_connections_than_it_takes_are_refused_in_words(house: Bare) -> None:
    many = [house.tcp() for _connection in range(MOST_OPEN)]
    sleep(0.3)
    with house.tcp() as another:
        assert another.recv(1) == b""
    many[0].sendall(counted(MESSAGE))
    for one in many:
        one.close()
    house.end()
    assert raws(house) == [MESSAGE]
    assert f"told 127.0.0.1 is not let in: {MOST_OPEN} connections are open already" in house.said


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("over", "its certificate has expired"),
        ("stranger", "its certificate is of an authority that is not known here"),
        ("nobody", "it shows no certificate"),
        ("plain", "TLS fails: WRONG_VERSION_NUMBER"),
    ],
)
def test_who_is_not_let_in_is_told_by_address_and_reason(house: Bare, tmp_path: Path, who: str, why: str) -> None:
    if who == "plain":
        with socket.create_connection(("127.0.0.1", house.ports[0])) as sender:
            sender.sendall(counted(MESSAGE))
            sender.recv(100)
    else:
        with suppress(ssl.SSLError, ConnectionError), house.tls(_context(house, tmp_path, who)) as sender:
            sender.sendall(counted(MESSAGE))
            sender.recv(1)
    house.end()
    assert f"told 127.0.0.1 is not let in: {why}" in [line.partition(" (")[0] for line in house.said]
    assert raws(house) == []


def _context(house: Bare, folder: Path, who: str) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(house.warm.authority.path))
    over, stranger = house.warm.authority.pair("over", timedelta(days=-1)), Authority(folder, "other").pair("stranger")
    pair = {"over": over, "stranger": stranger}.get(who)
    if pair:
        context.load_cert_chain(pair.certificate, pair.key)
    return context


def test_one_who_asks_and_never_reads_is_not_read_any_more(house: Bare) -> None:
    with house.raw_http() as slow:
        whole = memoryview(b"GET /metadata HTTP/1.1\r\nHost: x\r\n\r\n" * 500_000)
        assert _sent_while_it_is_read(slow, whole) < len(whole)
        with house.tls() as sender:
            sender.sendall(counted(MESSAGE))
    house.end()
    assert raws(house) == [MESSAGE]


def test_datagrams_are_kept_or_counted_as_lost(house: Bare) -> None:
    os.kill(house.pid, signal.SIGSTOP)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for number in range(20_000):
            sender.sendto(b"%d %s" % (number, bytes(1000)), ("127.0.0.1", house.ports[3]))
    os.kill(house.pid, signal.SIGCONT)
    lost = int(house.end().split()[4])
    assert (len(raws(house)) + lost, lost > 0) == (20_000, True)


def test_half_a_message_that_could_not_be_written_stands_before_none_that_could(house: Bare) -> None:
    spool = next((house.evidence / "spool").glob("*.spool"))
    with house.tls() as sender:
        sender.sendall(counted(MESSAGE + b"1"))
        _wait_for(lambda: MESSAGE + b"1" in spool.read_bytes())
        resource.prlimit(house.pid, resource.RLIMIT_FSIZE, (spool.stat().st_size + 100, resource.RLIM_INFINITY))
        sender.sendall(counted(MESSAGE + bytes(1000)))
        assert "cannot be written: File too large" in house.wait_for("told nothing is taken in")
        resource.prlimit(house.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        house.wait_for("told taking in again")
        sender.sendall(counted(MESSAGE + b"3"))
    house.end()
    assert raws(house) == [MESSAGE + b"1", MESSAGE + bytes(1000), MESSAGE + b"3"]
    assert verify(house.evidence).faults == ()


@pytest.fixture
def small(warm: Warm, tmp_path: Path) -> Iterator[tuple[Bare, Path]]:
    """A receiver on a disk of 128 MiB, and what can be put there to fill it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid():
        pytest.skip("a small disk is mounted by root")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128m", "tenken", str(disk)], check=True)
    try:
        with running(warm, disk / "evidence") as house:
            yield house, disk / "filling"
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.root
def test_a_full_disk_stops_reading_and_alarms_and_all_comes_when_there_is_room(small: tuple[Bare, Path]) -> None:
    house, filling = small
    messages = [MESSAGE + b"%d " % number + bytes(64 * KIB) for number in range(750)]
    filling.write_bytes(bytes(124 * KIB * KIB))
    with house.tls() as sender:
        whole = memoryview(counted(*messages))
        sent = _sent_while_it_is_read(sender, whole)
        assert sent < len(whole)
        assert "% of the disk is free" in house.wait_for("told nothing is taken in")
        assert _posted(house) == (503, "30")
        filling.unlink()
        house.wait_for("told taking in again")
        sender.sendall(whole[sent:])
    assert _posted(house)[0] == 201
    house.end()
    assert [raw for raw in raws(house) if raw.startswith(b"<85>")] == messages
    assert verify(house.evidence).faults == ()


def _sent_while_it_is_read(sender: ssl.SSLSocket, whole: memoryview) -> int:
    """Octets that went before nothing was read for a second."""
    sent = 0
    sender.settimeout(1)
    with suppress(TimeoutError):
        while sent < len(whole):
            sent += sender.send(whole[sent : sent + 16 * KIB])
    sender.settimeout(20)
    return sent


def _posted(house: Bare) -> tuple[int, str | None]:
    connection = house.http()
    event = b'{"resourceType": "AuditEvent"}'
    connection.request("POST", "/AuditEvent", event, {"Content-Type": "application/fhir+json"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers["Retry-After"]


def _wait_for(seen: Callable[[], bool]) -> None:
    until = monotonic() + 20
    while not seen():
        assert monotonic() < until
        sleep(0.01)
