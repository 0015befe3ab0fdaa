"""A receiver without the rest of the program, begun in a moment, and what its senders need."""

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPSConnection
from pathlib import Path
from typing import IO, cast

from tenken.logs.evidence.entries import Event
from tenken.logs.evidence.read import events_of
from tenken.logs.evidence.records import records
from tenken.logs.evidence.store import LARGEST
from tests.logs.receive.certificates import Authority, Pair


def free_ports(count: int) -> list[int]:
    with_them = [socket.socket() for _n in range(count)]
    for one in with_them:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in with_them]
    for one in with_them:
        one.close()
    return ports


@dataclass
class Warm:
    """The process that receivers are forked of. The sender is called ehr-01."""

    process: "subprocess.Popen[str]"
    authority: Authority
    sender: Pair


@dataclass
class Bare:
    """``said`` are the lines that receivers said."""

    warm: Warm
    evidence: Path
    largest: int = LARGEST
    said: list[str] = field(default_factory=list)
    ports: list[int] = field(default_factory=lambda: free_ports(4))
    pid: int = 0

    def begin(self, *, wait: bool = True) -> int:
        asked = cast(IO[str], self.warm.process.stdin)
        asked.write(json.dumps([str(self.evidence), self.largest, *self.ports]) + "\n")
        asked.flush()
        while not (line := self.line()).isdecimal():
            pass
        self.pid = int(line)
        if wait:
            self.wait_for("ready")
        return self.pid

    def line(self) -> str:
        line = cast(IO[str], self.warm.process.stdout).readline().strip()
        assert line, "the process of receivers has ended"
        self.said.append(line)
        return line

    def wait_for(self, word: str) -> str:
        while not (line := self.line()).startswith(word):
            pass
        return line

    def end(self) -> str:
        """In order; what it counted."""
        os.kill(self.pid, signal.SIGTERM)
        return self.wait_for("ended")

    def context(self, pair: Pair | None = None) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=str(self.warm.authority.path))
        chosen = pair or self.warm.sender
        context.load_cert_chain(chosen.certificate, chosen.key)
        return context

    def tls(self, context: ssl.SSLContext | None = None) -> ssl.SSLSocket:
        """Raises OSError where it is not let in."""
        plain = socket.create_connection(("127.0.0.1", self.ports[0]), timeout=20)
        return (context or self.context()).wrap_socket(plain, server_hostname="127.0.0.1")

    def http(self) -> HTTPSConnection:
        return HTTPSConnection("127.0.0.1", self.ports[1], timeout=20, context=self.context())

    def raw_http(self) -> ssl.SSLSocket:
        plain = socket.create_connection(("127.0.0.1", self.ports[1]), timeout=20)
        return self.context().wrap_socket(plain, server_hostname="127.0.0.1")

    def tcp(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.ports[2]), timeout=20)

    def kept(self) -> list[Event]:
        return [event for record in records(self.evidence) for event in events_of(self.evidence, record)]


@contextmanager
def warm_up(folder: Path) -> Iterator[Warm]:
    authority = Authority(folder, "authority")
    server, sender = authority.pair("server"), authority.pair("ehr-01")
    files = (str(server.certificate), str(server.key), str(authority.path))
    command = [sys.executable, "-m", "tests.logs.receive.warm", *files]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Warm(process, authority, sender)
        process.kill()


@contextmanager
def running(warm: Warm, evidence: Path) -> Iterator[Bare]:
    house = Bare(warm, evidence)
    house.begin()
    yield house
    with suppress(ProcessLookupError):
        os.kill(house.pid, signal.SIGKILL)
