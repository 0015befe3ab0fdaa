"""緊急アクセス: somebody opened a record by the way that is kept for emergencies. All of them are looked at."""

import ibis.expr.types as ir

from tenken.logs.review.material import Material, hits
from tenken.logs.review.model import Kind, Rule
from tenken.text import _

_WORDS = "緊急|break.?the.?glass|btg|emergency|emrg|etreat"
_STARTED = "110127"


def ask(given: Material) -> ir.Table:
    events = given.events
    seen = events.filter(events.user_id != "", ~events.unparsed)
    found = seen.filter((seen.kind == _STARTED) | seen.purpose.lower().re_search(_WORDS))
    pairs = found.group_by(["user", "patient_id"]).agg(
        n=found.count(), at=found.ts.min(), until=found.ts.max(), ref=found.ref.min()
    )
    return hits(pairs, patient="patient_id")


RULE = Rule(
    "emergency", 1, Kind.BAD,
    _("access by way of an emergency"),
    _("{user} opened patient {patient} {n} times by the way that is kept for emergencies"),
    ask,
)  # fmt: skip
