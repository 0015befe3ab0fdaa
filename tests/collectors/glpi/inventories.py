"""Inventories to read.

Recorded here, with names and addresses changed and most of the software left out: ``fusioninventory-2.6-debian12`` by
fusioninventory-inventory on Debian 12, ``fusioninventory-2.6-snmpd-5.9.3`` by fusioninventory-netinventory of an snmpd
that was told to play a router of YAMAHA. ``handmade-…`` were made by hand after the published inventory_format.
"""

import json
from pathlib import Path
from typing import Any, TypeVar

from tenken.collectors.glpi.read import read
from tenken.collectors.model import Claim
from tenken.facts.model import MarkKind, Statement

SAMPLES = Path(__file__).parent / "samples"
S = TypeVar("S", bound=Statement)


def sample(name: str) -> bytes:
    return next(SAMPLES.glob(f"{name}*")).read_bytes()


def computer(**content: Any) -> bytes:
    """An inventory by hand, of a PC that is named."""
    whole = {"hardware": {"name": "PC1"}, "versionclient": "x", **content}
    return json.dumps({"deviceid": "PC1-2026-11-20-08-15-02", "content": whole}).encode()


def equipment(*ports: dict[str, Any], **device: Any) -> bytes:
    told = {"type": "Networking", "name": "sw1", **device}
    return json.dumps({"deviceid": "a", "content": {"network_device": told, "network_ports": list(ports)}}).encode()


def all_of(kind: type[S], raw: bytes) -> list[S]:
    return [claim.says for claim in read(raw) if isinstance(claim.says, kind)]


def the(kind: type[S], raw: bytes) -> S:
    """The only statement of its kind."""
    (found,) = all_of(kind, raw)
    return found


def marks_of(claim: Claim) -> list[tuple[MarkKind, str]]:
    return [(mark.kind, mark.value) for mark in claim.about]
