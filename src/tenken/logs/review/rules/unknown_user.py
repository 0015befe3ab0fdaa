"""名簿にないアカウント: an account was used that stands in no list of staff.

Only where it got somewhere: log-ons that failed under invented names are told by the bursts of failures.
"""

import ibis.expr.types as ir

from tenken.logs.review.material import Material, hits, spans
from tenken.logs.review.model import Kind, Rule
from tenken.text import _


def ask(given: Material) -> ir.Table:
    unknown = given.hours.anti_join(given.lists["staff"], "user")
    got_in = unknown.filter(unknown.n > unknown.failed)
    return hits(spans(got_in, "user"))


RULE = Rule(
    "unknown-user", 1, Kind.BAD,
    _("account that is not in the list of staff"),
    _("{user} was used {n} times and is not in the list of staff"),
    ask, needs=("staff",), same=("user",),
)  # fmt: skip
