"""Events of the log itself and of the clock: by their codes, or by the words of systems that have none."""

import operator
from functools import reduce

import ibis.expr.types as ir

from tenken.logs.model import SUCCESS
from tenken.logs.review.material import Material, hits


def alerts(given: Material, kinds: tuple[str, ...], said: tuple[str, ...]) -> ir.Table:
    """Those that have such a code or such a word, put together by user, system and day."""
    events = given.events
    known = events.filter(events.patient_id == "", ~events.unparsed, events.outcome == SUCCESS)
    words = [known.function.contains(word) for word in said]
    found = known.filter(reduce(operator.or_, [known.kind.isin(kinds), *words]))
    told = found.mutate(system_name=found.system.nullif("").coalesce(found.source))
    days = told.group_by(["user", "system_name", "day"]).agg(
        n=told.count(), at=told.ts.min(), until=told.ts.max(), ref=told.ref.min(), said=told.function.max()
    )
    return hits(days, what="system_name", other="said")
