"""What was seen: every kind of statement that a fact can make."""

from collections.abc import Mapping

from tenken.facts.accounts import AdministratorRegister, Administrators, LocalAccounts, NeededAccounts
from tenken.facts.catalogues import FirmwareCatalogue
from tenken.facts.contacts import Contact
from tenken.facts.coverage import Coverage
from tenken.facts.dicom import EchoConsent
from tenken.facts.documents import (
    Confirmation,
    DocumentOnFile,
    OfficerAppointment,
    OutOfScope,
    PolicySetting,
    Waiver,
)
from tenken.facts.feeds import KnownExploited, SupportDates, WindowsReleases
from tenken.facts.inbound import DeclaredInbound
from tenken.facts.indexes import SecurityIndex
from tenken.facts.logs import (
    AccountUse,
    LeaversSeen,
    LogKeeping,
    LogReview,
    LogSearch,
    LogSourceEntry,
    LogsReceived,
    LogsVerified,
    MaintenanceSeen,
    TimeSync,
)
from tenken.facts.machines import Firmware, Hardware, InstalledSoftware, LedgerEntry, NetworkPlace, OperatingSystem
from tenken.facts.media import RemovableMedia
from tenken.facts.model import Statement
from tenken.facts.networks import NetworkSegment
from tenken.facts.passwords import PasswordMarks, PasswordSetting
from tenken.facts.patches import PatchLevel, RunningKernel
from tenken.facts.services import ListeningSockets, NeededServices, Services, WellKnownCommunity
from tenken.facts.sightings import OpenPorts, SeenOnNetwork
from tenken.facts.sweeps import NoTouch, SweepConsent, Swept
from tenken.facts.systems import BackupRecord, SystemInUse, TwoFactor
from tenken.facts.vendors import Disclosure, RemoteMaintenanceReply, UpdateDuty, VendorAnswer, VendorContract
from tenken.facts.windows import WindowsBuild, WindowsExposure

_ALL: tuple[type[Statement], ...] = (
    AccountUse,
    AdministratorRegister,
    Administrators,
    BackupRecord,
    Confirmation,
    Contact,
    Coverage,
    Disclosure,
    DocumentOnFile,
    EchoConsent,
    Firmware,
    FirmwareCatalogue,
    Hardware,
    DeclaredInbound,
    InstalledSoftware,
    KnownExploited,
    LeaversSeen,
    LedgerEntry,
    ListeningSockets,
    LocalAccounts,
    LogKeeping,
    LogReview,
    LogSearch,
    LogSourceEntry,
    LogsReceived,
    LogsVerified,
    MaintenanceSeen,
    NeededAccounts,
    NeededServices,
    NetworkPlace,
    NetworkSegment,
    NoTouch,
    OfficerAppointment,
    OpenPorts,
    OperatingSystem,
    OutOfScope,
    PasswordMarks,
    PasswordSetting,
    PatchLevel,
    PolicySetting,
    RemoteMaintenanceReply,
    RemovableMedia,
    RunningKernel,
    SecurityIndex,
    SeenOnNetwork,
    Services,
    SupportDates,
    SweepConsent,
    Swept,
    SystemInUse,
    TimeSync,
    TwoFactor,
    UpdateDuty,
    VendorAnswer,
    VendorContract,
    Waiver,
    WellKnownCommunity,
    WindowsBuild,
    WindowsExposure,
    WindowsReleases,
)

STATEMENTS: Mapping[str, type[Statement]] = {statement.kind: statement for statement in _ALL}
"""Every kind, by its stored name."""
