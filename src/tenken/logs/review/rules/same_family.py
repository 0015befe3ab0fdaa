"""同じ姓: somebody opened a patient of the same family name, and nothing explains why.

Weighted by how rare the name is among the patients: of two Satos little is told, of two Higashikuzes much.
"""

import ibis.expr.types as ir

from tenken.logs.review.material import Material, hits
from tenken.logs.review.model import Kind, Rule
from tenken.text import _


def ask(given: Material) -> ir.Table:
    register = given.lists["patients"]
    named = register.filter(register.patient_family != "")
    families = named.group_by("patient_family").agg(bearers=named.count())
    both = given.of_staff(given.unexplained()).join(named.join(families, "patient_family"), "patient")
    found = both.filter(both.family == both.patient_family, both.own != both.patient)
    pairs = found.group_by(["user", "patient"]).agg(
        n=found.n.sum(), at=found.at.min(), until=found.until.max(), ref=found.ref.min(), bearers=found.bearers.max()
    )
    whole = register.count().as_scalar()
    return hits(pairs.mutate(score=whole.cast("float64") / pairs.bearers), score="score")


RULE = Rule(
    "same-family-name", 1, Kind.RANKED,
    _("patient of the same family name"),
    _("{user} opened patient {patient}, who has the same family name, {n} times, and nobody else of the department "
      "looked after the patient"),
    ask, needs=("staff", "patients"), of_pairs=True,
)  # fmt: skip
