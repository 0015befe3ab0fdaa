"""ARP and neighbour tables: ``ip neigh`` of Linux, as text or JSON, and what switches and routers show on a terminal.

On a terminal a row is a line with one address among its first words, and one card: so are ``show ip arp`` of Cisco,
``show arp`` of AlliedWare Plus, YAMAHA and others, ``get system arp`` of FortiGate, ``arp -a``. Typed entries, the
device's own (Cisco: ``-`` for their age) and those that never answered are no sightings.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from tenken.collectors.leases.text import Row, rows_of, told_by
from tenken.collectors.model import Unreadable
from tenken.collectors.sightings import Sighting, address_of, mac_of
from tenken.text import _

_ANSWERED = {"REACHABLE", "STALE", "DELAY", "PROBE"}
"""``STALE`` answered since it came into the table; when, the table does not say."""
_INSIDE = re.compile(r"lo|docker[0-9]*|br-[0-9a-f]{12}|veth.*|cni[0-9]+")
"""Interfaces between a machine and its own containers: what is behind them is a part of that machine."""
_TYPED = {"static", "permanent", "local", "self", "interface", "incomplete", "-"}
_LATEST_ADDRESS, _MOST_WORDS = 2, 12


class _Neighbour(msgspec.Struct):
    dst: str
    dev: str
    lladdr: str = ""
    state: list[str] = []


def recognise(text: str) -> bool:
    return is_json(text) or any(map(_is_row, rows_of(text)))


def sightings(text: str) -> Iterator[Sighting]:
    """Raises Unreadable."""
    if is_json(text):
        yield from _answered(_of_json(text))
        return
    rows, device = list(filter(_is_row, rows_of(text))), told_by(text)
    yield from _answered(map(_of_linux, filter(_is_linux, rows)))
    shown = [row for row in rows if not _is_linux(row)]
    yield from (_of_terminal(row, device) for row in _ended(shown) if not _TYPED & row.lower)


def is_json(text: str) -> bool:
    return text.lstrip()[:1] == "["


def _of_json(text: str) -> list[_Neighbour]:
    try:
        return msgspec.json.decode(text, type=list[_Neighbour])
    except (msgspec.DecodeError, RecursionError) as error:
        raise Unreadable(_("the JSON is damaged or cut off ({why}); export it anew"), why=str(error)[:120]) from error


def _is_linux(row: Row) -> bool:
    return "dev" in row.words[:-1]


def _of_linux(row: Row) -> _Neighbour:
    """``10.20.0.5 dev eth0 lladdr 00:16:3e:00:00:1f REACHABLE``"""
    device = row.words[row.words.index("dev") + 1]
    return _Neighbour(row.words[0], device, row.words[row.macs[0]], list(row.words[-1:]))


def _answered(neighbours: Iterable[_Neighbour]) -> Iterator[Sighting]:
    """Who answered; first those that did so just now, for a card may still stand at an address that it left."""
    for one in sorted(neighbours, key=lambda one: "REACHABLE" not in one.state):
        mac = mac_of(one.lladdr)
        if mac and _ANSWERED & set(one.state) and not _INSIDE.fullmatch(one.dev):
            yield Sighting("arp", address_of(one.dst), mac, where=one.dev)


def _ended(rows: list[Row]) -> list[Row]:
    """Without a last row that may be cut off before it says that it was typed."""
    if not rows or rows[-1].whole:
        return rows
    last, before = rows[-1].words, rows[-2].words if len(rows) > 1 else ()
    as_long = 0 < len(before) <= len(last)
    may_be_typed = any(word.startswith(last[-1].lower()) for word in _TYPED)
    return rows if as_long and not may_be_typed else rows[:-1]


def _of_terminal(row: Row, device: str) -> Sighting:
    address = address_of(row.words[row.addresses[0]].strip("()"))
    where = " ".join(filter(None, (device, *row.ports)))
    return Sighting("arp", address, mac_of(row.words[row.macs[0]]), where=where)


def _is_row(row: Row) -> bool:
    one_of_each = len(row.macs) == 1 and len(row.addresses) == 1
    return one_of_each and row.addresses[0] <= _LATEST_ADDRESS and len(row.words) <= _MOST_WORDS
