"""説明のつかないアクセス: nobody else of the department looked after the patient within seven days, and nothing else
explains it. Ranked by how seldom that happens in the department.
"""

import ibis.expr.types as ir

from tenken.logs.review.material import Material, hits
from tenken.logs.review.model import Kind, Rule
from tenken.text import _


def ask(given: Material) -> ir.Table:
    accesses = given.accesses
    shares = accesses.group_by("department").agg(
        whole=accesses.count(), left=(accesses.explained == "").cast("int64").sum()
    )
    found = given.unexplained()
    pairs = found.group_by(["department", "user", "patient"]).agg(
        n=found.n.sum(), at=found.at.min(), until=found.until.max(), ref=found.ref.min()
    )
    known = pairs.join(shares, "department")
    return hits(known, what="department", score=known.whole / known.left)


RULE = Rule(
    "no-explanation", 1, Kind.RANKED,
    _("nothing explains the access"),
    _("{user} opened patient {patient} {n} times, and nobody else of {what} looked after the patient"),
    ask, needs=("staff",), of_pairs=True,
)  # fmt: skip
