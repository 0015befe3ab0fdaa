"""同じ住所: somebody opened a patient who lives where they live, and nothing explains why."""

import ibis.expr.types as ir

from tenken.logs.review.material import Material, hits, spans
from tenken.logs.review.model import Kind, Rule
from tenken.text import _


def ask(given: Material) -> ir.Table:
    known = given.of_staff(given.unexplained())
    both = known.join(given.lists["patients"], "patient")
    found = both.filter(both.address != "", both.address == both.patient_address, both.own != both.patient)
    return hits(spans(found, ["user", "patient"]))


RULE = Rule(
    "same-address", 1, Kind.RANKED,
    _("patient of the same address"),
    _("{user} opened patient {patient}, who has the same address, {n} times, and nobody else of the department looked "
      "after the patient"),
    ask, needs=("staff", "patients"), of_pairs=True,
)  # fmt: skip
