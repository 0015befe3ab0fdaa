"""A capture of what one host sends, by tcpdump, and questions to it."""

import re
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.walks.lab import Host, wait_for

FIRST_PACKETS = "arp[6:2] = 1 or icmp or tcp[tcpflags] & (tcp-syn|tcp-ack) = tcp-syn"
"""What a scanner decides to send; the rest of a connection is the kernel's answer to an answer."""


@dataclass(frozen=True)
class Capture:
    path: Path

    def count(self, expression: str) -> int:
        """How many packets fit the expression of pcap-filter(7)."""
        return len(self._lines(expression))

    def ports(self) -> set[int]:
        """Ports that connections were begun to."""
        opened = self._lines("tcp[tcpflags] & (tcp-syn|tcp-ack) = tcp-syn")
        return {int(found[1]) for line in opened if (found := re.search(r" > [\d.]+\.(\d+): ", line))}

    def most_in_a_second(self) -> int:
        """Of the packets that the scanner decided to send, in any second of the clock."""
        moments = Counter(line.partition(".")[0] for line in self._lines(FIRST_PACKETS))
        return max(moments.values(), default=0)

    def _lines(self, expression: str) -> list[str]:
        command = ["tcpdump", "-n", "-tt", "-r", str(self.path), expression]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


@contextmanager
def capture(host: Host, path: Path, expression: str) -> Iterator[Capture]:
    """What passes the host's card meanwhile and fits the expression."""
    # Without the immediate mode the packets of the last second would still wait in the kernel at the end.
    tcpdump = ["tcpdump", "-n", "-U", "--immediate-mode", "-i", "eth0", "-w", str(path), expression]
    inside = ["ip", "netns", "exec", host.namespace, *tcpdump]
    with subprocess.Popen(inside, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        wait_for(path)
        yield Capture(path)
        time.sleep(0.3)
        running.terminate()
