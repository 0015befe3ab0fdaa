"""Recorded answers by SNMP, and changes to them where a test wants another device."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tenken.collectors.snmp.answer import Answer, Cell, Ended, Walk
from tenken.collectors.snmp.read import read
from tenken.facts.model import MarkKind, Statement
from tenken.facts.sightings import SeenOnNetwork

SAMPLES = Path(__file__).parent / "samples"
S = TypeVar("S", bound=Statement)
Put = tuple[str, Cell]


def sample(name: str) -> bytes:
    return (SAMPLES / f"snmpd-5.9.3-{name}.json").read_bytes()


def cell(column: str, at: str, value: str | bytes) -> Put:
    """A number, or octets."""
    kind, text = ("octets", value.hex()) if isinstance(value, bytes) else ("number", value)
    return column, Cell(at, kind, text)


def object_id(value: str) -> Put:
    return "sysObjectID", Cell("0", "oid", value)


def changed(raw: bytes, *cells: Put, ended: Mapping[str, Ended] | None = None, **more: Any) -> bytes:
    """The answer with some cells put in or put in place of those that stand there, and some walks cut off."""
    answer = msgspec.json.decode(raw, type=Answer)
    walks = [_changed(walk, [put for name, put in cells if name == walk.name], ended or {}) for walk in answer.walks]
    return msgspec.json.encode(msgspec.structs.replace(answer, walks=tuple(walks), **more))


def _changed(walk: Walk, cells: Iterable[Cell], ended: Mapping[str, Ended]) -> Walk:
    kept = {one.at: one for one in walk.cells} | {one.at: one for one in cells}
    return Walk(walk.name, walk.oid, ended.get(walk.name, walk.ended), tuple(kept.values()))


def all_of(kind: type[S], raw: bytes) -> list[S]:
    return [claim.says for claim in read(raw) if isinstance(claim.says, kind)]


def the(kind: type[S], raw: bytes) -> S:
    (found,) = all_of(kind, raw)
    return found


def marks_of(raw: bytes) -> list[tuple[MarkKind, str]]:
    return [(mark.kind, mark.value) for mark in next(read(raw)).about]


def sightings(raw: bytes, way: str) -> dict[str, str]:
    """Card → where it was met."""
    return {one.mac: one.where for one in all_of(SeenOnNetwork, raw) if one.way == way}
