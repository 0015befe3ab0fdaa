"""定期の仕事: what comes again every month or year, proposed as tasks from what is on file and when it runs out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tenken.actions.rhythms import own_interval, rhythm_of
from tenken.actions.site import Site
from tenken.actions.tasks import TaskError, Wanted, months_later, open_task
from tenken.dates import local_day
from tenken.facts.documents import DocumentOnFile, DocumentType, PolicySetting
from tenken.facts.logs import LogReview
from tenken.facts.systems import BackupRecord
from tenken.ledger.stated import of_the_house
from tenken.ledger.tasks import Source, Task, open_from
from tenken.text import _, translate
from tenken.verdicts.case import AnyFact

SOON = timedelta(days=14)
"""What was never done is proposed for so many days from now."""


@dataclass(frozen=True)
class Duty:
    """``every`` is in months, unless the facility set an interval of its own (``rhythms``).

    ``shown_by`` is the kind of statement or the type of document that shows it done.
    """

    key: str
    title: str
    lineage: str
    every: int
    shown_by: type[LogReview] | type[BackupRecord] | DocumentType


DUTIES = (
    Duty("log-review", _("look through the access logs and record what was found"), "access-log", 1, LogReview),
    Duty("account-review", _("go through the accounts one by one"), "account-cleanup", 3, DocumentType.ACCOUNT_REVIEW),
    Duty("restore-test", _("try to restore from the backup"), "backup-recovery", 12, BackupRecord),
    Duty(
        "ledger-review", _("go through the asset ledger and report it"), "asset-ledger", 12, DocumentType.LEDGER_REVIEW
    ),
    Duty("bcp-drill", _("drill the continuity plan and renew it"), "bcp", 12, DocumentType.BCP),
    Duty("contact-chart", _("check the contact chart by telephone"), "contact-chart", 12, DocumentType.CONTACT_CHART),
)


@dataclass(frozen=True)
class Proposed:
    """``last`` is the day on which it was shown to be done, where it ever was; ``due`` when it is to be done next.

    ``own`` is the facility's own interval, ``every`` the rhythm in months that comes nearest to what is in force.
    """

    duty: Duty
    last: date | None
    due: date
    every: int
    own: timedelta | None = None


def proposed(now: datetime) -> tuple[Proposed, ...]:
    """Duties that are no open task yet, the next to fall due first."""
    opened = open_from(_origin(duty) for duty in DUTIES)
    facts = of_the_house((DocumentOnFile, LogReview, BackupRecord, PolicySetting))
    left = (_proposed(duty, facts, local_day(now)) for duty in DUTIES if _origin(duty) not in opened)
    return tuple(sorted(left, key=lambda one: one.due))


def adopt(site: Site, key: str, owner: str, by: str, now: datetime) -> Task:
    """Make it a task that comes again. Raises TaskError."""
    found = next((one for one in proposed(now) if one.duty.key == key), None)
    if found is None:
        raise TaskError(_("this is a task already"))
    duty = found.duty
    title = translate(duty.title, site.config.language)
    wanted = Wanted(title, lineage=duty.lineage, owner=owner, due=found.due, every=found.every)
    return open_task(wanted, Source.DUTY, by, now, _origin(duty))


def _proposed(duty: Duty, facts: Iterable[AnyFact], today: date) -> Proposed:
    own = own_interval(_origin(duty), facts)
    last = _last([fact for fact in facts if _shows(duty, fact)])
    due = _next(last, duty.every, own) if last else today + SOON
    return Proposed(duty, last, max(due, today), rhythm_of(own) if own else duty.every, own)


def _next(last: date, months: int, own: timedelta | None) -> date:
    return last + own if own else months_later(last, months)


def _last(facts: Sequence[AnyFact]) -> date | None:
    """The day of the newest paper; of backups the system whose restoration was tried longest ago, where all were."""
    if facts and all(isinstance(fact.says, BackupRecord) for fact in facts):
        tried = [fact.says.last_restore for fact in facts]
        return None if None in tried else min(tried)
    return max((fact.says.confirmed_on for fact in facts), default=None)


def _shows(duty: Duty, fact: AnyFact) -> bool:
    if isinstance(duty.shown_by, DocumentType):
        return isinstance(fact.says, DocumentOnFile) and fact.says.type is duty.shown_by
    return isinstance(fact.says, duty.shown_by)


def _origin(duty: Duty) -> str:
    return f"duty:{duty.key}"
