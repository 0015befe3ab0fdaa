"""One association, one C-ECHO, one release: that is all that a modality gets from us."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tenken.collectors.dicom import pdu
from tenken.collectors.dicom.answer import parse_answer
from tenken.collectors.dicom.fetch import fetch
from tenken.collectors.dicom.read import read
from tenken.collectors.model import CollectError, Refused, Target, Unreachable, Unreadable
from tenken.facts.model import Mark, MarkKind
from tenken.facts.sightings import SeenOnNetwork
from tests.collectors.dicom.storescp import TITLE, Server, storescp
from tests.collectors.linux.sshd import free_port

RESPONSE = (
    (0x0002, b"1.2.840.10008.1.1\x00"),
    (0x0100, struct.pack("<H", 0x8030)),
    (0x0120, struct.pack("<H", 1)),
    (0x0800, struct.pack("<H", 0x0101)),
    (0x0900, struct.pack("<H", 0)),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with storescp(tmp_path_factory.mktemp("storescp")) as running:
        yield running


def message(kind: int, body: bytes) -> bytes:
    return struct.pack(">BxI", kind, len(body)) + body


def accepted(result: int = 0) -> bytes:
    context = struct.pack(">BxBx", 1, result) + struct.pack(">BxH", 0x40, 17) + b"1.2.840.10008.1.2"
    return message(2, bytes(68) + struct.pack(">BxH", 0x21, len(context)) + context)


def data(elements: Sequence[tuple[int, bytes]], control: int = 3) -> bytes:
    command = b"".join(struct.pack("<HHI", 0, number, len(value)) + value for number, value in elements)
    return message(4, struct.pack(">IBB", len(command) + 2, 1, control) + command)


@contextmanager
def saying(*messages: bytes) -> Iterator[Target]:
    """A server that says one thing after the other, whatever it hears."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        answering = threading.Thread(target=_say, args=(listening, messages))
        answering.start()
        yield Target("127.0.0.1", TITLE, listening.getsockname()[1])
        answering.join()


def _say(listening: socket.socket, messages: Sequence[bytes]) -> None:
    connection, _address = listening.accept()
    with connection, contextlib.suppress(OSError):  # whoever hears nonsense may hang up
        for said in messages:
            connection.recv(65536)
            connection.sendall(said)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass


def failed(kind: type[CollectError], target: Target) -> str:
    with pytest.raises(kind) as caught:
        fetch(target, 1)
    return str(caught.value)


def test_an_ae_that_is_there_answers_and_is_seen_by_its_title_alone(server: Server) -> None:
    (claim,) = read(fetch(server.target))
    assert claim.about == (Mark(MarkKind.AE_TITLE, TITLE),)
    assert claim.says == SeenOnNetwork("dicom", "127.0.0.1", called=TITLE)


def test_it_gets_one_association_with_one_c_echo_and_nothing_else(tmp_path: Path) -> None:
    with storescp(tmp_path) as server:
        fetch(server.target)
        log = server.waited_for("Association Release")
    heard = [log.count(words) for words in ("BEGIN A-ASSOCIATE-RQ", "Received Echo Request", "Association Release")]
    offered = [line for line in log.splitlines() if "Abstract Syntax:" in line]
    assert heard == [1, 1, 1]
    assert {line.partition("Abstract Syntax:")[2].strip() for line in offered} == {"=VerificationSOPClass"}


def test_it_names_itself(server: Server) -> None:
    fetch(server.target)
    log = server.waited_for("Calling Application Name:")
    assert "Calling Application Name:    TENKEN" in log


def test_an_ae_that_rejects_associations_is_refused(tmp_path: Path) -> None:
    with storescp(tmp_path, "--refuse") as server:
        assert "rejected the association (1." in failed(Refused, server.target)


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (b"\x00\x01\x01\x07", "does not go by this AE title"),
        (b"\x00\x01\x01\x03", "does not know the AE title TENKEN; ask its vendor to register it"),
        (b"\x00\x02\x03\x01", "rejected the association (2.3.1)"),
    ],
)
def test_a_rejection_says_whose_title_is_not_known(reason: bytes, told: str) -> None:
    with saying(message(3, reason)) as target:
        assert told in failed(Refused, target)


def test_an_ae_without_verification_is_refused() -> None:
    with saying(accepted(result=3)) as target:
        assert "does not take a C-ECHO" in failed(Refused, target)


def test_an_abort_is_refused() -> None:
    with saying(message(7, bytes(4))) as target:
        assert "broke the association off" in failed(Refused, target)


def test_another_status_than_success_is_refused() -> None:
    answer = data([*RESPONSE[:4], (0x0900, struct.pack("<H", 0x0122))])
    with saying(accepted(), answer, message(6, bytes(4))) as target:
        assert "answered the C-ECHO with the status 0x122" in failed(Refused, target)


def test_an_ae_that_takes_no_leave_has_answered_all_the_same() -> None:
    with saying(accepted(), data(RESPONSE)) as target:
        assert parse_answer(fetch(target, 1)).ae_title == TITLE


@pytest.mark.parametrize(
    "said",
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n",),
        (b"\x02\x00\xff\xff\xff\xff",),
        (message(2, b""),),
        (message(2, bytes(68) + b"\x21\x00\x00\x02\x01\x00"),),
        (message(3, b"\x00"),),
        (message(9, b""),),
        (accepted(), message(4, b"\x00\x00\x00\x02")),
        (accepted(), data(RESPONSE, control=0)),
        (accepted(), data(RESPONSE[:4])),
        (accepted(), data([(0x0002, b"x")]).replace(b"\x02\x00\x01\x00\x00\x00x", b"\x02\x00\xff\x00\x00\x00x")),
        (accepted(), message(4, struct.pack(">IBB", 99, 1, 3))),
    ],
)
def test_what_is_no_dicom_is_unreadable(said: tuple[bytes, ...]) -> None:
    with saying(*said) as target:
        assert failed(Unreadable, target) == "what came is no DICOM, or it is damaged"


def test_an_association_that_is_broken_off_before_the_answer_is_unreadable() -> None:
    with saying(accepted(), message(7, bytes(4))) as target:
        assert "broke the association off before it answered" in failed(Unreadable, target)


def test_silence_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        target = Target("127.0.0.1", TITLE, mute.getsockname()[1])
        with pytest.raises(Unreachable, match="does not answer"):
            fetch(target, 0.2)


def test_half_a_message_is_unreachable() -> None:
    with saying(b"\x02\x00\x00") as target:
        assert "the connection was closed" in failed(Unreachable, target)


@pytest.mark.parametrize("address", ["127.0.0.1", "no-such-host.invalid"])
def test_nobody_there_is_unreachable(address: str) -> None:
    failed(Unreachable, Target(address, TITLE, free_port()))


def test_what_is_sent_is_fixed_but_for_the_title() -> None:
    sent = pdu.associate(TITLE)
    assert (len(sent), sent[10:42]) == (6 + int.from_bytes(sent[2:6]), b"CT_ROOM1        TENKEN          ")
    assert sent.replace(b"CT_ROOM1", b"PACS    ") == pdu.associate("PACS")


@settings(max_examples=200)
@given(st.binary(max_size=120))
@example(bytes(68) + b"\x21\x00\xff\xff\x01\x00\x00\x00")
@example(b"\x00\x00\x00\x0a\x01\x03" + b"\x00\x00\x00\x09\xff\xff\xff\xff")
def test_any_bytes_are_read_or_unreadable(body: bytes) -> None:
    for reads in (pdu.verification_accepted, pdu.rejection, pdu.echo_status):
        with contextlib.suppress(Unreadable):
            reads(body)
