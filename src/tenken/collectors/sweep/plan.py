"""Whom a sweep is sent to, decided before any packet: the subnet less all that must not be touched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, collapse_addresses

from tenken.collectors.sightings import mac_of
from tenken.text import Message, _

FIRST_PARTS = 8
"""Characters of a card that name its maker: ``00:16:3e``."""


def card_of(text: str) -> str:
    """A card, or its maker's part; empty where the text is neither."""
    made_whole = f"{text.strip().replace('-', ':')}:00:00:00"
    return mac_of(text) or mac_of(made_whole)[:FIRST_PARTS]


@dataclass(frozen=True)
class Untouchable:
    """The no-touch list as it stands in the world: addresses, cards, and the machines that can be told by neither.

    ``cards`` are whole MAC addresses or their first three parts. ``familiar`` are cards of machines that a person
    classed and that may be asked.
    """

    networks: Mapping[IPv4Network, Message] = field(default_factory=dict)
    cards: Mapping[str, Message] = field(default_factory=dict)
    unplaced: tuple[str, ...] = ()
    familiar: frozenset[str] = frozenset()

    @property
    def is_any(self) -> bool:
        return bool(self.networks or self.cards or self.unplaced)

    def why_not(self, address: IPv4Address) -> Message | None:
        return next((why for network, why in self.networks.items() if address in network), None)

    def why_not_card(self, card: str) -> Message | None:
        return self.cards.get(card) or self.cards.get(card[:FIRST_PARTS])


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An address that nothing was sent to, and why. ``met`` says that it had answered the first question."""

    address: str
    why: Message
    met: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """Who answered the question of who is there. Beyond a router no card is seen."""

    address: str
    card: str = ""


@dataclass(frozen=True)
class Plan:
    """``targets`` are addresses and blocks of them, as nmap takes them."""

    targets: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def plan(subnet: IPv4Network, untouchable: Untouchable) -> Plan:
    """Neither the subnet's own address nor that of everybody is asked."""
    asked, left_out = list[IPv4Network](), list[LeftOut]()
    for address in subnet.hosts():
        why = untouchable.why_not(address)
        if why:
            left_out.append(LeftOut(str(address), why))
        else:
            asked.append(IPv4Network(address))
    return Plan(tuple(map(_written, collapse_addresses(asked))), tuple(left_out))


def _written(block: IPv4Network) -> str:
    return str(block.network_address) if block.prefixlen == 32 else str(block)


def sort_out(
    answered: Iterable[Answered], untouchable: Untouchable, *, medical: bool
) -> tuple[tuple[str, ...], tuple[LeftOut, ...]]:
    """Whose ports may be asked, and who answered and is left alone.

    Where medical devices stand, only cards that a person classed are asked: any other may be a new modality.
    """
    asked, left_out = list[str](), list[LeftOut]()
    for one in answered:
        why = untouchable.why_not(IPv4Address(one.address)) or untouchable.why_not_card(one.card)
        if why is None and medical and one.card not in untouchable.familiar:
            why = Message(_("nobody has classed it yet, and medical devices stand in this subnet"))
        if why:
            left_out.append(LeftOut(one.address, why, met=True))
        else:
            asked.append(one.address)
    return tuple(asked), tuple(left_out)
