"""How a machine keeps its logs and its time, what of them arrives in the log store, and who looks at them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tenken.facts.documents import Declared
from tenken.facts.model import Statement, SubjectKind
from tenken.text import _

FIVE_YEARS, ONE_YEAR = 1827, 365
"""Days. Five years is how long charts are kept (医師法24条); one year is the floor that takes a reason to go under."""


@dataclass(frozen=True)
class LogKeeping(Statement):
    """Log-ins and privileged operations, as the machine records them.

    ``kept_days`` is what the settings promise; None where they set no limit in time.
    ``forwarded_to`` names another host that gets a copy. ``open_to`` are log files that others may write.
    """

    kind: ClassVar[str] = "log-keeping"
    name: ClassVar[str] = _("log settings")
    records_logins: bool
    persistent: bool
    kept_days: int | None
    forwarded_to: tuple[str, ...] = ()
    open_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class TimeSync(Statement):
    """``synchronised`` is None where the service runs but its state could not be read."""

    kind: ClassVar[str] = "time-sync"
    name: ClassVar[str] = _("time synchronisation")
    service: str
    synchronised: bool | None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class LogReview(Declared):
    """アクセスログの定期確認: who looked at the logs of which period, and what was found.

    ``undecided`` counts flags of a known-bad kind that nobody had decided when it was signed.
    """

    kind: ClassVar[str] = "log-review"
    name: ClassVar[str] = _("review of access logs")
    period_from: date
    period_to: date
    found: str
    records_login_time: bool = False
    records_access_time: bool = False
    records_operation: bool = False
    undecided: int = 0


@dataclass(frozen=True)
class LogSearch(Declared):
    """証跡にしたログの検索: what was asked of the access logs, how many events fit, under which checkpoint.

    The file names the events by segment and index. Numbers of patients stand in neither: they stay in the logs.
    """

    kind: ClassVar[str] = "log-search"
    name: ClassVar[str] = _("search of the access logs kept as evidence")
    topic: str
    title: str
    asked: str
    period_from: date
    period_to: date
    events: int
    checkpoint: str
    found: str

    @property
    def item(self) -> str:
        return f"{self.topic}/{self.title}"


@dataclass(frozen=True)
class LogSourceEntry(Declared):
    """ログの出どころ: which machine writes a log of the log store, how long it may be silent, how long it is kept."""

    kind: ClassVar[str] = "log-source"
    name: ClassVar[str] = _("source of access logs")
    speaks_of: ClassVar[tuple[SubjectKind, ...]] = (SubjectKind.MACHINE, SubjectKind.FACILITY)
    source: str
    silent_hours: int = 24
    keep_days: int = FIVE_YEARS
    reason: str = ""

    @property
    def item(self) -> str:
        return self.source

    @property
    def good_until(self) -> date:
        """It stays in force until it is changed."""
        return date.max


@dataclass(frozen=True)
class LogsReceived(Statement):
    """What the log store has of one source, over the last month.

    ``since`` is the first day that is kept. ``silent_since`` is the last day it was heard, where it is silent for
    longer than it may. ``missing`` counts numbers of its events that never came, ``empty`` days without any event.
    ``behind_s`` is by how much its events were usually older than their receipt on the worst day, ``ahead_s`` by how
    much one lay in the future; None where that cannot be told, as of files. ``tells_…`` says what its events tell.
    """

    kind: ClassVar[str] = "logs-received"
    name: ClassVar[str] = _("access logs in the log store")
    source: str
    since: date
    silent_since: date | None
    missing: int
    empty: int
    unparsed_percent: int
    behind_s: int | None
    ahead_s: int | None
    tells_log_in: bool
    tells_who: bool
    tells_patient: bool
    tells_operation: bool
    keep_days: int

    @property
    def item(self) -> str:
        return self.source


@dataclass(frozen=True)
class AccountUsed:
    """``last_used`` is the Monday of the week in which it was used last."""

    account: str
    last_used: date


@dataclass(frozen=True)
class AccountUse(Statement):
    """Every account that a source tells of since that day; one that is not among them was not used."""

    kind: ClassVar[str] = "account-use"
    name: ClassVar[str] = _("accounts in the access logs")
    source: str
    since: date
    accounts: tuple[AccountUsed, ...]

    @property
    def item(self) -> str:
        return self.source


@dataclass(frozen=True)
class LeaverUsed:
    """An account whose owner left on that day, and was used after it."""

    account: str
    left_on: date
    last_used: date


@dataclass(frozen=True)
class LeaversSeen(Statement):
    """退職者のアカウントの使用: what a source tells of accounts that the list of staff says to be over."""

    kind: ClassVar[str] = "leavers-seen"
    name: ClassVar[str] = _("use of leavers' accounts in the access logs")
    source: str
    accounts: tuple[LeaverUsed, ...]

    @property
    def item(self) -> str:
        return self.source


@dataclass(frozen=True)
class MaintenanceSeen(Statement):
    """保守のアカウントの使用: accounts of a vendor, by the list of staff, and when the logs tell of them last."""

    kind: ClassVar[str] = "maintenance-seen"
    name: ClassVar[str] = _("use of the vendor's accounts in the access logs")
    accounts: tuple[AccountUsed, ...]


@dataclass(frozen=True)
class LogsVerified(Statement):
    """The log store was checked from the first event to the last; ``faults`` are the first that were found."""

    kind: ClassVar[str] = "logs-verified"
    name: ClassVar[str] = _("check of the log store")
    segments: int
    faults: tuple[str, ...]
