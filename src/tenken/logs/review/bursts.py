"""Bursts of log-ons that fail: five or more of an account within ten minutes, and whether one got in soon after."""

import ibis
import ibis.expr.types as ir

from tenken.logs.model import LOGIN, SUCCESS
from tenken.logs.review.material import Material

_MANY, _WITHIN_S = 5, 600


def bursts(given: Material) -> ir.Table:
    """By user and day: ``n`` failures, ``where`` they came from, and whether somebody ``entered``."""
    events = given.events
    tries = events.filter(events.event == LOGIN, events.user_id != "", ~events.unparsed).select(
        "user", "day", "ts", "outcome", "ref", where=events.address.nullif("").coalesce(events.terminal)
    )
    failed = tries.filter(tries.outcome != SUCCESS)
    spaced = failed.mutate(fifth=failed.ts.lag(_MANY - 1).over(ibis.window(group_by="user", order_by=["ts", "ref"])))
    full = spaced.filter(spaced.fifth.notnull(), _seconds(spaced.fifth, spaced.ts) <= _WITHIN_S)
    found = full.group_by(["user", "day"]).agg(
        n=full.count() + (_MANY - 1), at=full.fifth.min(), until=full.ts.max(), ref=full.ref.min(),
        where=full["where"].min(),
    )  # fmt: skip
    good = tries.filter(tries.outcome == SUCCESS).select("user", got_in="ts")
    then = found.join(good, "user")
    soon = then.filter(then.got_in >= then["at"], _seconds(then.until, then.got_in) <= _WITHIN_S)
    entered = soon.select("user", "day").distinct().mutate(entered=ibis.literal(True))
    known = found.left_join(entered, ["user", "day"])
    return known.select(*found.columns, entered=known.entered.fill_null(False))


def _seconds(since: ir.Value, until: ir.Value) -> ir.Value:
    return until.epoch_seconds().cast("int64") - since.epoch_seconds().cast("int64")
