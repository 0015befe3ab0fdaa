"""FortiGate: what ``execute dhcp lease-list`` shows on the terminal. It shows the leases that it holds, no others.

Below the name of each interface stands a heading; the host name stands where the heading says, or nowhere.
"""

import re
from collections.abc import Iterator

from tenken.collectors.leases.text import Row, without_pager
from tenken.collectors.sightings import Sighting, address_of, mac_of

_HEADING = re.compile(r"\s*IP\s+MAC-Address\s.*\bExpiry\b", re.IGNORECASE)
_EXPIRY = re.compile(r"[A-Z][a-z]{2} +[A-Z][a-z]{2} +[0-9]{1,2} [0-9:]{8} [0-9]{4}\s*$")


def recognise(text: str) -> bool:
    return any(_HEADING.match(line[:300]) for line in text.split("\n"))


def sightings(text: str) -> Iterator[Sighting]:
    interface, name_at, before = "", -1, ""
    lines = without_pager(text).expandtabs().split("\n")
    for n, line in enumerate(lines):
        row = Row(tuple(line.split()))
        if _HEADING.match(line[:300]):
            interface, name_at = before, line.lower().find("hostname")
        elif name_at >= 0 and row.addresses[:1] == (0,) and row.macs[:1] == (1,):
            if n < len(lines) - 1 or _EXPIRY.search(line):
                yield Sighting("dhcp", address_of(row.words[0]), mac_of(row.words[1]), _name(line, name_at), interface)
        elif row.words:
            before = row.words[-1]


def _name(line: str, at: int) -> str:
    """The word that begins below the heading, if one begins there."""
    begins = line[at : at + 1].strip() and not line[at - 1 : at].strip()
    return line[at:].split(maxsplit=1)[0] if begins else ""
