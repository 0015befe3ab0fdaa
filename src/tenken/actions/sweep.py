"""巡回: look at a subnet where a person agreed to it, keep what came of it; or keep why it was not done."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Network

from tenken.actions.collect import Outcome, read_promised
from tenken.actions.site import Site
from tenken.actions.sweeping import Running, alone, left_over, say_on, stopped_by
from tenken.collectors import COLLECTORS
from tenken.collectors.model import CollectError, Refused
from tenken.collectors.sweep.consent import beside_medical, consent_for, list_in_force, small_network
from tenken.collectors.sweep.nmap import Stopped, ask, command, refuse_unless_able
from tenken.collectors.sweep.plan import Untouchable, plan, sort_out
from tenken.collectors.sweep.profile import WHICH_PORTS, WHO_ANSWERS
from tenken.collectors.sweep.report import Report, Run, who_answered, written
from tenken.facts.model import FACILITY
from tenken.facts.sweeps import NoTouch, SweepConsent, Swept
from tenken.ledger import logbook
from tenken.ledger.record import Attempt, Recorded, record, record_each
from tenken.ledger.stated import stated_now
from tenken.ledger.untouchable import untouchable
from tenken.ledger.writing import writing
from tenken.text import Message, _

Tell = Callable[[Message], None]
_ASK_AGAIN_EVERY = timedelta(seconds=10)
"""Consent and list are read anew so often: a consent that is taken back ends the sweep."""
_SOURCE = COLLECTORS["sweep"]


@dataclass
class _Sweep:
    """A sweep on its way: the account grows with it."""

    site: Site
    report: Report
    tell: Tell
    percent: int = -1
    ask_again: datetime = field(default_factory=lambda: datetime.now(UTC))
    since: str = field(default_factory=lambda: datetime.now(UTC).isoformat())


def sweep(site: Site, subnet: str, by: str, tell: Tell) -> Outcome:
    """One attempt. A refusal or a stop is recorded like a success and comes back; only bugs are raised."""
    _tell_of_the_killed(site)
    on_way = _Sweep(site, Report(subnet, by), tell)
    try:
        network = small_network(subnet)
        with alone(site.config.data, Running(subnet, by, on_way.since)):
            _look(on_way, network)
    except CollectError as error:
        on_way.report = replace(on_way.report, end=error.reason)
    except KeyboardInterrupt:
        on_way.report = replace(on_way.report, end=Message(_("{who} stopped it"), {"who": by or "Ctrl+C"}))
    return _kept(site, on_way.report)


def refuse(site: Site, subnet: str, by: str, why: Message) -> Outcome:
    """Record that a sweep was asked for and refused before it began."""
    return _kept(site, Report(subnet, by, end=why))


def _tell_of_the_killed(site: Site) -> None:
    """A sweep that was killed could not say so itself."""
    killed = left_over(site.config.data)
    if killed:
        _kept(site, Report(killed.subnet, killed.by, end=Message(_("Tenken ended while the sweep was under way"))))


def _look(on_way: _Sweep, network: IPv4Network) -> None:
    """All that forbids a packet is asked before the first, and once more before ports are asked."""
    untouched = _agreed(on_way, network)
    refuse_unless_able()
    to_ask = plan(network, untouched)
    on_way.report = replace(on_way.report, left_out=to_ask.left_out)
    if not to_ask.targets:
        raise Refused(_("every address of {subnet} is on the no-touch list; nothing was sent"), subnet=str(network))
    on_way.tell(Message(_("asking who is there: {subnet}, {n} addresses left out"),
                        {"subnet": str(network), "n": len(to_ask.left_out)}))  # fmt: skip
    answered = who_answered(_run(on_way, network, WHO_ANSWERS, to_ask.targets))
    untouched = _agreed(on_way, network)
    asked, left_alone = sort_out(answered, untouched, medical=on_way.report.medical)
    on_way.report = replace(on_way.report, left_out=(*to_ask.left_out, *left_alone))
    if asked:
        on_way.tell(Message(_("asking for ports: {n} machines, {left} that answered are left alone"),
                            {"n": len(asked), "left": len(left_alone)}))  # fmt: skip
        who_answered(_run(on_way, network, WHICH_PORTS, asked))


def _agreed(on_way: _Sweep, network: IPv4Network) -> Untouchable:
    now = datetime.now(UTC)
    consents = stated_now(SweepConsent, now)
    consent, listed = consent_for(network, consents, now), list_in_force(stated_now(NoTouch, now), now)
    untouched, medical = untouchable(listed), beside_medical(network, consents)
    on_way.report = replace(
        on_way.report, consent=consent, medical=medical, no_touch=listed, unplaced=untouched.unplaced
    )
    if medical and untouched.unplaced:
        raise Refused(
            _("medical devices stand in {subnet}, and of these neither address nor card is known: {machines}"),
            subnet=str(network), machines=untouched.unplaced[:10],
        )  # fmt: skip
    return untouched


def _consent(on_way: _Sweep) -> SweepConsent:
    if on_way.report.consent is None:
        raise AssertionError
    return on_way.report.consent


def _run(on_way: _Sweep, network: IPv4Network, options: tuple[str, ...], targets: tuple[str, ...]) -> bytes:
    """One call of nmap, kept whole or not."""
    on_way.percent = -1
    call = command(options, targets)
    on_way.report = replace(on_way.report, runs=(*on_way.report.runs, Run(call, "")))
    xml = ask(options, targets, lambda percent: _must_end(on_way, network, percent))
    on_way.report = replace(on_way.report, runs=(*on_way.report.runs[:-1], Run(call, xml.decode("utf-8", "replace"))))
    return xml


def _must_end(on_way: _Sweep, network: IPv4Network, percent: int) -> None:
    """Looked at twice a second while nmap runs. Raises Stopped or Refused."""
    data, report, now = on_way.site.config.data, on_way.report, datetime.now(UTC)
    say_on(data, Running(report.subnet, report.by, on_way.since, percent))
    if percent // 10 > on_way.percent // 10:
        on_way.percent = percent
        on_way.tell(Message(_("  {n} %"), {"n": percent}))
    who = stopped_by(data)
    if who is not None:
        raise Stopped(_("{who} stopped it"), who=who)
    if not _consent(on_way).window(now):
        raise Stopped(_("the agreed hours ended"))
    if now >= on_way.ask_again:
        on_way.ask_again = now + _ASK_AGAIN_EVERY
        consent_for(network, stated_now(SweepConsent, now), now)
        if stated_now(NoTouch, now) != report.no_touch:
            raise Stopped(_("the no-touch list changed meanwhile; sweep anew"))


def _kept(site: Site, report: Report) -> Outcome:
    """The account is an attempt of its own; each machine that it claims something of has one beside it."""
    raw, now = written(report), datetime.now(UTC)
    account = Attempt(f"{_SOURCE.id}:{report.subnet}"[:200], _SOURCE.reader, report.subnet[:200], now, report.by,
                      site.archive.keep(raw), failure=report.end)  # fmt: skip
    claims = read_promised(_SOURCE, raw) if report.end is None else ()
    own = tuple(claim for claim in claims if isinstance(claim.says, Swept))
    others = tuple(claim for claim in claims if not isinstance(claim.says, Swept))
    with writing(now) as moment:
        kept = record(replace(account, claims=own), moment)
        met = record_each(replace(account, stream="", claims=others), moment) if others else ()
        logbook.note(now, report.by, "sweep", FACILITY, report.subnet)
    subjects = tuple(dict.fromkeys(subject for one in met for subject in one.subjects))
    changed, unchanged = (sum(getattr(one, name) for one in met) for name in ("changed", "unchanged"))
    return Outcome(report.subnet, Recorded(kept.observation, subjects, changed, unchanged), report.end)
