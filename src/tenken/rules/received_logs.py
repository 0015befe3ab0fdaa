"""access-log, what arrives in the log store: heard lately, nothing missing, readable, in time, kept long enough.

Only what is known of all this is good: a source that was not looked at lately, is silent, or left gaps proves nothing,
whatever else it holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tenken.facts.logs import LogSourceEntry, LogsReceived, LogsVerified
from tenken.facts.model import FACILITY, Fact, SubjectId, setting
from tenken.logs.faults import as_message
from tenken.rules.model import Exhibits, Finding, Measured, Standing, cannot_tell, met, not_met
from tenken.text import Blanks, Message, _, shortened


@dataclass(frozen=True)
class ReceivedPolicy(Measured):
    keep: timedelta = setting(
        timedelta(days=365),
        _("days that logs are kept at the least"),
        _("no text sets a number; one year is the floor of common practice"),
    )
    clock_off_s: int = setting(
        300,
        _("seconds that the time of a log may be from that of its receipt"),
        _("no text sets a number; Kerberos refuses clocks that are off by five minutes"),
    )
    unreadable_percent: int = setting(
        1,
        _("percent of events that may be unreadable"),
        _("Tenken's default"),
    )


Received = Fact[LogsReceived]


def what_arrives_is_whole(about: SubjectId, seen: Exhibits, policy: ReceivedPolicy, today: date) -> Finding | None:
    """None of whom no log is kept here: that is asked by other rules."""
    del today
    entries, got = seen.every(LogSourceEntry), seen.every(LogsReceived)
    if not entries and not got:
        return None
    known = {fact.says.source for fact in got}
    unseen = tuple(sorted({fact.says.source for fact in entries} - known))
    wrong = [problem for fact in got for problem in problems(fact, policy)]
    standing, because, *cites = max(wrong, key=lambda problem: problem[0], default=(Standing.MET, None))
    if standing is Standing.NOT_MET and because:
        return not_met(about, because, *cites)
    if unseen:
        words = _("whether these logs arrive was not looked at lately: {sources}")
        return cannot_tell(about, Message(words, {"sources": shortened(unseen)}), *entries)
    if because:
        return cannot_tell(about, because, *cites)
    if about != FACILITY and not _tells_enough(got):
        words = _("what arrives of this machine does not show log-ins, accounts and operations: {sources}")
        return cannot_tell(about, Message(words, {"sources": shortened(tuple(sorted(known)))}), *got)
    days = min(fact.says.keep_days for fact in got)
    blanks: Blanks = {"sources": shortened(tuple(sorted(known))), "days": days}
    return met(about, Message(_("its logs arrive without a gap and are kept for {days} days: {sources}"), blanks), *got)


Problem = tuple[Standing, Message, Received]


def problems(fact: Received, policy: ReceivedPolicy) -> Iterator[Problem]:
    """What keeps a source from proving anything, and what is proved to be wrong."""
    log, limit_s = fact.says, policy.clock_off_s
    blanks: Blanks = {"source": log.source, "days": log.keep_days, "wanted": policy.keep.days, "n": log.missing,
                      "empty": log.empty, "percent": log.unparsed_percent, "ahead": log.ahead_s or 0,
                      "behind": log.behind_s or 0, "day": str(log.silent_since)}  # fmt: skip
    asked = (
        (Standing.NOT_MET, log.keep_days < policy.keep.days,
         _("{source} is kept for {days} days; the rule is {wanted}")),
        (Standing.NOT_MET, (log.ahead_s or 0) > limit_s,
         _("the clock of {source} is wrong: its events lie up to {ahead} seconds in the future")),
        (Standing.UNKNOWN, log.silent_since is not None,
         _("{source} is silent since {day}; what happened since is not known")),
        (Standing.UNKNOWN, log.missing > 0, _("{n} events of {source} never came, as its numbers show")),
        (Standing.UNKNOWN, log.empty > 0, _("of {source} nothing came on {empty} days of the last month")),
        (Standing.UNKNOWN, log.unparsed_percent > policy.unreadable_percent,
         _("{percent}% of {source} cannot be read; who did what is not known of it")),
        (Standing.UNKNOWN, (log.behind_s or 0) > limit_s,
         _("events of {source} come {behind} seconds late; whether its clock is right cannot be told")),
    )  # fmt: skip
    return ((standing, Message(words, blanks), fact) for standing, holds, words in asked if holds)


def kept_here(seen: Exhibits, policy: ReceivedPolicy) -> Received | None:
    """A source of the machine that arrives whole and tells of log-ins: what its own settings promise matters less."""
    whole = (f for f in seen.every(LogsReceived) if f.says.tells_log_in and not any(problems(f, policy)))
    return next(whole, None)


def the_store_was_not_changed(about: SubjectId, seen: Exhibits, policy: Measured, today: date) -> Finding | None:
    """None where no log is kept."""
    del policy, today
    check, got = seen.get(LogsVerified), seen.every(LogsReceived)
    if check is None:
        words = _("whether the kept logs are unchanged was not checked lately")
        return cannot_tell(about, Message(words), *got[:1]) if got else None
    if check.says.faults:
        words = _("the kept logs were changed: {faults}")
        faults = shortened(tuple(map(as_message, check.says.faults)))
        return not_met(about, Message(words, {"faults": faults}), check)
    blanks: Blanks = {"n": check.says.segments}
    return met(about, Message(_("the kept logs are unchanged: {n} segments were checked"), blanks), check)


def _tells_enough(got: tuple[Received, ...]) -> bool:
    return all(
        any(getattr(fact.says, name) for fact in got) for name in ("tells_log_in", "tells_who", "tells_operation")
    )
