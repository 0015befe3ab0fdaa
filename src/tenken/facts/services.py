"""What a machine runs and what it answers to, and what the facility says it needs."""

from dataclasses import dataclass
from typing import ClassVar

from tenken.facts.documents import Declared
from tenken.facts.model import MachineClass, Statement
from tenken.text import _


@dataclass(frozen=True)
class Socket:
    """``process`` is empty where the account that looked may not see whose socket it is.

    ``port`` 0 stands for one that the system gave to this process out of its own: another after each start.
    """

    protocol: str
    address: str
    port: int
    process: str

    @property
    def is_local(self) -> bool:
        """Whether only the machine itself can reach it."""
        address = self.address.strip("[]")
        return address == "::1" or address.removeprefix("::ffff:").startswith("127.")


@dataclass(frozen=True)
class ListeningSockets(Statement):
    """``whole`` is False where the source does not show whether it left sockets out: such a list can but refute."""

    kind: ClassVar[str] = "listening-sockets"
    name: ClassVar[str] = _("listening sockets")
    sockets: tuple[Socket, ...]
    whole: bool = True

    @property
    def item(self) -> str:
        """A part does not take the place of the whole."""
        return "" if self.whole else "part"


@dataclass(frozen=True)
class Service:
    name: str
    running: bool
    enabled: bool


@dataclass(frozen=True)
class Services(Statement):
    kind: ClassVar[str] = "services"
    name: ClassVar[str] = _("services")
    services: tuple[Service, ...]


@dataclass(frozen=True)
class WellKnownCommunity(Statement):
    """The machine answered by SNMPv2c to a community that everybody knows, such as public."""

    kind: ClassVar[str] = "well-known-community"
    name: ClassVar[str] = _("reply to a well-known community of SNMP")
    community: str


@dataclass(frozen=True)
class NeededService:
    """``service`` is a process or unit name, or ``tcp/443``; ``reason`` is why it is needed."""

    service: str
    reason: str


@dataclass(frozen=True)
class NeededServices(Declared):
    """必要なサービスの一覧 for a class of machines, or for those of one role in it, decided by the facility.

    ``forbidden`` are services that must not run there, beside those that the policy forbids everywhere.
    """

    kind: ClassVar[str] = "needed-services"
    name: ClassVar[str] = _("list of needed services")
    machine_class: MachineClass
    needed: tuple[NeededService, ...]
    role: str = ""
    forbidden: tuple[str, ...] = ()

    @property
    def item(self) -> str:
        return f"{self.machine_class}/{self.role}" if self.role else self.machine_class.value
