"""What tables and scans of a network tell of machines: card, address, name; and what in them is no machine."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

from tenken.collectors.model import Claim
from tenken.facts.model import LONGEST_NAME, Mark, MarkKind
from tenken.facts.sightings import SeenOnNetwork

_MAC = re.compile(
    r"[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|[0-9a-f]{4}([.-])[0-9a-f]{4}\2[0-9a-f]{4}|[0-9a-f]{12}"
)
_NAME = re.compile(r"\w(?:[\w.-]*\w)?\$?")
_SHARED_BY_ROUTERS = ("00:00:5e:00:01:", "00:00:5e:00:02:", "00:00:0c:07:ac:", "00:00:0c:9f:f")
"""VRRP and HSRP: several routers answer to such a card in turn, so it is none of them."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One row of a table: whom it names, and where. ``mac`` and ``address`` come from ``mac_of`` and ``address_of``.

    ``seen_at`` is when, where the table says so of each row.
    """

    way: str
    address: str = ""
    mac: str = ""
    called: str = ""
    where: str = ""
    serial: str = ""
    seen_at: datetime | None = None


def mac_of(text: str) -> str:
    """``00:16:3e:00:00:1f`` for a card in any notation that is in use; empty where the text is none."""
    lower = text.strip().lower()
    if not _MAC.fullmatch(lower):
        return ""
    digits = re.sub(r"[^0-9a-f]", "", lower)
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2))


def address_of(text: str) -> str:
    """The address as it is written in the ledger; empty where the text is none."""
    try:
        return str(ip_address(text.strip().partition("%")[0]))
    except ValueError:
        return ""


def name_of(text: str, address: str = "") -> str:
    """The name, if it is one. A name that a server made out of the address names whoever has the address."""
    name = text.strip().strip("\"'").rstrip(".")
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name) or address_of(name) or mac_of(name):
        return ""
    made_up = address and any(address.replace(".", sign) in name for sign in "-_.")
    return "" if made_up else name


def is_machine(seen: Sighting) -> bool:
    """Whether a row can stand for one machine.

    Groups and "everybody" are many; a card of zeros is an entry that was never answered; link-local addresses are
    made up by every card on every link, so a table lists with them whom it lists already; loopback is the teller.
    """
    if seen.mac and (int(seen.mac[1], 16) & 1 or seen.mac == "00:00:00:00:00:00"):
        return False
    if seen.mac.startswith(_SHARED_BY_ROUTERS):
        return False
    if not seen.address:
        return bool(seen.mac or seen.called or seen.serial)
    ip = ip_address(seen.address)
    nobody = ip.is_multicast or ip.is_unspecified or ip.is_link_local or ip.is_loopback
    return not nobody and seen.address != "255.255.255.255"


def marks_of(seen: Sighting) -> tuple[Mark, ...]:
    """By what the row names its machine, best first."""
    name = name_of(seen.called, seen.address).lower()
    found = (
        (MarkKind.SERIAL, seen.serial),
        (MarkKind.MAC, seen.mac),
        (MarkKind.FQDN, name if "." in name else ""),
        (MarkKind.HOSTNAME, name.partition(".")[0]),
        (MarkKind.ADDRESS, seen.address),
    )
    return tuple(Mark(kind, value) for kind, value in found if value)


def told(rows: Iterable[Sighting]) -> Iterator[Claim]:
    """A claim for each machine among the rows. A card that stands in several is told of once, as it came first."""
    met: set[tuple[str, str]] = set()
    for seen in filter(is_machine, rows):
        marks, key = marks_of(seen), (seen.way, seen.mac or seen.address or seen.called)
        if marks and key not in met:
            met.add(key)
            yield Claim(marks, statement(seen), seen.seen_at)


def statement(seen: Sighting) -> SeenOnNetwork:
    called = name_of(seen.called, seen.address)
    return SeenOnNetwork(seen.way, seen.address, seen.mac, called, seen.where.strip()[:LONGEST_NAME])
