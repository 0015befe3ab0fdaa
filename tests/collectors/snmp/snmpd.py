"""A real snmpd on loopback that plays a device: values put over its own by ``override``, accounts of v2c and v3."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tenken.collectors.model import Target
from tests.collectors.linux.sshd import free_port

PROGRAM = Path("/usr/sbin/snmpd")
COMMUNITY, AUTH, PRIVACY = "lab-secret-1", "auth-secret-1", "privacy-secret-1"
KEYS = {
    "v2c": f'version = "2c"\ncommunity = "{COMMUNITY}"\n',
    "public": 'version = "2c"\ncommunity = "public"\n',
    "stranger": 'version = "2c"\ncommunity = "somebody-elses"\n',
    "narrow": 'version = "2c"\ncommunity = "narrow"\n',
    "v3": f'version = "3"\nuser = "tenken"\nauth = "SHA-256"\nauth_password = "{AUTH}"\n'
    f'privacy = "AES"\nprivacy_password = "{PRIVACY}"\n',
    "v3-sha": f'version = "3"\nuser = "older"\nauth = "SHA"\nauth_password = "{AUTH}"\n'
    f'privacy = "AES"\nprivacy_password = "{PRIVACY}"\n',
}
"""Key file by the name that tests call it by. ``narrow`` may read nothing that says which device it is."""
Override = tuple[str, str, str]
"""OID, type as snmpd.conf(5) calls it, value."""


@dataclass(frozen=True)
class Server:
    folder: Path
    port: int

    def target(self, key: str) -> Target:
        return Target("127.0.0.1", port=self.port, key_file=str(self.key(key)))

    def key(self, name: str, content: str = "") -> Path:
        path = self.folder / f"{name}.toml"
        path.touch(0o600)
        path.write_text(content or KEYS[name])
        return path


@contextmanager
def snmpd(folder: Path, overrides: Sequence[Override] = ()) -> Iterator[Server]:
    server = Server(folder, free_port())
    (folder / "snmpd.conf").write_text(_config(server, overrides))
    command = [str(PROGRAM), "-f", "-C", "-c", str(folder / "snmpd.conf"), "-Lf", str(folder / "snmpd.log")]
    places = {"SNMP_PERSISTENT_DIR": str(folder / "kept"), "SNMPCONFPATH": str(folder), "MIBS": ""}
    with subprocess.Popen([*command, "-I", "-smux"], env={**os.environ, **places}) as process:
        try:
            _wait_until_it_listens(process, server)
            yield server
        finally:
            process.terminate()


def _config(server: Server, overrides: Sequence[Override]) -> str:
    lines = [
        f"agentAddress udp:127.0.0.1:{server.port}",
        f"rocommunity {COMMUNITY} 127.0.0.1",
        "rocommunity public 127.0.0.1",
        "rocommunity narrow 127.0.0.1 .1.3.6.1.2.1.25",
        f'createUser tenken SHA-256 "{AUTH}" AES "{PRIVACY}"',
        f'createUser older SHA "{AUTH}" AES "{PRIVACY}"',
        "rouser tenken priv",
        "rouser older priv",
    ]
    lines += [f"override .{oid} {kind} {value}" for oid, kind, value in overrides]
    return "".join(f"{line}\n" for line in lines)


def _wait_until_it_listens(process: subprocess.Popen[bytes], server: Server) -> None:
    """It has bound its port when nobody else can."""
    for _attempt in range(200):
        assert process.poll() is None, (server.folder / "snmpd.log").read_text()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.bind(("127.0.0.1", server.port))
            except OSError:
                return
        time.sleep(0.02)
    raise TimeoutError((server.folder / "snmpd.log").read_text())
