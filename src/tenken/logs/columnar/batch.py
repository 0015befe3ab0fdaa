"""What a columnar reader gives: rows of those pieces that it read, and which it leaves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from tenken.logs.model import Context

SAID = ("event", "kind", "action", "outcome", "user_id", "user_name", "role", "terminal", "address", "patient_id",
        "function", "object_id", "purpose", "system", "facility")  # fmt: skip
"""Fields of an event that are text."""
TIME, TEXT, PLACE, NUMBER = pa.timestamp("us"), pa.string(), pa.uint32(), pa.int64()
ROWS = pa.schema([("piece", PLACE), ("ts", TIME), *((name, TEXT) for name in SAID)])


@dataclass(frozen=True)
class Batch:
    """``rows`` is of the schema ``ROWS``: an event each, ``piece`` is the place of its piece. ``left`` are the places
    of pieces that were not read."""

    rows: pa.Table
    left: Sequence[int]


Columnar = Callable[[Sequence[bytes], Context], Batch]
"""Of the context it asks zone and columns, never when a piece was received."""
