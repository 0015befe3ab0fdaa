"""The script runs on this machine, or on another by ssh with a pinned host key; three ways to fail, each told apart."""

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tenken.collectors.linux.answer import parse_answer
from tenken.collectors.linux.fetch import fetch
from tenken.collectors.linux.read import read
from tenken.collectors.model import CollectError, Refused, Target, Unreachable, Unreadable
from tenken.facts.model import MarkKind
from tests import samples
from tests.collectors.linux.sshd import HALF, Server, free_port, make_key, sshd

SAMPLE = samples.linux("debian13-root.txt")
ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with sshd(tmp_path_factory.mktemp("sshd")) as running:
        yield running


@pytest.fixture
def impostor() -> Iterator[int]:
    """A port that answers, but not as an ssh server does."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        answering = threading.Thread(target=_answer_as_a_web_server, args=(listening,))
        answering.start()
        yield int(listening.getsockname()[1])
        answering.join()


def _answer_as_a_web_server(listening: socket.socket) -> None:
    connection, _address = listening.accept()
    with connection:
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def failed(kind: type[CollectError], target: Target) -> str:
    with pytest.raises(kind) as caught:
        fetch(target)
    return str(caught.value)


def contact_of(raw: bytes) -> str:
    return parse_answer(raw)["contact"].lines[0]


def test_this_machine_answers_and_its_answer_is_read() -> None:
    raw = fetch(Target())
    assert ("contact" in parse_answer(raw), len(list(read(raw))) > 10) == (False, True)
    assert f"hostname {os.uname().nodename}" in parse_answer(raw)["identity"].lines


def test_with_a_plain_key_the_script_is_sent_and_the_host_key_comes_with_its_answer(server: Server) -> None:
    raw = fetch(server.target("plain"))
    assert (contact_of(raw), parse_answer(raw)["self"].values()["forced"]) == (server.host_key, "no")
    assert next(iter(read(raw))).about[-1].kind is MarkKind.HOST_KEY


def test_with_a_key_forced_to_the_installed_script_that_one_runs(server: Server) -> None:
    raw = fetch(server.target("installed"))
    assert (contact_of(raw), parse_answer(raw)["self"].values()["forced"]) == (server.host_key, "yes")


@pytest.mark.parametrize("key", ["recorded", "rsa", "ecdsa"])
def test_what_the_forced_command_prints_is_the_answer_by_any_kind_of_key(server: Server, key: str) -> None:
    assert fetch(server.target(key)).partition(b"-- 0\n")[2] == SAMPLE


def test_a_server_with_the_pinned_host_key_is_asked(server: Server) -> None:
    assert fetch(server.target("recorded", host_key=server.host_key)).endswith(SAMPLE)


@pytest.mark.parametrize("kind", ["ed25519", "rsa", "ecdsa"])
def test_a_server_with_another_host_key_than_the_pinned_one_is_refused(
    server: Server, tmp_path: Path, kind: str
) -> None:
    other = " ".join(make_key(tmp_path / "other", kind).split()[:2])
    told = failed(Refused, server.target("recorded", host_key=other))
    assert "shows another host key than the pinned one; somebody may be in between" in told


@pytest.mark.parametrize("pinned", ["x", "ssh-ed25519", "ssh-ed25519 !", ED25519, "ssh-rsa AAAA", "ssh-dss AAAA"])
def test_a_pinned_key_that_is_none_is_refused(server: Server, pinned: str) -> None:
    told = failed(Refused, server.target("recorded", host_key=pinned))
    assert told == "the pinned host key cannot be read; pin it anew with --host-key"


@pytest.mark.parametrize("kind", ["ed25519", "rsa"])
def test_a_key_that_the_server_does_not_know_is_refused(server: Server, tmp_path: Path, kind: str) -> None:
    make_key(tmp_path / "stranger", kind)
    target = server.target("plain", key_file=str(tmp_path / "stranger"))
    assert failed(Refused, target) == f"{target.name} refused the account or its key"


def test_an_account_that_the_server_does_not_know_is_refused(server: Server) -> None:
    target = server.target("plain", user="nobody-here")
    assert failed(Refused, target) == f"{target.name} refused the account or its key"


def test_without_any_key_the_server_refuses(server: Server) -> None:
    assert "refused the account or its key" in failed(Refused, server.target("plain", key_file=""))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage\n",
        b"\xff\xfe\x00\x01",
        b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
        b"-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n",
        b"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n",
        ED25519.encode(),
    ],
)
def test_a_key_file_that_holds_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key").write_bytes(content)
    told = failed(Refused, Target("127.0.0.1", "tenken", free_port(), str(tmp_path / "key")))
    assert told == f"the key file {tmp_path / 'key'} cannot be read"


def test_a_key_file_that_is_locked_with_a_passphrase_is_refused(tmp_path: Path) -> None:
    make_key(tmp_path / "locked", passphrase="secret")
    told = failed(Refused, Target("127.0.0.1", "tenken", free_port(), str(tmp_path / "locked")))
    assert told == f"the key file {tmp_path / 'locked'} cannot be read"


@pytest.mark.parametrize("name", ["missing", "."])
def test_a_key_file_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    told = failed(Refused, Target("127.0.0.1", "tenken", 22, str(tmp_path / name)))
    assert told == f"the key file {tmp_path / name} cannot be read"


def test_a_closed_port_is_unreachable() -> None:
    target = Target("127.0.0.1", "tenken", free_port())
    assert failed(Unreachable, target).startswith(f"{target.name} does not answer (")


@pytest.mark.parametrize("name", ["no-such-host.invalid", "x" * 300, "a..b"])
def test_a_name_that_nobody_bears_is_unreachable(name: str) -> None:
    assert failed(Unreachable, Target(name, "tenken")) == f"tenken@{name} is not known by that name"


def test_a_port_where_something_else_answers_is_unreachable(impostor: int) -> None:
    assert "does not answer (" in failed(Unreachable, Target("127.0.0.1", "tenken", impostor))


def test_a_command_that_prints_nothing_is_refused_with_its_exit(server: Server) -> None:
    assert failed(Refused, server.target("mute")) == "the script may not run there (exit 1: －)"


def test_what_a_refusing_command_says_is_told(server: Server) -> None:
    told = failed(Refused, server.target("refusing"))
    assert told == "the script may not run there (exit 1: sudo: a password is required)"


def test_half_an_answer_comes_back_and_is_unreadable(server: Server) -> None:
    raw = fetch(server.target("half"))
    assert raw.partition(b"-- 0\n")[2] == SAMPLE[:HALF]
    with pytest.raises(Unreadable, match="the answer was cut off after"):
        list(read(raw))


def test_an_answer_that_does_not_end_is_given_up(server: Server) -> None:
    assert failed(Unreadable, server.target("endless")) == "the answer is larger than 32 MB"
