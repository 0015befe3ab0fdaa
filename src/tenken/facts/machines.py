"""What a machine is: its system, its hardware, its place on the network, its software."""

from dataclasses import dataclass
from typing import ClassVar

from tenken.facts.model import MachineClass, Statement
from tenken.text import _


@dataclass(frozen=True)
class OperatingSystem(Statement):
    kind: ClassVar[str] = "operating-system"
    name: ClassVar[str] = _("operating system")
    family: str
    id: str
    version: str
    title: str
    kernel: str = ""
    architecture: str = ""


@dataclass(frozen=True)
class Hardware(Statement):
    """``suggests`` is the class that chassis and system speak for; a person decides."""

    kind: ClassVar[str] = "hardware"
    name: ClassVar[str] = _("hardware")
    maker: str
    model: str
    virtual: str
    suggests: MachineClass
    serial: str = ""


@dataclass(frozen=True)
class Firmware(Statement):
    """The system that a network device, a printer or another appliance runs.

    ``family`` is the line of versions that ``version`` counts in (cisco-ios-xe, fortios …); empty where nobody told.
    """

    kind: ClassVar[str] = "firmware"
    name: ClassVar[str] = _("firmware")
    maker: str
    model: str
    version: str
    family: str = ""


@dataclass(frozen=True)
class Interface:
    name: str
    mac: str
    addresses: tuple[str, ...]
    physical: bool


@dataclass(frozen=True)
class NetworkPlace(Statement):
    kind: ClassVar[str] = "network-place"
    name: ClassVar[str] = _("network interfaces")
    interfaces: tuple[Interface, ...]


@dataclass(frozen=True)
class InstalledSoftware(Statement):
    """``packages`` are (name, version) of all that the package manager knows, sorted.

    ``whole`` is False where the source does not show whether it left some out: such a list can but refute.
    """

    kind: ClassVar[str] = "installed-software"
    name: ClassVar[str] = _("installed software")
    manager: str
    packages: tuple[tuple[str, str], ...]
    whole: bool = True


@dataclass(frozen=True)
class LedgerEntry(Statement):
    """台帳の行: what the facility's own ledger says of a machine. ``entered`` is False while only seen.

    ``role`` is what the machine does in its class, in the facility's own words: 電子カルテ端末, ドメインコントローラ.
    """

    kind: ClassVar[str] = "ledger-entry"
    name: ClassVar[str] = _("ledger entry")
    lasting: ClassVar[bool] = True
    title: str
    machine_class: MachineClass
    place: str = ""
    owner: str = ""
    vendor: str = ""
    maker: str = ""
    model: str = ""
    serial: str = ""
    fit_for_use: bool | None = None
    entered: bool = True
    retired: bool = False
    note: str = ""
    role: str = ""
