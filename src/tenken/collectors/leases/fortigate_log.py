"""FortiGate's own logs, as files or from a syslog server: whose cards it heard, and to whom it gave addresses.

A line of traffic names its sender by ``srcmac``: the card of the machine, or of the router that stands between. So it
speaks of the card alone; neither the address nor the name beside it need be that card's. Of the outside (an interface
of the role ``wan``, or of none and a public address) nothing is read. Where the server of DHCP acknowledges, card,
address and name are the client's own. Of each machine the newest line counts. The log says when it was: a machine was
seen then, not when the file came.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from ipaddress import ip_address

from tenken.collectors.model import Unreadable
from tenken.collectors.sightings import Sighting, address_of, is_machine, mac_of
from tenken.dates import JST
from tenken.text import _

_BEGINS = re.compile(r'\bdate="?\d{4}-\d\d-\d\d"?[ ,]+"?time="?\d\d:', re.ASCII)
_LINES_LOOKED_AT = 200
_FIELD = re.compile(r'\b([a-z][a-z0-9_]{1,30})=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))')
_LONGEST_LINE = 16_384
_KEPT = (
    "eventtime", "date", "time", "tz", "devname", "type", "srcintf", "srcintfrole", "srcip", "srcmac", "interface",
    "dhcp_msg", "mac", "ip", "hostname",
)  # fmt: skip
"""Fields that are read, and all that is kept of a line: no peer, no address of a page, no user."""
_TELLING = ("srcmac=", "dhcp_msg=")
_ZONE = re.compile(r"([+-])(\d\d):?(\d\d)")
_UNITS = {10: 1, 13: 1_000, 16: 1_000_000, 19: 1_000_000_000}
"""Digits of an eventtime → how many of its units make a second."""
_INSIDE = ("lan", "dmz")
_Line = Mapping[str, str]


def recognise(text: str) -> bool:
    return any(_BEGINS.search(line[:_LONGEST_LINE]) for line in text.split("\n", _LINES_LOOKED_AT)[:_LINES_LOOKED_AT])


def sightings(text: str) -> Iterator[Sighting]:
    """Raises Unreadable for a log that names nobody by a card."""
    seen = [sighting for sighting, _line in _newest(text).values()]
    if not seen:
        raise Unreadable(
            _("no line of the log names a machine inside by its card; an address alone is no mark. Let FortiGate "
              "detect devices on its inside interfaces, or take in its leases and its ARP table")
        )  # fmt: skip
    yield from seen


def reduced(text: str) -> str:
    """The log again, with the newest line of each machine only and of each line what is read. It says the same."""
    lines = [line for _sighting, line in _newest(text).values()]
    return "".join(f"{_written(line)}\n" for line in lines) or "date=1970-01-01 time=00:00:00\n"


def _newest(text: str) -> Mapping[tuple[str, str], tuple[Sighting, _Line]]:
    """(way, card) → its newest sighting, and the line that tells of it."""
    found: dict[tuple[str, str], tuple[datetime, Sighting, _Line]] = {}
    for line in _lines(text):
        sighting, moment = _sighting(line), _moment(line)
        if sighting is None or moment is None:
            continue
        key, before = (sighting.way, sighting.mac), found.get((sighting.way, sighting.mac))
        if before is None or before[0] < moment:
            found[key] = (moment, sighting, line)
    return {key: (_at(sighting, moment), line) for key, (moment, sighting, line) in found.items()}


def _at(sighting: Sighting, moment: datetime) -> Sighting:
    return Sighting(
        sighting.way, sighting.address, sighting.mac, sighting.called, sighting.where, seen_at=moment.astimezone(UTC)
    )


def _lines(text: str) -> Iterator[_Line]:
    """Lines that may tell of a machine; one without an end may be cut off in the middle of a word."""
    begin = 0
    while (end := text.find("\n", begin)) >= 0:
        line = text[begin : min(end, begin + _LONGEST_LINE)]
        begin = end + 1
        if any(word in line for word in _TELLING):
            yield _fields(_FIELD.findall(line))


def _fields(found: Iterable[tuple[str, str, str]]) -> _Line:
    """A field that stands twice counts as it came first. What stands inside the quotes of another field is none."""
    fields: dict[str, str] = {}
    for name, quoted, plain in found:
        if name in _KEPT:
            fields.setdefault(name, quoted or plain)
    return fields


def _written(line: _Line) -> str:
    return " ".join(f'{name}="{re.sub(_UNSAFE, "", line[name])}"' for name in _KEPT if name in line)


_UNSAFE = re.compile(r'["\\\x00-\x1f\x7f]')


def _sighting(line: _Line) -> Sighting | None:
    device = line.get("devname", "")
    if line.get("dhcp_msg") == "Ack":
        where = f"{device} {line.get('interface', '')}".strip()
        called = "" if line.get("hostname", "") in ("N/A", "") else line["hostname"]
        seen = Sighting("dhcp", address_of(line.get("ip", "")), mac_of(line.get("mac", "")), called, where)
    else:
        inside = line.get("type") == "traffic" and _inside(line)
        where = f"{device} {line.get('srcintf', '')}".strip()
        seen = Sighting("firewall-log", mac=mac_of(line.get("srcmac", "")) if inside else "", where=where)
    return seen if seen.mac and is_machine(seen) else None


def _inside(line: _Line) -> bool:
    """By the role of the interface; where nobody gave it one, by the address."""
    role, address = line.get("srcintfrole", ""), address_of(line.get("srcip", ""))
    return role in _INSIDE or (role != "wan" and bool(address) and ip_address(address).is_private)


def _moment(line: _Line) -> datetime | None:
    """By the event's own count of seconds; else by date and time in the zone that the line names, or Japan's."""
    count = line.get("eventtime", "")
    if count.isascii() and count.isdecimal() and len(count) in _UNITS:
        return datetime.fromtimestamp(int(count) // _UNITS[len(count)], UTC)
    zone = _ZONE.fullmatch(line.get("tz", ""))
    offset = timedelta(hours=int(zone[2]), minutes=int(zone[3])) if zone else timedelta()
    ours = timezone(-offset if zone and zone[1] == "-" else offset) if offset < timedelta(days=1) and zone else JST
    try:
        return datetime.strptime(f"{line['date']} {line['time']}", "%Y-%m-%d %H:%M:%S").replace(tzinfo=ours)
    except (KeyError, ValueError):
        return None
