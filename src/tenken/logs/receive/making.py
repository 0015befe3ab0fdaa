"""Large segments are made in a process of its own, so that receiving goes on: `python -m` this, paths on stdin."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from struct import Struct
from typing import IO, cast

import msgspec

from tenken.logs.evidence.making import Made, made, made_of
from tenken.logs.evidence.spool import Spool, entries_in

MUCH = 4 * 1024 * 1024
"""Octets; what is smaller is made at once, and a site where little happens never has the second process."""
_LENGTH = Struct(">Q")


class Maker:
    """Begins the process when it is first needed. Where it has ended, the segment is made here."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __call__(self, spool: Spool) -> Made:
        """Raises SpoolError."""
        if spool.size < MUCH or os.name == "nt":  # there nobody else may read a file that is locked
            return made(spool)
        found = self._asked(spool.path)
        return found if found and sum(found.events.values()) == spool.count else made(spool)

    def close(self) -> None:
        if self._process:
            self._process.communicate()
            self._process = None

    def _asked(self, path: Path) -> Made | None:
        try:
            asked, answer = self._pipes()
            asked.write(os.fsencode(path) + b"\n")
            asked.flush()
            (length,) = _LENGTH.unpack(answer.read(_LENGTH.size).ljust(_LENGTH.size, b"\0"))
            return msgspec.msgpack.decode(answer.read(length), type=Made)
        except (OSError, msgspec.DecodeError):
            self.close()
            return None

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            command = [sys.executable, "-m", "tenken.logs.receive.making"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)


def main() -> None:
    """Until stdin ends: whoever began it is no more, or needs it no longer."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(19)
    for line in sys.stdin.buffer:
        answer = msgspec.msgpack.encode(made_of(entries_in(Path(os.fsdecode(line[:-1])))))
        sys.stdout.buffer.write(_LENGTH.pack(len(answer)) + answer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
