"""How a machine keeps its logs and its time, and who looks at them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tenken.facts.documents import Declared
from tenken.facts.model import Statement
from tenken.text import _


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
    """アクセスログの定期確認: who looked at the logs of which period, and what was found."""

    kind: ClassVar[str] = "log-review"
    name: ClassVar[str] = _("review of access logs")
    period_from: date
    period_to: date
    found: str
    records_login_time: bool = False
    records_access_time: bool = False
    records_operation: bool = False


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
