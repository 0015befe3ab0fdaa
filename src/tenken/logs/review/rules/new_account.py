"""作ったばかりのアカウント: an account was created and used within a week, and the list of staff does not know it."""

import ibis.expr.types as ir

from tenken.logs.model import SECURITY_ALERT
from tenken.logs.review.material import Material, hits, user_of
from tenken.logs.review.model import Kind, Rule
from tenken.text import _

_SOON_S = 7 * 86_400


def ask(given: Material) -> ir.Table:
    events = given.events
    made = events.filter(
        events.event == SECURITY_ALERT, (events.action == "C") | events.kind.isin(("4720",)), events.object_id != ""
    )
    created = made.group_by(account=user_of(made.object_id)).agg(
        created=made.ts.min(), creator=made.user.max(), made_ref=made.ref.min(), system=made.system.max()
    )
    strange = created.anti_join(given.lists["staff"], created.account == given.lists["staff"].user)
    hours = given.hours
    both = strange.join(hours, strange.account == hours.user)
    soon = both.until.epoch_seconds().cast("int64") - both.created.epoch_seconds().cast("int64")
    used = both.filter(both.until > both.created, soon <= _SOON_S + 3600)
    found = used.group_by(["user", "creator", "system"]).agg(
        n=used.n.sum(), at=used.created.min(), until=used.until.max(), ref=used.made_ref.min()
    )
    return hits(found, what="system", other="creator")


RULE = Rule(
    "new-account", 1, Kind.BAD,
    _("account created and used"),
    _("{user} was created on {what} and used {n} times within a week, and is not in the list of staff"),
    ask, needs=("staff",), same=("user",),
)  # fmt: skip
