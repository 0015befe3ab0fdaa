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

from tests.logs.receive.certificates import Authority, Pair


@dataclass
class Receiver:
    """``said`` is what it printed, once it has ended."""

    process: "subprocess.Popen[str]"
    authority: Authority
    tls: int
    tcp: int
    udp: int
    said: str = ""

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        self.said, _errors = self.process.communicate(timeout=60)
        return self.process.returncode

    def connected(self, pair: Pair | None) -> ssl.SSLSocket:
        """A sender with this certificate. Raises OSError where it is not let in."""
        context = ssl.create_default_context(cafile=str(self.authority.path))
        if pair:
            context.load_cert_chain(pair.certificate, pair.key)
        plain = socket.create_connection(("127.0.0.1", self.tls), timeout=20)
        return context.wrap_socket(plain, server_hostname="127.0.0.1")


@contextmanager
def receiver(data: Path, folder: Path) -> Iterator[Receiver]:
    authority = Authority(folder, "authority")
    server, (tls, tcp, udp) = authority.pair("server"), _free_ports(3)
    where = ("--tls", f"127.0.0.1:{tls}", "--tcp", f"127.0.0.1:{tcp}", "--udp", f"127.0.0.1:{udp}")
    files = ("--cert", str(server.certificate), "--key", str(server.key), "--ca", str(authority.path))
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TENKEN_", "DJANGO_"))}
    program = [sys.executable, "-m", "tenken.cli", "--data", str(data), "--lang", "en"]
    command = [*program, "logs", "receive", *where, *files]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=clean) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("receiving")
        yield Receiver(process, authority, tls, tcp, udp)
        if process.poll() is None:
            process.kill()


def counted(message: bytes) -> bytes:
    return b"%d %s" % (len(message), message)


def _free_ports(count: int) -> list[int]:
    with_them = [socket.socket() for _n in range(count)]
    for one in with_them:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in with_them]
    for one in with_them:
        one.close()
    return ports
