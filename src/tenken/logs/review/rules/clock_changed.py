"""時計や監査の設定の変更: the clock was set, or what is recorded was changed (Windows 4616, 4719; auditd; DICOM)."""

import ibis.expr.types as ir

from tenken.logs.review.alerts import alerts
from tenken.logs.review.material import Material
from tenken.logs.review.model import Kind, Rule
from tenken.text import _

_KINDS = ("4616", "4719", "110129")
_SAID = ("CONFIG_CHANGE", "時刻を変更", "時刻変更", "system time was changed", "audit policy was changed")


def ask(given: Material) -> ir.Table:
    return alerts(given, _KINDS, _SAID)


RULE = Rule(
    "clock-changed", 1, Kind.BAD,
    _("clock or recording changed"),
    _("{user} set the clock or changed what is recorded on {what} ({other}), {n} times"),
    ask, same=("user", "day", "what"),
)  # fmt: skip
