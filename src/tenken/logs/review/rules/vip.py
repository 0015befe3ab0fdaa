"""VIP: somebody opened a patient whom the house watches over, outside the departments that treat the patient."""

import ibis.expr.types as ir

from tenken.logs.review.material import Material, hits, spans
from tenken.logs.review.model import Kind, Rule
from tenken.text import _


def ask(given: Material) -> ir.Table:
    found = given.unexplained().semi_join(given.lists["vips"], "patient")
    return hits(spans(found, ["user", "patient"]))


RULE = Rule(
    "vip", 1, Kind.BAD,
    _("VIP opened outside the treating department"),
    _("{user} opened patient {patient}, who is on the list of VIPs, {n} times, and nobody else of the department "
      "looked after the patient"),
    ask, needs=("staff", "vips"), of_pairs=True,
)  # fmt: skip
