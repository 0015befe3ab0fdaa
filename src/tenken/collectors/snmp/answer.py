"""How an answer of SNMP is kept: JSON, every value under the name and OID that was asked, and how each walk ended.

{"form": "snmp/1", "address": "10.20.0.1", "version": "3", "well_known": "", "walks": [{"name": "ifDescr",
"oid": "1.3.6.1.2.1.2.2.1.2", "ended": "whole", "cells": [["1", "octets", "65746830"]]}]}

A cell is where it stands below the OID, the kind of its value, and the value as text: ``octets`` in hex, ``number``,
``oid`` and ``address`` as they are written. ``well_known`` is the community, where it is one that everybody knows.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

import msgspec

from tenken.collectors.model import Unreadable
from tenken.collectors.snmp.asked import COLUMNS, SCALARS, TABLES
from tenken.text import _

FORM = "snmp/1"
MAX_BYTES = 64 * 1024 * 1024
Index = tuple[int, ...]


class Ended(StrEnum):
    """Why a walk stopped. Of all but the first it is not known what would have come."""

    WHOLE = "whole"
    SILENT = "silent"
    LOOPS = "loops"
    TOO_LONG = "too-long"
    TOO_LATE = "too-late"
    REFUSED = "refused"


class Cell(msgspec.Struct, array_like=True, frozen=True):
    at: str
    kind: str
    value: str


class Walk(msgspec.Struct, frozen=True):
    name: str
    oid: str
    ended: Ended
    cells: tuple[Cell, ...] = ()


class Answer(msgspec.Struct, frozen=True, dict=True):
    form: str
    address: str
    version: str
    well_known: str
    walks: tuple[Walk, ...]

    @cached_property
    def _walks(self) -> Mapping[str, Walk]:
        return {walk.name: walk for walk in self.walks}

    def ended(self, name: str) -> Ended:
        return self._walks[name].ended if name in self._walks else Ended.TOO_LATE

    def is_whole(self, *tables: str) -> bool:
        return all(self.ended(column) is Ended.WHOLE for table in tables for column in TABLES[table])

    def octets(self, name: str) -> Mapping[Index, bytes]:
        return {_index(cell.at): _bytes(cell.value) for cell in self._cells(name, "octets")}

    def texts(self, name: str) -> Mapping[Index, str]:
        return {index: text_of(raw) for index, raw in self.octets(name).items()}

    def numbers(self, name: str) -> Mapping[Index, int]:
        return {_index(cell.at): _number(cell.value) for cell in self._cells(name, "number")}

    def oids(self, name: str) -> Mapping[Index, str]:
        return {_index(cell.at): cell.value for cell in self._cells(name, "oid")}

    def text(self, scalar: str) -> str:
        """A value that stands once; empty where the agent has none."""
        return self.texts(scalar).get((0,), "")

    def _cells(self, name: str, kind: str) -> Iterator[Cell]:
        walk = self._walks.get(name)
        return (cell for cell in walk.cells if cell.kind == kind) if walk else iter(())


def text_of(raw: bytes) -> str:
    """What an agent wrote for people: UTF-8 by standard, in older ones what its maker spoke."""
    return raw.split(b"\x00", 1)[0].decode("utf-8", "replace").strip()


def written(address: str, version: str, well_known: str, walks: Sequence[Walk]) -> bytes:
    return msgspec.json.encode(Answer(FORM, address, version, well_known, tuple(walks)))


def parse_answer(raw: bytes) -> Answer:
    """Raises Unreadable."""
    if len(raw) > MAX_BYTES:
        raise Unreadable(_("the answer is larger than {n} MB"), n=MAX_BYTES // 1024 // 1024)
    try:
        answer = msgspec.json.decode(raw, type=Answer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(_("the JSON is damaged or cut off ({why}); export it anew"), why=str(error)[:120]) from error
    known = {**SCALARS, **COLUMNS}
    if answer.form != FORM or any(known.get(walk.name) != walk.oid for walk in answer.walks):
        raise Unreadable(_("this is nothing that SNMP tells in a form known here"))
    return answer


def _index(at: str) -> Index:
    """Values may be below zero; the parts of an object's number are not."""
    numbers = tuple(map(_number, at.split("."))) if at else ()
    if any(number < 0 for number in numbers):
        raise Unreadable(_("“{found}” is no number of SNMP; the answer is damaged"), found=at[:40])
    return numbers


def _number(text: str) -> int:
    if text.isascii() and text.isdecimal() and len(text) <= 20:
        return int(text)
    if text[:1] == "-" and text[1:].isascii() and text[1:].isdecimal() and len(text) <= 20:
        return int(text)
    raise Unreadable(_("“{found}” is no number of SNMP; the answer is damaged"), found=text[:40])


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise Unreadable(_("“{found}” is no value of SNMP; the answer is damaged"), found=text[:40]) from error
