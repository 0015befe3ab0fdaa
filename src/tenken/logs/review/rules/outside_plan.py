"""作業計画にない保守: an account of a vendor worked at times for which no work was planned (guideline 6.0, 10)."""

import ibis.expr.types as ir

from tenken.logs.review.material import Material, hits
from tenken.logs.review.model import Kind, Rule
from tenken.text import _


def ask(given: Material) -> ir.Table:
    staff, plans = given.lists["staff"], given.lists["plans"]
    vendors = staff.filter(staff.kind == "vendor").select("user", "name")
    events = given.events
    done = (
        events.filter(events.user_id != "", ~events.unparsed).select("user", "day", "ts", "ref").join(vendors, "user")
    )
    planned = done.join(plans, "user")
    within = planned.filter(planned.ts >= planned.since, planned.ts <= planned.until).select("ref").distinct()
    outside = done.anti_join(within, "ref")
    days = outside.group_by(["user", "name", "day"]).agg(
        n=outside.count(), at=outside.ts.min(), until=outside.ts.max(), ref=outside.ref.min()
    )
    return hits(days, what="name")


RULE = Rule(
    "outside-plan", 1, Kind.BAD,
    _("maintenance outside its work plan"),
    _("{user} of {what} worked {n} times at a time for which no work was planned"),
    ask, needs=("staff",), same=("user", "day"),
)  # fmt: skip
