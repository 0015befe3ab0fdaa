"""ログの消去: a log was cleared, or its recording stopped (Windows 1102, DICOM Audit Recording Stopped, auditd)."""

import ibis.expr.types as ir

from tenken.logs.review.alerts import alerts
from tenken.logs.review.material import Material
from tenken.logs.review.model import Kind, Rule
from tenken.text import _

_KINDS = ("1102", "110133")
_SAID = ("DAEMON_END", "audit log was cleared", "監査ログが消去", "ログを消去", "ログ消去")


def ask(given: Material) -> ir.Table:
    return alerts(given, _KINDS, _SAID)


RULE = Rule(
    "log-cleared", 1, Kind.BAD,
    _("log cleared"),
    _("{user} cleared a log or stopped its recording on {what} ({other}), {n} times"),
    ask, same=("user", "day", "what"),
)  # fmt: skip
