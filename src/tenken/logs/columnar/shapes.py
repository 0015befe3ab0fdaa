"""What a sender's messages say, learnt once for all that are alike: the reader of the format is asked what a message
means with a random word in the place of each value, and where that word turns up, there belongs the value."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tenken.logs.columnar.batch import ROWS, SAID, TEXT, TIME, Batch, batch_of, odd_ones
from tenken.logs.columnar.quoted import Alike, Block, Places, blocks
from tenken.logs.formats.times import moment
from tenken.logs.model import Context, identifier

_FEW, _MANY = 16, 1000
"""Fewer messages that are alike are sooner read one by one; so many shapes are learnt of what is read at once."""
_PLAIN_TIME = (
    r"^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?"
    r"(Z|[+-](0\d|1[0-4]):[0-5]\d)$"
)
_MOMENT = pa.timestamp("us", "UTC")

Means = Callable[[pa.Array], pa.Array]
"""What values mean; null where the reader of the format would go on to another value, or is to be asked."""


def plain(values: pa.Array) -> pa.Array:
    return values


def identifiers(values: pa.Array) -> pa.Array:
    """The same as ``identifier`` of each."""
    known = odd_ones(values, identifier, b"^")
    return pc.if_else(pc.equal(known, ""), pa.scalar(None, TEXT), known)


def last_parts(values: pa.Array) -> pa.Array:
    """Whom an address names, without the kind of what it is."""
    return identifiers(pc.replace_substring_regex(values, "^.*/", ""))


@dataclass(frozen=True)
class Pick:
    """The value of a part, or a text that is always the same."""

    part: int = 0
    means: Means = plain
    always: str = ""


@dataclass(frozen=True)
class Order:
    """``at`` is the part that says when."""

    at: int
    patients: Sequence[Pick]
    said: Mapping[str, Pick]


class Language(Protocol):
    """How messages are written. ``escape`` stands in values that are not ``meant`` as they stand."""

    escape: str

    def texts(self, raws: Sequence[bytes]) -> Sequence[bytes]:
        """What is cut of each piece; empty where it is none of these messages."""

    def decide(self, parts: Sequence[bytes]) -> Collection[int]:
        """The parts within quotes that decide what others mean, and names."""

    def odd(self, block: Block) -> Places:
        """The pieces in which a value does not stand as ``meant`` takes it, or as the language wants it."""

    def meant(self, values: pa.Array) -> pa.Array:
        """Values with escapes, in what they mean; null where that is not known."""

    def split(self, alike: Alike) -> Iterator[tuple[str, Alike]]:
        """By what decides beside whole values, and what to call it."""

    def order(self, parts: Sequence[bytes], values: Sequence[int]) -> Order | None:
        """``values`` are the parts that differ. None where it does not know for sure."""


class Reader:
    """Learns as it reads; what has fewer that are alike than ``few`` is left."""

    def __init__(self, language: Language, context: Context, few: int = _FEW) -> None:
        self._language, self._zone, self._few = language, context.zone, few
        self._orders: dict[tuple[object, ...], Order | None] = {}

    def read(self, raws: Sequence[bytes]) -> Batch:
        tables = [ROWS.empty_table()]
        for begin, some in blocks(self._language.texts(raws)):
            tables += self._rows_of(Block(some), begin)
        return batch_of(pa.concat_tables(tables), len(raws))

    def _rows_of(self, block: Block, begin: int) -> Iterator[pa.Table]:
        odd = self._language.odd(block)
        for alike in block.alike(self._language.decide):
            good = alike.where(np.isin(alike.pieces, odd, invert=True)) if len(odd) else alike
            for name, some in self._language.split(good) if len(good.pieces) >= self._few else ():
                order = self._order(name, some) if len(some.pieces) else None
                if order:
                    yield self._rows(some, order, begin)

    def _order(self, name: str, alike: Alike) -> Order | None:
        decide = self._language.decide(alike.parts)
        values = [part for part in range(1, len(alike.parts), 2) if alike.parts[part] and part not in decide]
        key = (name, *(None if part in values else text for part, text in enumerate(alike.parts)))
        if key not in self._orders:
            known = len(self._orders) < _MANY
            self._orders[key] = self._language.order(alike.parts, values) if known else None
        return self._orders[key]

    def _rows(self, alike: Alike, order: Order, begin: int) -> pa.Table:
        columns = {
            "piece": pa.array(alike.pieces + begin, ROWS.field("piece").type),
            "ts": moments(self._column(alike, order.at), self._zone),
            **{name: self._values(alike, order.said[name]) for name in SAID if name != "patient_id"},
        }
        patients = [self._values(alike, pick) for pick in order.patients or (Pick(),)]
        known = _all_known([*columns.values(), *patients])
        tables = []
        for place, number in enumerate(patients):
            fresh = known
            for before in patients[:place]:
                fresh = pc.and_(fresh, pc.not_equal(before, number))
            tables.append(pa.table({**columns, "patient_id": number}).select(ROWS.names).filter(fresh))
        return pa.concat_tables(tables)

    def _values(self, alike: Alike, pick: Pick) -> pa.Array:
        if not pick.part:
            return pa.repeat(pa.scalar(pick.always, TEXT), len(alike.pieces))
        return pick.means(self._column(alike, pick.part))

    def _column(self, alike: Alike, part: int) -> pa.Array:
        return meant(self._language, alike, part)


def meant(language: Language, alike: Alike, part: int) -> pa.Array:
    """What stands in a part, in what it means; null where that is not known."""
    values = alike.column(part)
    has_escapes = language.escape.encode() in alike.block.body
    if has_escapes and pc.any(pc.match_substring(values, language.escape), min_count=0).as_py():
        return language.meant(values)
    return values


def moments(values: pa.Array, zone: tzinfo) -> pa.Array:
    """The same as ``moment`` of each, in UTC; null where that refuses."""
    if pc.all(pc.match_substring_regex(values, _PLAIN_TIME)).as_py():
        try:
            return values.cast(_MOMENT).cast(TIME)
        except pa.ArrowInvalid:
            pass  # 30 February
    return pa.array([_moment(value, zone) for value in values.to_pylist()], TIME)


def _moment(text: str | None, zone: tzinfo) -> datetime | None:
    try:
        return moment(text, zone).astimezone(UTC).replace(tzinfo=None) if text else None
    except ValueError:
        return None


def _all_known(columns: Sequence[pa.Array]) -> pa.Array:
    known = pc.is_valid(columns[0])
    for column in columns[1:]:
        if column.null_count:
            known = pc.and_(known, pc.is_valid(column))
    return known
