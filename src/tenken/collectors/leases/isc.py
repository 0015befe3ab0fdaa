"""dhcpd.leases of the ISC server, as dhcpd.leases(5) describes it: a journal, the last entry of an address holds.

Only leases that are active count. One that had run out before the newest entry was written is none either; how old the
whole file is, the reader cannot tell. Leases of IPv6 name no card and are passed over.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from tenken.collectors.model import Unreadable
from tenken.collectors.sightings import Sighting, address_of, mac_of
from tenken.text import _

_LEASE = re.compile(r"lease (\S+) \{\s*", re.ASCII)
_BEGINS = re.compile(r"^(?:lease \S+ \{|authoring-byte-order |server-duid )", re.MULTILINE)
_PARTS = {
    "state": re.compile(r"\s*binding state ([\w-]+);"),
    "mac": re.compile(r"\s*hardware ethernet (\S+);"),
    "name": re.compile(r'\s*client-hostname "([^"]*)";'),
    "ends": re.compile(r"\s*ends ([^;]+);"),
    "cltt": re.compile(r"\s*cltt ([^;]+);"),
    "starts": re.compile(r"\s*starts ([^;]+);"),
}
_Lease = Mapping[str, str]


def recognise(text: str) -> bool:
    return _BEGINS.search(text[:100_000]) is not None


def sightings(text: str) -> Iterator[Sighting]:
    """Raises Unreadable."""
    leases = dict(_leases(text))
    newest = max((_moment(lease.get(key, "")) for lease in leases.values() for key in ("starts", "cltt")), default=0.0)
    for address, lease in leases.items():
        if lease.get("state") == "active" and not 0 < _moment(lease.get("ends", "")) < newest:
            yield Sighting("dhcp", address, mac_of(lease.get("mac", "")), lease.get("name", ""))


def _leases(text: str) -> Iterator[tuple[str, _Lease]]:
    address, lease, depth = "", dict[str, str](), 0
    for line in text.split("\n"):
        if depth == 0:
            match = _LEASE.match(line)
            address, lease = address_of(match[1]) if match else "", {}
        elif depth == 1 and address:
            lease |= {key: match[1] for key, part in _PARTS.items() if (match := part.match(line))}
        depth += line.rstrip().endswith("{")
        if line.strip() == "}":
            depth = max(0, depth - 1)
            if depth == 0 and address:
                yield address, lease
                address = ""
    if depth:
        raise Unreadable(_("an entry has no end; the file is cut off: copy it anew"))


def _moment(text: str) -> float:
    """Seconds for ``4 2026/11/26 00:35:21`` or ``epoch 1795653321``; 0 for ``never``. Raises Unreadable."""
    words = text.split()
    try:
        if words[:1] == ["epoch"]:
            return float(int(words[1][:12]))
        if len(words) < 3:
            return 0.0
        return datetime.strptime(" ".join(words[1:3]), "%Y/%m/%d %H:%M:%S").replace(tzinfo=UTC).timestamp()
    except (ValueError, IndexError, OverflowError) as error:
        raise Unreadable(_("“{found}” is no time of a lease; the file is damaged"), found=text[:40]) from error
