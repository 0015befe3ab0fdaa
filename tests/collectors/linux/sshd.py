"""A real sshd on loopback: each key that it admits runs one command, and the plain one whatever it is asked to."""

import os
import pwd
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tenken.collectors.linux.answer import SCRIPT
from tenken.collectors.model import Target
from tests.samples import LINUX

PROGRAM = Path("/usr/sbin/sshd")
HALF = 3000
COMMANDS: Mapping[str, str] = {
    "installed": f"sh {SCRIPT}",
    "recorded": f"cat {LINUX}/debian13-root.txt",
    "half": f"head -c {HALF} {LINUX}/debian13-root.txt; kill -9 $$",
    "mute": "false",
    "refusing": "echo 'sudo: a password is required' >&2; exit 1",
    "endless": "head -c 40000000 /dev/zero",
}
"""Key → the command that authorized_keys forces for it."""


@dataclass(frozen=True)
class Server:
    folder: Path
    port: int

    @property
    def host_key(self) -> str:
        """As a target pins it."""
        return " ".join((self.folder / "host.pub").read_text().split()[:2])

    def target(self, key: str, **more: Any) -> Target:
        """This server, as the account that runs the tests, with one of its keys."""
        user = pwd.getpwuid(os.getuid()).pw_name
        return Target(**{"address": "127.0.0.1", "user": user, "port": self.port, "key_file": self.key(key), **more})

    def key(self, name: str) -> str:
        return str(self.folder / name)


@contextmanager
def sshd(folder: Path) -> Iterator[Server]:
    make_key(folder / "host")
    lines = [f"{make_key(folder / 'plain')}\n"]
    lines += [f'command="{command}",restrict {make_key(folder / name)}\n' for name, command in COMMANDS.items()]
    lines += [f'command="{COMMANDS["recorded"]}" {make_key(folder / kind, kind)}\n' for kind in ("rsa", "ecdsa")]
    (folder / "authorized_keys").write_text("".join(lines))
    server = Server(folder, free_port())
    (folder / "sshd_config").write_text(_config(server))
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    command = [str(PROGRAM), "-D", "-e", "-f", str(folder / "sshd_config")]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        try:
            _wait_until_it_listens(process)
            yield server
        finally:
            process.terminate()


def make_key(path: Path, kind: str = "ed25519", passphrase: str = "") -> str:
    """Make a pair of keys; the public one comes back."""
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", path.name, "-f", str(path)], check=True)
    return path.with_name(f"{path.name}.pub").read_text().strip()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _config(server: Server) -> str:
    return f"""\
ListenAddress 127.0.0.1:{server.port}
HostKey {server.folder / "host"}
AuthorizedKeysFile {server.folder / "authorized_keys"}
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
"""


def _wait_until_it_listens(process: "subprocess.Popen[bytes]") -> None:
    said = process.stderr or ()
    if not any(b"Server listening" in line for line in said):
        raise RuntimeError("sshd ended without listening")
