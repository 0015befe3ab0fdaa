"""YAMAHA RT series: what ``show status dhcp`` shows on the terminal, in Japanese or English.

The words differ by language and revision, so none is read. What is relied on, as the maker's manual names the items and
public records of terminals show them: one item on a line, behind a colon. An address begins a lease; then come the
client, as ``(01) 00 a0 de 01 02 03`` or as a card, a name if the client gave one, and the time that is left, of several
numbers with their units. A reservation that nobody uses has no time left, and a network has an address only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tenken.collectors.leases.text import told_by, without_pager
from tenken.collectors.sightings import Sighting, address_of, mac_of

_ITEM = re.compile(r"[^:：]{1,60}[:：]\s*(\S.*)")
_CLIENT = re.compile(r"\(01\)\s*((?:[0-9a-f]{2}[ :-]?){5}[0-9a-f]{2})", re.IGNORECASE)
_CARD_ITEM = re.compile(
    r"^[^\n:：]{1,60}[:：][ \t]*(?:\([0-9a-f]{2}\) ?[0-9a-f]{2}[ :]|(?:[0-9a-f]{2}:){5})", re.IGNORECASE | re.MULTILINE
)
_ADDRESS_ITEM = re.compile(r"^[^\n:：]{1,60}[:：][ \t]*(?:[0-9]{1,3}\.){3}[0-9]{1,3}[ \t]*$", re.MULTILINE)
_TIME_LEFT = re.compile(r"[0-9]+ ?[^\W\d]+\.?(?: +[0-9]+ ?[^\W\d]+\.?)+")
_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class _Lease:
    address: str = ""
    mac: str = ""
    name: str = ""
    client: bool = False


def recognise(text: str) -> bool:
    clean = without_pager(text)
    return _CARD_ITEM.search(clean) is not None and _ADDRESS_ITEM.search(clean) is not None


def sightings(text: str) -> Iterator[Sighting]:
    lease, network, device = _Lease(), "", told_by(text)
    for value in _values(without_pager(text)):
        if address := address_of(value):
            network = lease.address if lease.address and not lease.client else network
            lease = _Lease(address)
        elif lease.address and _TIME_LEFT.fullmatch(value):
            if lease.client:
                yield Sighting("dhcp", lease.address, lease.mac, lease.name, f"{device} {network}")
            lease = _Lease()
        elif lease.address:
            lease = _with(lease, value)


def _values(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        match = _ITEM.fullmatch(line.strip()[:_LONGEST_LINE])
        if match:
            yield match[1].strip()


def _with(lease: _Lease, value: str) -> _Lease:
    """A lease with one more item: its client, or then its name."""
    if lease.client:
        return replace(lease, name=value)
    match = _CLIENT.fullmatch(value)
    mac = mac_of(re.sub(r"[ :-]", "", match[1])) if match else mac_of(value)
    return replace(lease, mac=mac, client=True)
