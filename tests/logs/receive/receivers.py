"""`tenken logs receive` as a process of its own, and senders that speak to it."""

import os
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.logs.receive.bare import free_ports
from tests.logs.receive.certificates import Authority, Pair


@dataclass
class Receiver:
    """``said`` is what it printed, once it has ended."""

    process: "subprocess.Popen[str]"
    authority: Authority
    sender: Pair
    tls: int
    http: int
    tcp: int
    udp: int
    said: str = ""

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        self.said, _errors = self.process.communicate(timeout=60)
        return self.process.returncode

    def context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=str(self.authority.path))
        context.load_cert_chain(self.sender.certificate, self.sender.key)
        return context

    def connected(self) -> ssl.SSLSocket:
        plain = socket.create_connection(("127.0.0.1", self.tls), timeout=20)
        return self.context().wrap_socket(plain, server_hostname="127.0.0.1")


@contextmanager
def receiver(data: Path, folder: Path) -> Iterator[Receiver]:
    authority = Authority(folder, "authority")
    server, ports = authority.pair("server"), free_ports(4)
    names = ("--tls", "--http", "--tcp", "--udp")
    where = [part for name, port in zip(names, ports, strict=True) for part in (name, f"127.0.0.1:{port}")]
    files = ("--cert", str(server.certificate), "--key", str(server.key), "--ca", str(authority.path))
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TENKEN_", "DJANGO_"))}
    program = [sys.executable, "-m", "tenken.cli", "--data", str(data), "--lang", "en"]
    command = [*program, "logs", "receive", *where, *files]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=clean) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("receiving")
        tls, http, tcp, udp = ports
        yield Receiver(process, authority, authority.pair("ehr-01"), tls, http, tcp, udp)
        if process.poll() is None:
            process.kill()


def counted(message: bytes) -> bytes:
    return b"%d %s" % (len(message), message)
