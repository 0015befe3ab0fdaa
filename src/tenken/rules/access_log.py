"""access-log: アクセスログを管理している。

Met:      every server records log-ins on disk, keeps them as long as the policy says, where others cannot write,
          in synchronised time; and a named person reviewed the access logs for the last period and left no flag of
          a known-bad kind undecided. What is sent to Tenken's log store arrives whole, and that store was checked
          and is unchanged.
Not met:  log-ins are not recorded or not kept, the files are open to others, or the clock is not synchronised;
          or the reviewed logs lack log-in time, access time or operation; or kept logs were changed.
Unknown:  logs are limited by size only, or kept longer elsewhere than was seen; the last review is out of date, or
          was signed while flags of a known-bad kind were undecided; a source of the log store is silent, left gaps,
          cannot be read, or was not looked at (``received_logs``).
Source:   checklist 2-6 (R5, R6), 2-11 (R7, R8); manual: the operations person records, the 企画管理者 checks
          periodically; minimum content log-in time, access time, operation; protected against deletion, alteration,
          addition. Guideline 6.0, operation 17. No text sets retention or interval: both are the facility's rule.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from tenken.facts.logs import LogKeeping, LogReview, LogSourceEntry, LogsReceived, LogsVerified, TimeSync
from tenken.facts.model import Fact, SubjectId, SubjectKind, setting
from tenken.rules.model import Exhibits, Finding, Measured, Of, Policy, Rule, cannot_tell, may, met, need, not_met
from tenken.rules.received_logs import (
    ReceivedPolicy,
    kept_here,
    the_store_was_not_changed,
    what_arrives_is_whole,
)
from tenken.text import Blanks, Message, _, shortened


@dataclass(frozen=True)
class LogPolicy(Measured):
    keep: timedelta = setting(
        timedelta(days=365),
        _("days that logs are kept at the least"),
        _("no text sets a number; one year is the floor of common practice"),
    )


@dataclass(frozen=True)
class ReviewPolicy(Policy):
    every: timedelta = setting(
        timedelta(days=31),
        _("interval between two reviews of the logs"),
        _("manual: periodically; monthly is Tenken's default"),
    )
    delay: timedelta = setting(
        timedelta(days=14),
        _("days allowed for carrying out a review"),
        _("Tenken's default"),
    )


_UNDECIDED = _(
    "of the review of {month}, {n} flags of a known-bad kind are undecided; "
    "decide them on the page “monthly review” of the access logs and sign the month again"
)


def log_ins_are_kept(about: SubjectId, seen: Exhibits, policy: LogPolicy, today: date) -> Finding:
    keeping, clock = seen[LogKeeping], seen[TimeSync]
    wrong = _wrong_with(keeping.says, clock.says)
    if wrong:
        return not_met(about, wrong, keeping, clock)
    here = kept_here(seen, ReceivedPolicy(keep=policy.keep))
    short = None if here else _kept_too_short(about, keeping, policy)
    if short:
        return short
    if clock.says.synchronised is None:
        return cannot_tell(about, Message(_("whether the clock is synchronised could not be seen")), clock)
    if here:
        blanks: Blanks = {"days": here.says.keep_days, "source": here.says.source}
        because = Message(_("log-ins arrive in the log store as {source} and are kept there for {days} days"), blanks)
        return met(about, because, keeping, clock, here)
    because = Message(
        _("log-ins are recorded and kept for {days} days, in synchronised time"), {"days": keeping.says.kept_days or 0}
    )
    return met(about, because, keeping, clock)


def _kept_too_short(about: SubjectId, keeping: Fact[LogKeeping], policy: LogPolicy) -> Finding | None:
    log = keeping.says
    blanks: Blanks = {"days": log.kept_days or 0, "wanted": policy.keep.days, "where": shortened(log.forwarded_to)}
    if log.kept_days is None:
        because = Message(_("logs are limited by size only; for how many days they are kept was not seen"), blanks)
        return cannot_tell(about, because, keeping)
    if log.kept_days >= policy.keep.days:
        return None
    if log.forwarded_to:
        words = _("kept here for {days} days and sent to {where}; how long it is kept there was not seen")
        return cannot_tell(about, Message(words, blanks), keeping)
    return not_met(about, Message(_("logs are kept for {days} days; the rule is {wanted}"), blanks), keeping)


def _wrong_with(log: LogKeeping, clock: TimeSync) -> Message | None:
    if not log.records_logins:
        return Message(_("log-ins are not recorded"))
    if not log.persistent:
        return Message(_("logs are kept in memory only and are gone after a restart"))
    if log.open_to:
        return Message(_("others may write to the logs: {files}"), {"files": shortened(log.open_to)})
    if clock.synchronised is False:
        return Message(_("the clock is not synchronised"))
    return None


def the_logs_are_reviewed(about: SubjectId, seen: Exhibits, policy: ReviewPolicy, today: date) -> Finding:
    fact = seen[LogReview]
    review = fact.says
    blanks: Blanks = {"by": review.by, "from": review.period_from.isoformat(), "to": review.period_to.isoformat()}
    if today > review.period_to + policy.every + policy.delay:
        because = Message(_("the last review on file covers {from} to {to}; none since"), blanks)
        return cannot_tell(about, because, fact)
    if not (review.records_login_time and review.records_access_time and review.records_operation):
        because = Message(_("the reviewed logs do not show log-in time, access time and operation"), blanks)
        return not_met(about, because, fact)
    if review.undecided:
        told: Blanks = {"n": review.undecided, "month": f"{review.period_to:%Y-%m}"}
        return cannot_tell(about, Message(_UNDECIDED, told), fact)
    return met(about, Message(_("{by} reviewed the logs of {from} to {to}"), blanks), fact)


RULES = (
    Rule(
        "access-log.log-ins-are-kept",
        SubjectKind.MACHINE,
        (need(LogKeeping), need(TimeSync), may(LogsReceived)),
        LogPolicy(),
        log_ins_are_kept,
    ),
    Rule(
        "access-log.its-logs-arrive",
        SubjectKind.MACHINE,
        (may(LogSourceEntry), may(LogsReceived)),
        ReceivedPolicy(),
        what_arrives_is_whole,
    ),
    Rule(
        "access-log.other-logs-arrive",
        SubjectKind.FACILITY,
        (may(LogSourceEntry), may(LogsReceived)),
        ReceivedPolicy(),
        what_arrives_is_whole,
    ),
    Rule(
        "access-log.the-log-store-is-unchanged",
        SubjectKind.FACILITY,
        (may(LogsVerified), may(LogsReceived, Of.EVERYBODY)),
        Measured(),
        the_store_was_not_changed,
    ),
    Rule(
        "access-log.the-logs-are-reviewed",
        SubjectKind.FACILITY,
        (need(LogReview),),
        ReviewPolicy(),
        the_logs_are_reviewed,
    ),
)
