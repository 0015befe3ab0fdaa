"""Audit messages by their shapes, many at once."""

from collections.abc import Sequence

import pyarrow as pa

from tenken.logs.columnar.batch import ROWS, SAID, Batch
from tenken.logs.formats.atna_shapes import Shapes
from tenken.logs.formats.times import moment
from tenken.logs.model import Context, identifier

_WANTED = tuple(name for name in SAID if name != "patient_id")
_NUMBER = SAID.index("patient_id")


def read(raws: Sequence[bytes], context: Context) -> Batch:
    shapes, zone = Shapes(_WANTED), context.zone
    rows: list[tuple[object, ...]] = []
    left: list[int] = []
    for piece, raw in enumerate(raws):
        found = shapes.read(raw)
        if found is None:
            left.append(piece)
            continue
        try:
            at = moment(found.at.decode(), zone).replace(tzinfo=None)
        except ValueError:
            left.append(piece)
            continue
        before, after = found.said[:_NUMBER], found.said[_NUMBER:]
        numbers = dict.fromkeys(identifier(number.decode()) for number in found.patients)
        rows.extend((piece, at, *before, number, *after) for number in numbers or ("",))
    columns = list(zip(*rows, strict=True)) or [()] * len(ROWS)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, ROWS, strict=True)]
    return Batch(pa.table(arrays, schema=ROWS), left)
