"""印刷・出力: somebody printed or exported the records of ten or more patients within an hour."""

import ibis.expr.types as ir

from tenken.logs.review.material import Material, hits
from tenken.logs.review.model import Kind, Rule
from tenken.text import _

_MANY = 10
_EXPORT = "110106"
_WORDS = "印刷|プリント|出力|エクスポート|ダウンロード|print|export|download"


def ask(given: Material) -> ir.Table:
    events = given.events
    of_patients = events.filter(events.patient_id != "", events.user_id != "", ~events.unparsed)
    copies = of_patients.filter((of_patients.event == _EXPORT) | of_patients.function.lower().re_search(_WORDS)).mutate(
        hour=lambda one: one.local.hour().cast("int64")
    )
    hours = copies.group_by(["user", "day", "hour"]).agg(
        n=copies.patient_id.nunique(), at=copies.ts.min(), until=copies.ts.max(), ref=copies.ref.min()
    )
    many = hours.filter(hours.n >= _MANY)
    days = many.group_by(["user", "day"]).agg(
        n=many.n.max(), at=many.at.min(), until=many.until.max(), ref=many.ref.min()
    )
    return hits(days)


RULE = Rule(
    "copied", 1, Kind.BAD,
    _("many patients printed or exported"),
    _("{user} printed or exported the records of {n} patients within an hour"),
    ask, same=("user", "day"),
)  # fmt: skip
