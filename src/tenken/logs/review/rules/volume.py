"""見た患者の数: somebody opened far more patients in a day than others of the department do (median and MAD)."""

import ibis.expr.types as ir

from tenken.logs.review.material import Material, hits
from tenken.logs.review.model import Kind, Rule
from tenken.text import _

_FAR, _LEAST = 6.0, 30
"""So many times the median deviation above the median; and patients under which nobody asks."""
_SMALLEST_DEVIATION = 2.0


def ask(given: Material) -> ir.Table:
    seen = given.accesses
    days = seen.group_by(["department", "user", "day"]).agg(
        n=seen.count(), at=seen.at.min(), until=seen.until.max(), ref=seen.ref.min()
    )
    middles = days.group_by("department").agg(middle=days.n.median().cast("float64"))
    apart = days.join(middles, "department").mutate(off=lambda both: (both.n - both.middle).abs())
    deviations = apart.group_by("department").agg(deviation=apart.off.median().cast("float64"))
    known = apart.join(deviations, "department")
    spread = (known.deviation > _SMALLEST_DEVIATION).ifelse(known.deviation, _SMALLEST_DEVIATION)
    far = known.filter(known.n >= _LEAST, known.n > known.middle + _FAR * spread)
    return hits(
        far, what="department", other=far.middle.round().cast("int64"), score=(far.n - far.middle) / _SMALLEST_DEVIATION
    )


RULE = Rule(
    "volume", 1, Kind.RANKED,
    _("many patients in a day"),
    _("{user} opened {n} patients in one day; the usual in {what} is {other}"),
    ask, same=("user", "day"),
)  # fmt: skip
