"""退職者のアカウント: an account was used on a day after its holder had left."""

import ibis.expr.types as ir

from tenken.logs.review.material import Material, hits, spans
from tenken.logs.review.model import Kind, Rule
from tenken.text import _


def ask(given: Material) -> ir.Table:
    used = given.of_staff(given.hours)
    return hits(spans(used.filter(used.day > used.left), "user"))


RULE = Rule(
    "left-user", 1, Kind.BAD,
    _("account of somebody who left"),
    _("{user} was used {n} times after its holder had left"),
    ask, needs=("staff",), same=("user",),
)  # fmt: skip
