"""What a columnar reader gives: rows of those pieces that it read, and which it leaves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tenken.logs.model import Context

SAID = ("event", "kind", "action", "outcome", "user_id", "user_name", "role", "terminal", "address", "patient_id",
        "function", "object_id", "purpose", "system", "facility")  # fmt: skip
"""Fields of an event that are text."""
TIME, TEXT, PLACE, NUMBER = pa.timestamp("us"), pa.string(), pa.uint32(), pa.int64()
_BLANK, _DELETE, _OFTEN = 0x20, 0x7F, 1000
ROWS = pa.schema([("piece", PLACE), ("ts", TIME), *((name, TEXT) for name in SAID)])


@dataclass(frozen=True)
class Batch:
    """``rows`` is of the schema ``ROWS``: an event each, ``piece`` is the place of its piece. ``left`` are the places
    of pieces that were not read."""

    rows: pa.Table
    left: Sequence[int]


def batch_of(rows: pa.Table, count: int) -> Batch:
    """Of so many pieces those are left that have no row."""
    is_left = np.ones(count, bool)
    is_left[rows["piece"].to_numpy()] = False
    return Batch(rows, np.flatnonzero(is_left).tolist())


Columnar = Callable[[Sequence[bytes], Context], Batch]
"""Of the context it asks zone and columns, never when a piece was received."""


def odd_ones(values: pa.Array, means: Callable[[str], str], sign: bytes = b"") -> pa.Array:
    """The same texts, and what those mean that have white space, this sign, or other letters than those of ASCII."""
    _valid, offsets, content = values.buffers()
    if content is None:
        return values
    begins = np.frombuffer(offsets, np.int32)[values.offset : values.offset + len(values) + 1]
    octets = np.frombuffer(content, np.uint8)[begins[0] : begins[-1]]
    is_odd = (octets <= _BLANK) | (octets >= _DELETE)
    if sign:
        is_odd |= octets == sign[0]
    if not is_odd.any():
        return values
    if np.count_nonzero(is_odd) > _OFTEN:  # those that are alike are thought about once
        known = values.dictionary_encode()
        if len(known.dictionary) < len(values):
            return odd_ones(known.dictionary, means, sign).take(known.indices)
    places = np.unique(np.searchsorted(begins, np.flatnonzero(is_odd) + begins[0], "right") - 1)
    odd = np.zeros(len(values), bool)
    odd[places] = True
    meant = [value and means(value) for value in values.filter(pa.array(odd)).to_pylist()]
    return pc.replace_with_mask(values, pa.array(odd), pa.array(meant, TEXT))
