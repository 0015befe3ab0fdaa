"""How a machine looks from outside: where it was seen on the network, and on which ports it answered."""

from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar

from tenken.facts.model import Statement
from tenken.text import _


@dataclass(frozen=True)
class SeenOnNetwork(Statement):
    """A source met the machine at an address: proof that it is there, and of nothing else.

    ``way`` is how: arp, dhcp, lldp, mac-table, firewall-log, scan, snmp, dicom. ``where`` is the switch and port, the
    subnet or the server that says so; ``called`` is its name there.
    """

    kind: ClassVar[str] = "seen-on-network"
    name: ClassVar[str] = _("sighting on the network")
    by_itself: ClassVar[bool] = True
    way: str
    address: str
    mac: str = ""
    called: str = ""
    where: str = ""

    @property
    def item(self) -> str:
        return self.way


@dataclass(frozen=True)
class OpenPort:
    """``service`` is what the scanner calls the port, by its number alone."""

    protocol: str
    port: int
    service: str = ""


@dataclass(frozen=True)
class OpenPorts(Statement):
    """Which of the ``asked`` ports (``tcp/22``, ``tcp/1-1000``) answered. Others may be open as well.

    Scans that asked for other ports stand side by side.
    """

    kind: ClassVar[str] = "open-ports"
    name: ClassVar[str] = _("ports that answered")
    by_itself: ClassVar[bool] = True
    asked: tuple[str, ...]
    ports: tuple[OpenPort, ...]

    @property
    def item(self) -> str:
        return sha256(" ".join(self.asked).encode()).hexdigest()[:16]

    def asked_for(self, protocol: str, port: int) -> bool:
        ranges = (one.partition("/")[2].partition("-") for one in self.asked if one.startswith(f"{protocol}/"))
        return any(int(first) <= port <= int(last or first) for first, _dash, last in ranges)
