"""Tables of switches that say at which port a card was heard: Cisco IOS, AlliedWare Plus and their like, on a terminal.

A row is a line with one card, no address, and the word that says it was learnt. What was typed, and the switch's own
cards (``static``), are no sightings. A card that was heard over another switch stands there with the port to that one.
"""

import re
from collections.abc import Iterator

from tenken.collectors.leases.text import Row, rows_of, told_by
from tenken.collectors.sightings import Sighting, mac_of

_LEARNT = {"dynamic", "learned", "learnt"}
_VLAN = re.compile(r"[1-9][0-9]{0,3}")


def recognise(text: str) -> bool:
    return any(map(_is_row, rows_of(text)))


def sightings(text: str) -> Iterator[Sighting]:
    switch = told_by(text)
    for row in filter(_is_row, rows_of(text)):
        vlan = _vlan(row)
        where = (switch, *row.ports[-1:], f"VLAN {vlan}" if vlan else "")
        yield Sighting("mac-table", mac=mac_of(row.words[row.macs[0]]), where=" ".join(filter(None, where)))


def _vlan(row: Row) -> str:
    """The number before the card; in older tables the first one behind it."""
    card = row.macs[0]
    return next((word for word in (*row.words[:card], *row.words[card:]) if _VLAN.fullmatch(word)), "")


def _is_row(row: Row) -> bool:
    return len(row.macs) == 1 and not row.addresses and bool(_LEARNT & row.lower)
