"""A machine's facts as its page tells them: each with its source, beside what other sources say, and how it changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tenken.facts import STATEMENTS
from tenken.facts.machines import Hardware, InstalledSoftware, LedgerEntry
from tenken.facts.model import Observation, ObservationId, Statement
from tenken.ledger.voices import Turn, Voice
from tenken.text import Message, _
from tenken.verdicts.case import AnyFact
from tenken.web.plain import Cell, Value, by_field, told

Seen = Mapping[int, tuple[Observation, Message]]
_ALL = 100_000
MOST = 5
"""So many lines of a list that came or went are told, and how many more there are."""


@dataclass(frozen=True)
class Told:
    """What is believed of one thing. ``others`` are sources that say something else, or the same, of it."""

    fact: AnyFact
    fields: Sequence[tuple[str, Value]]
    source: Observation | None
    others: Sequence[tuple[Voice, Observation | None, Sequence[tuple[str, Value]], bool]]

    @property
    def disputed(self) -> bool:
        return any(differs for _voice, _source, _fields, differs in self.others)


@dataclass(frozen=True)
class Pair:
    """A field as the ledger has it and as it was measured."""

    label: str
    declared: str
    measured: str

    @property
    def differs(self) -> bool:
        return bool(self.declared and self.measured and _plain(self.declared) != _plain(self.measured))


@dataclass(frozen=True)
class Altered:
    """One change: which fields were what before and after, and where that was seen."""

    kind: str
    fields: Sequence[tuple[str, Value, Value]]
    source: Observation | None


def all_told(facts: Sequence[AnyFact], voices: Sequence[Voice], seen: Seen) -> list[Told]:
    by_thing = {key: list(found) for key, found in groupby(voices, key=lambda v: (v.says.kind, v.says.item))}
    return [
        Told(fact, told(fact.says), _source(seen, fact.seen_in), _others(fact, by_thing, seen))
        for fact in facts
        if not isinstance(fact.says, InstalledSoftware)
    ]


def pairs(entry: LedgerEntry | None, hardware: Hardware | None) -> list[Pair]:
    """The ledger beside what was measured, where both could say something and one does."""
    if entry is None or hardware is None:
        return []
    found = [
        Pair(_("maker"), entry.maker, hardware.maker),
        Pair(_("model"), entry.model, hardware.model),
        Pair(_("serial number"), entry.serial, hardware.serial),
    ]
    return [pair for pair in found if pair.measured]


def altered(turns: Sequence[Turn], seen: Seen) -> list[Altered]:
    """Changes in the words of the page."""
    return [
        Altered(STATEMENTS[turn.kind].name, list(_changed_fields(turn)), _source(seen, turn.said_in)) for turn in turns
    ]


def _others(
    fact: AnyFact, by_thing: Mapping[tuple[str, str], Sequence[Voice]], seen: Seen
) -> list[tuple[Voice, Observation | None, Sequence[tuple[str, Value]], bool]]:
    others = [v for v in by_thing.get((fact.says.kind, fact.says.item), ()) if v.said_in != fact.seen_in]
    return [(v, _source(seen, v.said_in), told(v.says), v.says != fact.says) for v in others]


def _source(seen: Seen, number: ObservationId) -> Observation | None:
    return seen[number][0] if number in seen else None


def _changed_fields(turn: Turn) -> Iterator[tuple[str, Value, Value]]:
    """(label, before, after); of a list only the lines that went and those that came."""
    old, new = _fields(turn.old), _fields(turn.new)
    for name in {**old, **new}:
        label = (old.get(name) or new[name])[0]
        before, after = old.get(name, ("", ""))[1], new.get(name, ("", ""))[1]
        if isinstance(before or after, list):
            was, now = _lines(before), _lines(after)
            before, after = _some([x for x in was if x not in now]), _some([x for x in now if x not in was])
        if before != after:
            yield label, before, after


def _fields(says: Statement | None) -> dict[str, tuple[str, Value]]:
    return by_field(says, _ALL) if says else {}


def _lines(value: Value) -> list[list[Cell]]:
    return value if isinstance(value, list) else []


def _some(lines: list[list[Cell]]) -> list[list[Cell]]:
    more: list[list[Cell]] = [[f"… (+{len(lines) - MOST})"]] if len(lines) > MOST else []
    return lines[:MOST] + more


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
