"""失敗の連続のあとのログイン: five or more log-ons failed within ten minutes, and within ten more one got in."""

import ibis.expr.types as ir

from tenken.logs.review.bursts import bursts
from tenken.logs.review.material import Material, hits
from tenken.logs.review.model import Kind, Rule
from tenken.text import _


def ask(given: Material) -> ir.Table:
    found = bursts(given)
    return hits(found.filter(found.entered), what="where")


RULE = Rule(
    "guessed", 1, Kind.BAD,
    _("log-on after a burst of failures"),
    _("{n} log-ons of {user} failed within minutes, from {what}, and then somebody got in"),
    ask, same=("user", "day"),
)  # fmt: skip
