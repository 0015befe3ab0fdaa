"""A real storescp of DCMTK on loopback, which tells how many associations came and what was asked in them."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from tenken.collectors.model import Target
from tests.collectors.linux.sshd import free_port

TITLE = "CT_ROOM1"


@dataclass(frozen=True)
class Server:
    folder: Path
    port: int

    @property
    def target(self) -> Target:
        return Target("127.0.0.1", TITLE, self.port)

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def waited_for(self, words: str) -> str:
        """The log, once these words stand in it."""
        for _attempt in range(200):
            if words in self.log:
                return self.log
            time.sleep(0.02)
        raise TimeoutError(self.log)


@contextmanager
def storescp(folder: Path, *options: str) -> Iterator[Server]:
    server = Server(folder, free_port())
    program = which("storescp") or "/usr/bin/storescp"
    command = [program, "--debug", "--aetitle", TITLE, "--output-directory", str(folder), *options, str(server.port)]
    environment = {**os.environ, "TCP_NODELAY": "1"}
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log, env=environment) as process,
    ):
        try:
            _wait_until_it_listens(process, server)
            yield server
        finally:
            process.terminate()


def _wait_until_it_listens(process: subprocess.Popen[bytes], server: Server) -> None:
    """Seen in the kernel's own list, for a connection would be an association that nobody asked for."""
    listening = f":{server.port:04X} 00000000:0000 0A"
    for _attempt in range(200):
        assert process.poll() is None, server.log
        if listening in Path("/proc/net/tcp").read_text(encoding="ascii"):
            return
        time.sleep(0.02)
    raise TimeoutError(server.log)
