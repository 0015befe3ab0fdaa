"""ログインの失敗の連続: five or more log-ons of an account failed within ten minutes, and none got in."""

import ibis.expr.types as ir

from tenken.logs.review.bursts import bursts
from tenken.logs.review.material import Material, hits
from tenken.logs.review.model import Kind, Rule
from tenken.text import _


def ask(given: Material) -> ir.Table:
    found = bursts(given)
    return hits(found.filter(~found.entered), what="where")


RULE = Rule(
    "failed-burst", 1, Kind.BAD,
    _("burst of failed log-ons"),
    _("{n} log-ons of {user} failed within minutes, from {what}"),
    ask, same=("user", "day"),
)  # fmt: skip
