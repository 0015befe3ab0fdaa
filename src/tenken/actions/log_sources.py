"""Sources of logs as the ledger knows them: their machines, how long they may be silent, and what is found of them.

What was found in the search store comes as a file (``logs/health.py``): the engine has no place where the pages are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tenken.actions.collect import ingest
from tenken.actions.log_evidence import logs_of
from tenken.actions.log_lists import lists_of
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.logs.read import written
from tenken.dates import JST, local_day
from tenken.facts.logs import (
    AccountUse,
    AccountUsed,
    LeaversSeen,
    LeaverUsed,
    LogSourceEntry,
    LogsReceived,
    LogsVerified,
    MaintenanceSeen,
)
from tenken.facts.model import FACILITY, Fact, Statement, SubjectId, SubjectKind
from tenken.facts.vendors import vendor_key
from tenken.ledger.lists import titles
from tenken.ledger.recall import facts_of
from tenken.ledger.record import Attempt
from tenken.logs.health import Health, Looked, health_of
from tenken.logs.receive.state import state_of
from tenken.logs.review.lists import FAR, day_of, read_list, user_key
from tenken.logs.sources import LogSource, sources
from tenken.logs.verify import Outcome
from tenken.rules.received_logs import ReceivedPolicy
from tenken.text import Blanks, Message, _

OF_FILES = LogSourceEntry(by="", confirmed_on=date.min, source="", silent_hours=24 * 45)
OF_SENDERS = LogSourceEntry(by="", confirmed_on=date.min, source="")
"""What holds of a source that nobody has described: files come once a month, some days after its end."""
_FAULTS = 5
_POLICY = ReceivedPolicy()


@dataclass(frozen=True)
class Known:
    """A source: how it writes, what a person said of it, how it was last looked at, when it was heard since."""

    source: LogSource
    entry: Fact[LogSourceEntry] | None
    health: Health | None
    heard: datetime | None

    @property
    def about(self) -> SubjectId:
        return self.entry.about if self.entry else FACILITY

    @property
    def rule(self) -> LogSourceEntry:
        if self.entry:
            return self.entry.says
        return OF_FILES if self.health and self.health.files else OF_SENDERS

    @property
    def last(self) -> datetime | None:
        known = [moment for moment in (self.heard, self.health.heard if self.health else None) if moment]
        return max(known, default=None)

    @property
    def may_be_silent(self) -> Message:
        hours = self.rule.silent_hours
        if hours % 24:
            return Message(_("{n} hours"), {"n": hours})
        return Message(_("{n} days"), {"n": hours // 24})

    def silent(self, now: datetime) -> bool:
        """For longer than it may; also one that was never heard."""
        return self.last is None or now - self.last > timedelta(hours=self.rule.silent_hours)

    def wrong(self, now: datetime) -> tuple[Message, ...]:
        """What is to be looked after, each with what to do."""
        health = self.health
        if self.last is None:
            return (Message(_("was never heard: take its log in, or let it send")),)
        found = []
        if self.silent(now):
            blanks: Blanks = {"day": local_day(self.last).isoformat(), "time": self.may_be_silent}
            found.append(Message(_("silent since {day}, may be for {time}: see whether it is on and sends"), blanks))
        return (*found, *(_wrong_with(health) if health else ()))


def _wrong_with(health: Health) -> Iterator[Message]:
    if health.missing:
        words = _("{n} of its numbers never came: see whether it was cut off, and fetch the log of that time from it")
        yield Message(words, {"n": health.missing})
    if health.unparsed_percent > _POLICY.unreadable_percent:
        words = _("{n}% of it cannot be read: see whether its format is the right one")
        yield Message(words, {"n": health.unparsed_percent})
    if (health.ahead_s or 0) > _POLICY.clock_off_s:
        words = _("its events lie up to {n} seconds in the future: set the clock of that machine")
        yield Message(words, {"n": health.ahead_s or 0})
    elif (health.behind_s or 0) > _POLICY.clock_off_s:
        words = _("its events come {n} seconds late: its clock is slow, or what it sends waits on the way")
        yield Message(words, {"n": health.behind_s or 0})


def claims(name: str, now: datetime) -> tuple[Fact[LogSourceEntry], ...]:
    """All that is said of one source, the last word last."""
    return tuple(fact for fact in _said(now) if fact.says.source == name)


def _said(now: datetime) -> list[Fact[LogSourceEntry]]:
    return sorted(facts_of(LogSourceEntry, now), key=lambda fact: (fact.says.confirmed_on, fact.seen_in))


def entries(now: datetime) -> Mapping[str, Fact[LogSourceEntry]]:
    """By the name of the source; where two machines claim one, what was said last holds."""
    return {fact.says.source: fact for fact in _said(now)}


def keeps(now: datetime) -> Callable[[str], timedelta]:
    """How long each source is kept, by what was said of it; five years where nobody said anything."""
    said = {name: timedelta(days=fact.says.keep_days) for name, fact in entries(now).items()}
    usual = timedelta(days=OF_SENDERS.keep_days)
    return lambda name: said.get(name, usual)


def rules_changed(now: datetime, since: datetime) -> bool:
    """Whether somebody said anything of any source after that moment."""
    return any(fact.seen_at > since for fact in _said(now))


def verified(now: datetime) -> Fact[LogsVerified] | None:
    """The newest check of the whole store."""
    return max(facts_of(LogsVerified, now, FACILITY), key=lambda fact: fact.seen_at, default=None)


def looked_at(site: Site) -> datetime | None:
    looked = health_of(logs_of(site))
    return looked.at if looked else None


def receiving(site: Site, now: datetime) -> Message | None:
    """What a receiver says that needs somebody; None where none ever ran, or all is well."""
    state = state_of(logs_of(site))
    if state is None:
        return None
    if state.running and state.alarm:
        return Message(_("The receiver takes nothing in: {why}"), {"why": state.alarm})
    if state.silent(now) or not state.running:
        blanks: Blanks = {"at": state.at.astimezone(JST).strftime("%Y-%m-%d %H:%M")}
        return Message(_("No receiver runs since {at}: what systems send now is lost or waits with them."), blanks)
    return None


def known_sources(site: Site, now: datetime) -> tuple[Known, ...]:
    """By name; also one that a person described and that has not written yet."""
    return _known(site, entries(now))


def _known(site: Site, said: Mapping[str, Fact[LogSourceEntry]]) -> tuple[Known, ...]:
    looked, state = health_of(logs_of(site)), state_of(logs_of(site))
    health = {one.source: one for one in looked.sources} if looked else {}
    heard, written_by = state.heard if state else {}, sources(logs_of(site))
    missing = {name: LogSource(name, "") for name in said if name not in written_by}
    every = sorted({**written_by, **missing}.items())
    return tuple(Known(one, said.get(name), health.get(name), heard.get(name)) for name, one in every)


def sources_of(site: Site, about: SubjectId, now: datetime) -> tuple[Known, ...]:
    """Those that write on this machine."""
    said = entries(now)
    if about not in {fact.about for fact in said.values()}:
        return ()
    return tuple(one for one in _known(site, said) if one.about == about and one.entry)


def state_health(site: Site, now: datetime) -> int:
    """Facts of every source as it was last looked at; how many sources that were."""
    looked, left = health_of(logs_of(site)), _left_on(site)
    for one in known_sources(site, now) if looked else ():
        if one.health and looked:
            said = (_received(one, one.health, looked.at), _use(one.health), *_leavers(one.health, left))
            _state(site, f"logs:{one.source.name}", one.about, said, looked.at, now)
    if looked:
        _state_maintenance(site, looked, now)
    return len(looked.sources) if looked else 0


def state_verified(site: Site, found: Outcome, now: datetime) -> None:
    says = LogsVerified(found.segments, tuple(str(fault) for fault in found.faults[:_FAULTS]))
    _state(site, "logs:", FACILITY, (says,), now, now)


def _state(site: Site, stream: str, about: SubjectId, said: Iterable[Statement], seen: datetime, now: datetime) -> None:
    collector = COLLECTORS["logs"]
    attempt = Attempt(stream, collector.reader, stream.partition(":")[2] or "logs", min(seen, now))
    ingest(site, collector, written(about, said), attempt, now)


def _received(one: Known, health: Health, at: datetime) -> LogsReceived:
    silent = health.silent_for(at) > timedelta(hours=one.rule.silent_hours)
    return LogsReceived(
        source=health.source,
        since=local_day(health.since),
        silent_since=local_day(health.heard) if silent else None,
        missing=health.missing,
        empty=0 if health.files else sum(day.events == 0 for day in health.days[:-1]),
        unparsed_percent=health.unparsed_percent,
        behind_s=health.behind_s,
        ahead_s=health.ahead_s,
        tells_log_in=health.told.get("log_in", False),
        tells_who=health.told.get("who", False),
        tells_patient=health.told.get("patient", False),
        tells_operation=health.told.get("operation", False),
        keep_days=one.rule.keep_days,
    )


def _use(health: Health) -> AccountUse:
    weeks = ((name, day - timedelta(days=day.weekday())) for name, day in sorted(health.accounts.items()))
    return AccountUse(health.source, local_day(health.since), tuple(AccountUsed(name, day) for name, day in weeks))


def _left_on(site: Site) -> Mapping[str, date]:
    """Account → last day of its owner, by the list of staff that the review uses; empty where there is none."""
    rows = read_list(lists_of(site), "staff").rows
    return {str(row["user"]): day_of(int(row["left"])) for row in rows if int(row["left"]) < FAR}


def _leavers(health: Health, left: Mapping[str, date]) -> Iterator[LeaversSeen]:
    """Nothing where nobody is known to have left: that no leaver was seen is then nothing that was looked for."""
    if left:
        used = ((name, left.get(user_key(name)), day) for name, day in sorted(health.accounts.items()))
        found = tuple(LeaverUsed(name, last, day) for name, last, day in used if last and day > last)
        yield LeaversSeen(health.source, found)


def _state_maintenance(site: Site, looked: Looked, now: datetime) -> None:
    """Of each vendor that the list of staff names as where an account belongs to."""
    rows = [row for row in read_list(lists_of(site), "staff").rows if row["kind"] == "vendor"]
    whose = {str(row["user"]): vendor_key(str(row["department"])) for row in rows}
    used = [(whose.get(user_key(name)), name, day) for one in looked.sources for name, day in one.accounts.items()]
    for slug, title in titles(SubjectKind.VENDOR):
        if vendor_key(title) in whose.values():
            days = dict(sorted((name, day) for key, name, day in used if key == vendor_key(title)))
            weeks = tuple(AccountUsed(name, day - timedelta(days=day.weekday())) for name, day in days.items())
            _state(site, f"logs:/{slug}", slug, (MaintenanceSeen(weeks),), looked.at, now)
