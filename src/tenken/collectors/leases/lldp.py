"""LLDP neighbours as lldpd tells them: ``lldpcli -f json show neighbors``, or ``-f json0``.

With json, what is there once stands alone and what is there twice in a list, and a system's name is a key; with json0
everything is a list. Both are read by the same steps.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from tenken.collectors.model import Unreadable
from tenken.collectors.sightings import Sighting, address_of, is_machine, mac_of
from tenken.text import _

_Part = Mapping[str, Any]


def recognise(text: str) -> bool:
    return text.lstrip()[:1] == "{" and '"lldp"' in text[:1_000]


def sightings(text: str) -> Iterator[Sighting]:
    """Raises Unreadable."""
    try:
        whole = msgspec.json.decode(text, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError) as error:
        raise Unreadable(_("the JSON is damaged or cut off ({why}); export it anew"), why=str(error)[:120]) from error
    for lldp in _each(whole.get("lldp")):
        for port, neighbour in _named(lldp.get("interface"), "chassis"):
            for name, chassis in _named(neighbour.get("chassis"), "id"):
                yield _sighting(port, name, chassis, neighbour)


def _each(value: object) -> list[_Part]:
    parts = value if isinstance(value, list) else [value]
    return [part for part in parts if isinstance(part, dict)]


def _named(value: object, inside: str) -> Iterator[tuple[str, _Part]]:
    """(name, part) for parts that are named by their key, or by a field of their own; every part has ``inside``."""
    for part in _each(value):
        if inside in part:
            yield _word(part.get("name")), part
        else:
            yield from ((key, named) for key, named in part.items() if isinstance(named, dict) and inside in named)


def _words(value: object) -> list[str]:
    """The texts of a field, whether it stands alone, in a list, or as {"value": …}."""
    parts = value if isinstance(value, list) else [value]
    found = (part.get("value") if isinstance(part, dict) else part for part in parts)
    return [text for text in found if isinstance(text, str)]


def _word(value: object) -> str:
    return next(iter(_words(value)), "")


def _mac(identity: object) -> str:
    return next((mac_of(_word(part)) for part in _each(identity) if part.get("type") == "mac"), "")


def _sighting(port: str, name: str, chassis: _Part, neighbour: _Part) -> Sighting:
    """A telephone names its chassis by its address, and only its port by its card."""
    cards = [_mac(chassis["id"])] + [_mac(part.get("id")) for part in _each(neighbour.get("port"))]
    addresses = (address_of(text) for text in _words(chassis.get("mgmt-ip")))
    address = next((found for found in addresses if found and is_machine(Sighting("lldp", found))), "")
    return Sighting("lldp", address, next(filter(None, cards), ""), name, port, _serial(neighbour))


def _serial(neighbour: _Part) -> str:
    """LLDP-MED: telephones and access points tell their serial number."""
    inventories = (part for med in _each(neighbour.get("lldp-med")) for part in _each(med.get("inventory")))
    return next((_word(part.get("serial")).strip()[:100] for part in inventories), "")
