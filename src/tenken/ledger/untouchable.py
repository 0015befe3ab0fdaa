"""触れない機器 in the world: which addresses and cards the no-touch list comes to, by all that was ever seen.

The safe side is chosen throughout: an address counts that a machine had at any time; machines that left the ledger
count, and those that may be the same machine; so does an entry of the list whose review is overdue.
"""

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import IPv4Network

from tenken.collectors.sweep.plan import FIRST_PARTS, Untouchable, card_of
from tenken.facts.model import MachineClass
from tenken.facts.sweeps import NoTouch, NoTouchBy, network_of
from tenken.ledger.links import Links
from tenken.ledger.seen_at import Machine, Seen, machines_seen, seen_with
from tenken.ledger.wanted import Those
from tenken.text import Message, _

_ALWAYS = (MachineClass.MEDICAL,)
_NOT_CLASSED = (MachineClass.UNKNOWN, *_ALWAYS)
_OF_MACHINES = (NoTouchBy.AE_TITLE, NoTouchBy.MACHINE)


def untouchable(listed: Iterable[NoTouch]) -> Untouchable:
    """What the list, and the ledger's medical devices beside it, come to now."""
    listed = tuple(listed)
    networks, cards = _said(listed)
    machines = machines_seen()
    why = {id(machine): _why(machine, listed, cards) for machine in machines}
    unplaced = [entry.which for entry in listed if entry.by_what in _OF_MACHINES and not _hits(entry, machines)]
    familiar = set[str]()
    for machine in machines:
        reason = why[id(machine)] or next((why[id(other)] for other in machine.perhaps if why[id(other)]), None)
        if reason is None:
            familiar |= machine.cards if machine.entered and machine.machine_class not in _NOT_CLASSED else set()
            continue
        networks |= {IPv4Network(one): reason for one in machine.addresses if IPv4Network(one) not in networks}
        cards |= {card: reason for card in machine.cards if card not in cards}
        unplaced += [] if _is_placed(machine) else [machine.title]
    return Untouchable(networks, cards, tuple(unplaced), frozenset(familiar))


def unplaced_medical() -> tuple[str, ...]:
    """Medical devices of the ledger that no address and no card leads to."""
    return tuple(machine.title for machine in machines_seen(_ALWAYS) if not _is_placed(machine))


def machines_not_to_touch(listed: Iterable[NoTouch], known: Links) -> Those:
    """Machines of the ledger to which nothing may be sent."""
    listed = tuple(listed)
    networks, cards = _said(listed)
    which = {by: {one.which.strip() for one in listed if one.by_what is by} for by in NoTouchBy}
    titles = {title.casefold() for title in which[NoTouchBy.AE_TITLE]}

    def named(seen: Seen) -> bool:
        addresses = map(IPv4Network, seen.addresses)
        there = any(one.subnet_of(network) for one in addresses for network in networks)
        return there or any(_parts(seen, cards)) or not titles.isdisjoint(seen.ae_titles)

    found = seen_with({*map(_octets, networks), *cards, *titles}, known)
    return Those(
        classes=frozenset({*_ALWAYS, *which[NoTouchBy.MACHINE_CLASS]}),
        names=frozenset(which[NoTouchBy.MACHINE]),
        numbers=frozenset(number for number, seen in found if named(seen)),
    )


def _parts(seen: Seen, cards: Mapping[str, Message]) -> Iterator[str]:
    """Which of these are cards that it was seen with, or their first parts."""
    return (part for card in sorted(seen.cards) for part in (card, card[:FIRST_PARTS]) if part in cards)


def _octets(network: IPv4Network) -> str:
    """The whole octets that every address of the network begins with: ``10.77.`` of 10.77.0.0/20."""
    whole = network.prefixlen // 8
    begin = ".".join(str(network.network_address).split(".")[:whole])
    return f"{begin}." if 0 < whole < 4 else begin


def _is_placed(machine: Machine) -> bool:
    return bool(machine.addresses or machine.cards)


def _said(listed: tuple[NoTouch, ...]) -> tuple[dict[IPv4Network, Message], dict[str, Message]]:
    """Addresses and cards that the list itself names."""
    networks, cards = dict[IPv4Network, Message](), dict[str, Message]()
    for entry in listed:
        why = Message(_("on the no-touch list: {reason}"), {"reason": entry.reason})
        if entry.by_what is NoTouchBy.ADDRESS:
            if network := network_of(entry.which):
                networks[network] = why
        elif entry.by_what is NoTouchBy.CARD:
            cards[card_of(entry.which)] = why
    return networks, cards


def _why(machine: Machine, listed: tuple[NoTouch, ...], cards: dict[str, Message]) -> Message | None:
    for entry in listed:
        if _hits(entry, (machine,)):
            blanks = {"machine": machine.title, "reason": entry.reason}
            return Message(_("{machine}, on the no-touch list: {reason}"), blanks)
    if machine.machine_class in _ALWAYS:
        return Message(_("{machine} is a medical device"), {"machine": machine.title})
    return next((cards[part] for part in _parts(machine, cards)), None)


def _hits(entry: NoTouch, machines: Iterable[Machine]) -> bool:
    """Whether an entry that names machines of the ledger names one of these."""
    which = entry.which.strip()
    if entry.by_what is NoTouchBy.AE_TITLE:
        return any(which.casefold() in machine.ae_titles for machine in machines)
    if entry.by_what is NoTouchBy.MACHINE:
        return any(which == machine.about for machine in machines)
    return entry.by_what is NoTouchBy.MACHINE_CLASS and any(which == machine.machine_class for machine in machines)
