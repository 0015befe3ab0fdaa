"""backup-recovery: 診療を継続するために必要な情報を検討し、データやシステムのバックアップの実施と
復旧手順を確認している。

Met:      every system is backed up by several methods, over generations, one copy out of reach of the network; its
          restoration was tested or its procedure checked within a year; and the procedure is written and in effect.
Not met:  one of these is not so.
Unknown:  no record of a system's backup is on file, or the record is out of date.
Source:   checklist 3-2 (R5-R8); R7 draft manual: several methods with generation management, procedure prepared and
          confirmed. Guideline 6.0, management 3.4.1, planning 11.2, 12.2, operation 11.1, 12.2. "Three generations" and
          "one copy offline" come from the fee rules (background, unverified): the facility may set them otherwise.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from tenken.facts.documents import DocumentType
from tenken.facts.model import SubjectId, SubjectKind, setting
from tenken.facts.systems import BackupRecord
from tenken.rules.model import Exhibits, Finding, Policy, Rule, cannot_tell, met, need, not_met
from tenken.rules.papers import PaperPolicy, paper_holds, paper_rule
from tenken.text import Blanks, Message, _


@dataclass(frozen=True)
class BackupPolicy(Policy):
    methods: int = setting(2, _("methods of backup at the least"), _("R7 draft manual: several methods"))
    generations: int = setting(3, _("generations kept at the least"), _("background; not in any text read"))
    detached: bool = setting(True, _("one copy is out of reach of the network"), _("fee rule of FY2024"))
    last_success: timedelta = setting(
        timedelta(days=7), _("age of the newest backup when it was checked"), _("Tenken's default")
    )
    record_age: timedelta = setting(
        timedelta(days=100),
        _("age up to which a record of backups is relied on"),
        _("Tenken's default: quarterly"),
    )
    restore_checked: timedelta = setting(
        timedelta(days=366),
        _("interval of restoration tests or checks of the procedure"),
        _("Tenken's default: yearly"),
    )


def the_system_can_be_restored(about: SubjectId, seen: Exhibits, policy: BackupPolicy, today: date) -> Finding:
    fact = seen[BackupRecord]
    record = fact.says
    blanks: Blanks = {
        "day": record.confirmed_on.isoformat(),
        "n": record.generations,
        "last": record.last_success.isoformat(),
    }
    if today - record.confirmed_on > policy.record_age:
        return cannot_tell(about, Message(_("the record of backups is of {day}, which is too long ago"), blanks), fact)
    lacking = _lacking(record, policy, today)
    if lacking:
        return not_met(about, Message(_("the backup falls short: {points}"), {"points": lacking}), fact)
    because = Message(_("{n} generations are kept, the newest of {last}; restoration was checked"), blanks)
    return met(about, because, fact)


def _lacking(record: BackupRecord, policy: BackupPolicy, today: date) -> tuple[Message, ...]:
    good_tests = [record.last_restore if record.restored_well else None, record.procedure_checked_on]
    checked = max((day for day in good_tests if day), default=None)
    points = (
        (Message(_("only {n} methods"), {"n": len(record.methods)}), len(record.methods) < policy.methods),
        (
            Message(_("only {n} generations"), {"n": record.generations}),
            record.generations < policy.generations,
        ),
        (Message(_("no copy is out of reach of the network")), policy.detached and not record.detached),
        (
            Message(_("the newest backup was old")),
            record.confirmed_on - record.last_success > policy.last_success,
        ),
        (
            Message(_("the last restoration test failed")),
            bool(record.last_restore) and not record.restored_well,
        ),
        (
            Message(_("restoration was not checked within {days} days"), {"days": policy.restore_checked.days}),
            checked is None or today - checked > policy.restore_checked,
        ),
    )
    return tuple(message for message, wrong in points if wrong)


RULES = (
    Rule(
        "backup-recovery.the-system-can-be-restored",
        SubjectKind.SYSTEM,
        (need(BackupRecord),),
        BackupPolicy(),
        the_system_can_be_restored,
    ),
    paper_rule(
        "backup-recovery.the-procedure-is-in-effect",
        DocumentType.RESTORE_PROCEDURE,
        PaperPolicy(must_cover=("needed-information", "order", "steps")),
        paper_holds,
    ),
)
