"""ネットワーク: each range of addresses with its purpose, who is in it, whether it may be swept, what is left alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from ipaddress import IPv4Network
from typing import TypeVar

from tenken.dates import local_day
from tenken.facts.model import FACILITY, Fact, Observation
from tenken.facts.networks import NetworkSegment
from tenken.facts.sweeps import NoTouch, NoTouchBy, SweepConsent, network_of
from tenken.ledger.networks import Range, ranges
from tenken.ledger.stated import of_the_house
from tenken.ledger.sweeps import last_of_each
from tenken.verdicts.case import AnyFact

Stated = TypeVar("Stated", NetworkSegment, SweepConsent)


@dataclass(frozen=True)
class Network:
    """``untouched`` are entries of the no-touch list that lie in it; ``closed`` the one that covers it as a whole."""

    range: Range
    segment: Fact[NetworkSegment] | None
    consent: Fact[SweepConsent] | None
    may_be_swept: bool
    last: Observation | None
    untouched: tuple[Fact[NoTouch], ...]
    closed: Fact[NoTouch] | None

    @property
    def subnet(self) -> str:
        return str(self.range.network)


def networks(now: datetime) -> tuple[Network, ...]:
    """Named ranges, those that may be swept, and those in which machines were seen, by address."""
    facts = [fact for fact in of_the_house((NetworkSegment, SweepConsent, NoTouch)) if fact.about == FACILITY]
    segments, consents = _by_subnet(facts, NetworkSegment), _by_subnet(facts, SweepConsent)
    listed = [(network, fact) for fact in facts if isinstance(fact.says, NoTouch) and (network := _touches(fact.says))]
    last, today = last_of_each(), local_day(now)
    return tuple(
        _network(one, segments, consents, listed, last.get(str(one.network)), today)
        for one in ranges({*segments, *consents})
    )


def _by_subnet(facts: Iterable[AnyFact], kind: type[Stated]) -> Mapping[IPv4Network, Fact[Stated]]:
    named = ((network_of(fact.says.subnet), fact) for fact in facts if isinstance(fact.says, kind))
    return {network: fact for network, fact in named if network}


def _touches(says: NoTouch) -> IPv4Network | None:
    return network_of(says.which) if says.by_what is NoTouchBy.ADDRESS else None


def _network(
    one: Range,
    segments: Mapping[IPv4Network, Fact[NetworkSegment]],
    consents: Mapping[IPv4Network, Fact[SweepConsent]],
    listed: list[tuple[IPv4Network, Fact[NoTouch]]],
    last: Observation | None,
    today: date,
) -> Network:
    consent = consents.get(one.network)
    return Network(
        range=one,
        segment=segments.get(one.network),
        consent=consent,
        may_be_swept=bool(consent and consent.says.holds_on(today)),
        last=last,
        untouched=tuple(_inside(one.network, listed)),
        closed=next((fact for network, fact in listed if one.network.subnet_of(network)), None),
    )


def _inside(network: IPv4Network, listed: list[tuple[IPv4Network, Fact[NoTouch]]]) -> Iterator[Fact[NoTouch]]:
    return (fact for inner, fact in listed if inner.subnet_of(network) and inner != network)
