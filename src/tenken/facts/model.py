"""What every fact has in common: a statement, whom it is about, when and by which attempt it was seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, Generic, NewType, Self, TypeVar

from tenken.text import Message, _

SubjectId = NewType("SubjectId", str)
"""``machine:…``, ``vendor:…``, ``system:…`` or ``facility``: given once, at birth, and never changed."""

ObservationId = NewType("ObservationId", int)

FACILITY = SubjectId("facility")

LONGEST_NAME = 190
"""Characters of a name or title. With what the ledger puts before it, it must fit a column of 200."""


class SubjectKind(StrEnum):
    """What a statement, a rule or a finding can be about."""

    FACILITY = "facility"
    MACHINE = "machine"
    VENDOR = "vendor"
    SYSTEM = "system"


SUBJECT_KIND_NAMES: Mapping[SubjectKind, str] = {
    SubjectKind.FACILITY: _("whole facility"),
    SubjectKind.MACHINE: _("machine"),
    SubjectKind.VENDOR: _("vendor"),
    SubjectKind.SYSTEM: _("medical information system"),
}


def kind_of(about: SubjectId) -> SubjectKind:
    return SubjectKind(about.partition(":")[0])


class MachineClass(StrEnum):
    """機器区分. The first three are 医療情報システム全般, and no row asks for the next two.

    What nobody has classed yet may be any of the three, so every row that asks for one of them asks for it as well.
    """

    SERVER = "server"
    CLIENT_PC = "client_pc"
    NETWORK = "network"
    MEDICAL = "medical"
    OTHER = "other"
    UNKNOWN = "unknown"


CLASS_NAMES: Mapping[MachineClass, str] = {
    MachineClass.SERVER: _("server"),
    MachineClass.CLIENT_PC: _("client PC"),
    MachineClass.NETWORK: _("network device"),
    MachineClass.MEDICAL: _("medical device"),
    MachineClass.OTHER: _("other equipment"),
    MachineClass.UNKNOWN: _("not classed yet"),
}


@dataclass(frozen=True)
class Statement:
    """Base of what facts say. ``item`` tells apart several statements of one kind about one subject."""

    kind: ClassVar[str]
    """The stored name. It never changes."""
    name: ClassVar[str]
    """What a person calls it."""
    lasting: ClassVar[bool] = False
    """A paper holds until its own review date; what was measured goes stale by itself."""
    by_itself: ClassVar[bool] = False
    """An answer of the same source that leaves it out says nothing of it: neither that it holds nor that it ended."""

    @property
    def item(self) -> str:
        return ""

    @property
    def good_until(self) -> date | None:
        """The last day on which it may be relied on, where the statement itself says so."""
        return None

    def following(self, earlier: Self) -> Self:
        """This statement, knowing what the same source said before it."""
        del earlier
        return self


S = TypeVar("S", bound=Statement)
S_co = TypeVar("S_co", bound=Statement, covariant=True)


@dataclass(frozen=True, slots=True)
class Fact(Generic[S_co]):
    """One statement as seen: ``seen_at`` is the last time that its source confirmed it."""

    id: int
    about: SubjectId
    says: S_co
    seen_at: datetime
    seen_in: ObservationId


@dataclass(frozen=True, slots=True)
class Observation:
    """観測: one attempt at one target, kept whether or not it succeeded."""

    id: ObservationId
    collector: str
    target: str
    seen_at: datetime
    recorded_at: datetime
    raw_sha256: str
    complete: bool = True
    by: str = ""
    failure: Message | None = None


class MarkKind(StrEnum):
    """印: by what a source names a machine. An address says where it was seen and never tells machines apart."""

    SERIAL = "serial"
    UUID = "uuid"
    MACHINE_ID = "machine-id"
    AD_GUID = "ad-guid"
    MAC = "mac"
    FQDN = "fqdn"
    HOSTNAME = "hostname"
    AE_TITLE = "ae-title"
    ASSET_TAG = "asset-tag"
    HOST_KEY = "ssh-host-key"
    SUBJECT = "subject"
    VENDOR_NAME = "vendor-name"
    ADDRESS = "address"


MARK_NAMES: Mapping[MarkKind, str] = {
    MarkKind.SERIAL: _("serial number"),
    MarkKind.UUID: _("UUID of the hardware"),
    MarkKind.MACHINE_ID: _("number of the installation"),
    MarkKind.AD_GUID: _("GUID in Active Directory"),
    MarkKind.MAC: _("MAC address"),
    MarkKind.FQDN: _("full domain name"),
    MarkKind.HOSTNAME: _("host name"),
    MarkKind.AE_TITLE: _("AE title (DICOM)"),
    MarkKind.ASSET_TAG: _("asset number"),
    MarkKind.HOST_KEY: _("SSH host key"),
    MarkKind.SUBJECT: _("entry of the ledger"),
    MarkKind.VENDOR_NAME: _("name of the vendor"),
    MarkKind.ADDRESS: _("address"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    kind: MarkKind
    value: str


FOUR_WEEKS = timedelta(days=28)
A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Setting:
    """What a field of a policy means, and whose rule its default is."""

    says: str
    source: str


def setting(default: Any, says: str, source: str) -> Any:
    """A field of a policy dataclass: its default, what it means, and where the default comes from."""
    return field(default=default, metadata={"setting": Setting(says, source)})
