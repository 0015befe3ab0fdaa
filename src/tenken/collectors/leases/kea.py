"""Leases of the Kea server, kept in a file (memfile): a journal of lines, the last one of an address holds.

Only leases in the state "default" (0) that had not run out when the newest line was written count.
"""

import re
from collections.abc import Iterator, Mapping

from tenken.collectors.model import Unreadable
from tenken.collectors.sightings import Sighting, address_of, mac_of
from tenken.text import _

_NEEDED = {"address", "hwaddr", "valid_lifetime", "expire", "subnet_id", "hostname", "state"}
_ACTIVE = "0"
_PREFIX = "2"
"""Of the leases of IPv6, those of whole networks."""


def recognise(text: str) -> bool:
    return set(_names(text)) >= _NEEDED


def sightings(text: str) -> Iterator[Sighting]:
    """Raises Unreadable."""
    leases = {lease["address"]: lease for lease in _lines(text)}
    newest = max((_given(lease) for lease in leases.values()), default=0)
    for lease in leases.values():
        if lease["state"] == _ACTIVE and _number(lease["expire"]) > newest and lease.get("lease_type") != _PREFIX:
            name, where = _unescaped(lease["hostname"]), f"subnet {lease['subnet_id']}"
            yield Sighting("dhcp", address_of(lease["address"]), mac_of(lease["hwaddr"]), name, where)


def _names(text: str) -> list[str]:
    return text[:2_000].lstrip("\n").partition("\n")[0].split(",")


def _lines(text: str) -> Iterator[Mapping[str, str]]:
    names = _names(text)
    for n, line in enumerate(text.lstrip("\n").split("\n")[1:], 2):
        if not line or line == ",".join(names):
            continue
        cells = line.split(",")
        if len(cells) != len(names):
            blanks = {"n": n, "cells": len(cells), "names": len(names)}
            raise Unreadable(
                _("line {n} has {cells} cells, the heading has {names}; the file is cut off: export it anew"),
                **blanks,
            )
        yield dict(zip(names, cells, strict=True))


def _given(lease: Mapping[str, str]) -> int:
    """When the lease was given or renewed."""
    return _number(lease["expire"]) - _number(lease["valid_lifetime"])


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,20}", text):
        raise Unreadable(_("“{found}” is no time of a lease; the file is damaged"), found=text[:40])
    return int(text)


def _unescaped(name: str) -> str:
    return name.replace("&#x2c", ",")
