"""Syslog over UDP (RFC 5426): each datagram is a message. What the kernel dropped is counted."""

import socket
import threading
from pathlib import Path
from time import monotonic, sleep

from tenken.logs.receive.commit import Committer

_BUFFER, _LONGEST = 8 * 1024 * 1024, 65_536
_LOOK, _PAUSE, _LONGEST_DRAIN = 0.2, 0.01, 5.0


class Datagrams:
    """A thread that reads while there is room. What comes meanwhile waits in the kernel, or is dropped and counted."""

    def __init__(self, committer: Committer, address: tuple[str, int]) -> None:
        """Raises OSError."""
        family, kind, protocol, _name, where = socket.getaddrinfo(*address, type=socket.SOCK_DGRAM)[0]
        self._committer, self._port, self._ending = committer, address[1], threading.Event()
        self._socket = socket.socket(family, kind, protocol)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        self._socket.settimeout(_LOOK)
        try:
            self._socket.bind(where)
        except OSError:
            self._socket.close()
            raise
        self._thread = threading.Thread(target=self._run, name="datagrams")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> int | None:
        """What had come is read first. How many were lost."""
        self._ending.set()
        self._thread.join()
        lost = dropped(self._port)
        self._socket.close()
        return lost

    @property
    def lost(self) -> int | None:
        return dropped(self._port)

    def _run(self) -> None:
        until = float("inf")
        while monotonic() < until:
            if self._ending.is_set() and until == float("inf"):
                until = monotonic() + _LONGEST_DRAIN
            if self._committer.full:
                sleep(_PAUSE)
                continue
            try:
                data, sender = self._socket.recvfrom(_LONGEST)
            except TimeoutError:
                if self._ending.is_set():
                    return
                continue
            except ConnectionResetError:  # Windows tells so of an answer that nobody took
                continue
            if data:
                self._committer.add(str(sender[0]), [data])


def dropped(port: int, tables: tuple[Path, ...] = (Path("/proc/net/udp"), Path("/proc/net/udp6"))) -> int | None:
    """Datagrams that the kernel had no room for, on this port; None where the system does not tell."""
    lines = [line.split() for table in tables if table.exists() for line in table.read_text().splitlines()[1:]]
    mine = [line for line in lines if line[1].rpartition(":")[2] == f"{port:04X}"]
    return sum(int(line[-1]) for line in mine) if lines or any(table.exists() for table in tables) else None
