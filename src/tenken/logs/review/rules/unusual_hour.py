"""ふだんと違う時間帯: somebody worked on patients at an hour at which hardly anybody of their role does.

Of the role, not of the person: whoever always comes at night would count as usual else. Roles of few are left out.
"""

import ibis.expr.types as ir

from tenken.logs.review.material import Material, hits
from tenken.logs.review.model import Kind, Rule
from tenken.text import _

_RARE, _ENOUGH = 0.01, 200
"""At so small a part of the hours that the role works; and hours of work from which on a role's habit shows."""


def ask(given: Material) -> ir.Table:
    hours = given.of_staff(given.hours).filter(lambda all_: all_.seen > 0, lambda all_: all_.role != "")
    habits = hours.group_by(["role", "hour"]).agg(here=hours.count())
    of_role = habits.group_by("role").agg(whole=habits.here.sum())
    both = habits.join(of_role, "role")
    rare = both.filter(both.whole >= _ENOUGH, both.here < both.whole * _RARE).select("role", "hour", "here")
    found = hours.join(rare, ["role", "hour"])
    days = found.group_by(["user", "role", "day"]).agg(
        n=found.seen.sum(), at=found.at.min(), until=found.until.max(), ref=found.ref.min(), here=found.here.min()
    )
    return hits(days, what="role", score=days.n / days.here)


RULE = Rule(
    "unusual-hour", 1, Kind.RANKED,
    _("hour that is unusual for the role"),
    _("{user} worked on patients {n} times at an hour at which hardly anybody of the role {what} does"),
    ask, needs=("staff",), same=("user", "day"),
)  # fmt: skip
