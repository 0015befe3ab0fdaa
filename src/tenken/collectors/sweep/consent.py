"""Whether a sweep may be sent out, by what persons said. Each answer that is no says what is to be done about it."""

from collections.abc import Iterable
from datetime import datetime
from ipaddress import IPv4Network

from tenken.collectors.model import Refused
from tenken.dates import local_day
from tenken.facts.sweeps import LARGEST_PREFIX, NoTouch, SweepConsent, network_of
from tenken.text import _


def small_network(subnet: str) -> IPv4Network:
    """Raises Refused for what is no subnet, and for one that is too wide."""
    network = network_of(subnet)
    if network is None:
        raise Refused(_("“{text}” is no subnet; write 10.20.1.0/24"), text=subnet[:40])
    if network.prefixlen < LARGEST_PREFIX:
        raise Refused(_("{subnet} is wider than /{n}; sweep parts of it"), subnet=str(network), n=LARGEST_PREFIX)
    return network


def consent_for(network: IPv4Network, consents: Iterable[SweepConsent], now: datetime) -> SweepConsent:
    """The consent by which the subnet may be swept right now. Raises Refused."""
    given = [says for says in consents if says.covers(network)]
    if not given:
        raise Refused(
            _("nobody agreed to a sweep of {subnet}; a consent covers the subnet and what lies in it"),
            subnet=str(network),
        )
    in_force = [says for says in given if says.holds_on(local_day(now)) or says.window(now)]
    if not in_force:
        last = max(says.good_until for says in given)
        raise Refused(_("the consent for {subnet} ended on {day}"), subnet=str(network), day=last.isoformat())
    open_now = [says for says in in_force if says.window(now)]
    if not open_now:
        hours = tuple(f"{says.hours} {''.join(says.weekdays)}".strip() for says in in_force)
        raise Refused(_("{subnet} may be swept in these hours only: {hours}"), subnet=str(network), hours=hours)
    return open_now[0]


def beside_medical(network: IPv4Network, consents: Iterable[SweepConsent]) -> bool:
    """Whether anybody says that medical devices stand in a part of this subnet, in whichever consent, lapsed or not."""
    parts = ((says.medical, network_of(says.subnet)) for says in consents)
    return any(medical and part is not None and part.overlaps(network) for medical, part in parts)


def list_in_force(listed: tuple[NoTouch, ...], now: datetime) -> tuple[NoTouch, ...]:
    """The no-touch list. Raises Refused where nobody has thought of it for longer than its statements hold."""
    if not listed:
        raise Refused(_("first say what must not be touched; if it is nothing beside the medical devices, say that"))
    if all(says.good_until < local_day(now) for says in listed):
        raise Refused(_("the no-touch list is overdue for review; confirm it anew"))
    return listed
