"""自分の記録: somebody opened their own record as a patient."""

import ibis.expr.types as ir

from tenken.logs.review.material import Material, hits, spans
from tenken.logs.review.model import Kind, Rule
from tenken.text import _


def ask(given: Material) -> ir.Table:
    known = given.of_staff(given.accesses)
    return hits(spans(known.filter(known.own == known.patient), ["user", "patient"]))


RULE = Rule(
    "own-record", 1, Kind.BAD,
    _("own record"),
    _("{user} opened their own record as patient {patient} {n} times"),
    ask, needs=("staff",), of_pairs=True,
)  # fmt: skip
