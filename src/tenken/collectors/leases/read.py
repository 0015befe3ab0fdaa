"""A list of who is on the network, in whichever of the known forms: told by its structure, never by its name.

Each row stands for itself: it proves that a machine was there, and what is not in a list proves nothing. So a list that
lacks its end says less, but nothing else. How old a list is, it does not say: it counts from the day of its import.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tenken.collectors.leases import (
    address_log,
    fortigate,
    fortigate_log,
    isc,
    kea,
    lldp,
    mac_table,
    neighbours,
    windows,
    yamaha,
)
from tenken.collectors.leases.text import text_of
from tenken.collectors.model import Claim, Unreadable
from tenken.collectors.sightings import Sighting, told
from tenken.text import _


@dataclass(frozen=True, slots=True)
class Form:
    recognise: Callable[[str], bool]
    sightings: Callable[[str], Iterator[Sighting]]


WRITTEN = tuple(Form(one.recognise, one.sightings) for one in (fortigate_log, lldp, windows, kea, isc))
"""Files of programs."""
SHOWN = tuple(Form(one.recognise, one.sightings) for one in (fortigate, yamaha))
TOGETHER = tuple(Form(one.recognise, one.sightings) for one in (neighbours, mac_table))
"""Tables that may follow one another in what one terminal showed."""
NAMELESS = (Form(address_log.recognise, address_log.sightings),)
"""What is known and cannot be used, where nothing else is there."""


def read(raw: bytes) -> Iterator[Claim]:
    """Raises Unreadable."""
    text = text_of(raw)
    for form in forms_of(text):
        yield from told(form.sightings(text))


def forms_of(text: str) -> tuple[Form, ...]:
    """Raises Unreadable where it is none."""
    alone = next((form for form in (*WRITTEN, *SHOWN) if form.recognise(text)), None)
    found = (alone,) if alone else tuple(form for form in TOGETHER if form.recognise(text))
    found = found or tuple(form for form in NAMELESS if form.recognise(text))
    if not found:
        raise Unreadable(
            _("this is none of the lists that are known (DHCP, ARP and neighbours, LLDP, MAC tables), or it is empty")
        )
    return found


def is_told_on_a_terminal(text: str) -> bool:
    """Whether it is not the file of a program: then anything may stand in it."""
    return not neighbours.is_json(text) and not any(form.recognise(text) for form in WRITTEN)
