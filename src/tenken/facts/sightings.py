"""How a machine looks from outside: where it was seen on the network, and on which ports it answered."""

from dataclasses import dataclass
from typing import ClassVar

from tenken.facts.model import Statement
from tenken.text import _


@dataclass(frozen=True)
class SeenOnNetwork(Statement):
    """A source met the machine at an address: proof that it is there, and of nothing else.

    ``way`` is how: arp, dhcp, lldp, mac-table, scan. ``where`` is the switch and port, the subnet or the server that
    says so; ``called`` is its name there.
    """

    kind: ClassVar[str] = "seen-on-network"
    name: ClassVar[str] = _("sighting on the network")
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
    """Which of the ``asked`` ports (``tcp/22``) answered. Ports that were not asked may be open as well."""

    kind: ClassVar[str] = "open-ports"
    name: ClassVar[str] = _("ports that answered")
    asked: tuple[str, ...]
    ports: tuple[OpenPort, ...]
