"""What stands of sweeps: where one may begin now, what must not be touched, what came of the last; and to begin one."""

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections

from tenken.actions.site import Site
from tenken.actions.sweep import refuse, sweep
from tenken.actions.sweeping import Running, running
from tenken.collectors.model import Refused
from tenken.collectors.sweep.consent import consent_for, list_in_force, small_network
from tenken.collectors.sweep.nmap import refuse_unless_able
from tenken.dates import local_day
from tenken.facts.model import FACILITY, Fact, MachineClass, Observation
from tenken.facts.sweeps import NoTouch, SweepConsent
from tenken.ledger.lists import count_by_class
from tenken.ledger.recall import facts_about
from tenken.ledger.stated import stated_now
from tenken.ledger.sweeps import attempts, last_of_each
from tenken.ledger.untouchable import unplaced_medical
from tenken.text import Complaint, Message, _

MOST = 20
A_WEEK = timedelta(days=7)
AGAIN_AFTER_A_FAILURE = timedelta(days=1)

_log = logging.getLogger("tenken.sweeps")


@dataclass(frozen=True)
class Subnet:
    """A subnet that somebody agreed to; ``refused`` says why no sweep may begin there now."""

    consent: Fact[SweepConsent]
    last: Observation | None
    refused: Message | None


@dataclass(frozen=True)
class Overview:
    """``unplaced`` are medical devices without address and card; asked only where a subnet has medical devices."""

    running: Running | None
    subnets: tuple[Subnet, ...]
    listed: tuple[Fact[NoTouch], ...]
    overdue: bool
    medical: int
    unplaced: tuple[str, ...]
    attempts: tuple[Observation, ...]


def overview(site: Site, now: datetime) -> Overview:
    facts = facts_about(FACILITY, now)
    listed = tuple(fact for fact in facts if isinstance(fact.says, NoTouch))
    consents = tuple(fact for fact in facts if isinstance(fact.says, SweepConsent))
    last, today = last_of_each(), local_day(now)
    beside_medical = any(fact.says.medical and fact.says.holds_on(today) for fact in consents)
    return Overview(
        running=running(site.config.data),
        subnets=tuple(_subnet(fact, consents, listed, last.get(fact.says.subnet), now) for fact in consents),
        listed=listed,
        overdue=bool(listed) and all(fact.says.good_until < today for fact in listed),
        medical=count_by_class().get(MachineClass.MEDICAL.value, 0),
        unplaced=unplaced_medical() if beside_medical else (),
        attempts=attempts(MOST),
    )


def _subnet(
    fact: Fact[SweepConsent],
    consents: tuple[Fact[SweepConsent], ...],
    listed: tuple[Fact[NoTouch], ...],
    last: Observation | None,
    now: datetime,
) -> Subnet:
    why = _why_not(fact.says.subnet, [f.says for f in consents], tuple(f.says for f in listed), now)
    return Subnet(fact, last, why)


def _why_not(
    subnet: str, consents: Iterable[SweepConsent], listed: tuple[NoTouch, ...], now: datetime
) -> Message | None:
    """What forbids a sweep right now, as far as it can be known before it begins."""
    try:
        consent_for(small_network(subnet), consents, now)
        list_in_force(listed, now)
        refuse_unless_able()
    except Refused as error:
        return error.reason
    return None


def begin(site: Site, subnet: str, by: str, now: datetime) -> Message | None:
    """Begin a sweep beside what else this process does; or record why not, and say it."""
    why = _why_not(subnet, stated_now(SweepConsent, now), stated_now(NoTouch, now), now)
    if why is None and running(site.config.data):
        why = Message(_("another sweep is under way; wait for its end or stop it"))
    if why:
        refuse(site, subnet, by, why)
        return why
    threading.Thread(target=_sweep, args=(site, subnet, by), name="tenken-sweep", daemon=True).start()
    return None


def begin_due(site: Site, now: datetime) -> None:
    """Begin the first sweep that a consent leaves to Tenken, a week after the last in that subnet."""
    weekly = [says for says in stated_now(SweepConsent, now) if says.weekly and says.window(now)]
    last = last_of_each() if weekly else {}
    due = [says for says in weekly if _is_due(last.get(says.subnet), now)]
    if due and not running(site.config.data):
        begin(site, due[0].subnet, due[0].by, now)


def _is_due(last: Observation | None, now: datetime) -> bool:
    """Half a day early, so that the hour does not wander from week to week; a failure waits for another night."""
    if last is None:
        return True
    return now - last.seen_at >= (A_WEEK - timedelta(hours=12) if last.complete else AGAIN_AFTER_A_FAILURE)


def _sweep(site: Site, subnet: str, by: str) -> None:
    try:
        sweep(site, subnet, by, _tell_nobody)
    except (DatabaseError, Complaint, OSError) as error:
        _log.warning("the sweep of %s ended without an account: %s", subnet, error)
    finally:
        close_old_connections()


def _tell_nobody(_said: Message) -> None:
    """Who began it from a page looks at the page."""
