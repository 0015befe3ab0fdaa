"""同僚の記録: somebody opened the record of a member of the staff, and nothing explains why."""

import ibis.expr.types as ir

from tenken.logs.review.material import Material, hits, spans
from tenken.logs.review.model import Kind, Rule
from tenken.text import _


def ask(given: Material) -> ir.Table:
    staff = given.lists["staff"]
    treated = staff.filter(staff.own != "").select(colleague="user", patient="own")
    both = given.unexplained().join(treated, "patient")
    return hits(spans(both.filter(both.user != both.colleague), ["user", "patient"]))


RULE = Rule(
    "colleague", 1, Kind.RANKED,
    _("record of a colleague"),
    _("{user} opened patient {patient}, who is a colleague, {n} times, and nobody else of the department looked after "
      "the patient"),
    ask, needs=("staff",), of_pairs=True,
)  # fmt: skip
