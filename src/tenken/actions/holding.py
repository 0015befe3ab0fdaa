"""Whether a paper holds: missing, over its day, due soon, or in order."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from tenken.text import _

SOON = timedelta(days=60)
"""What ends or is to be reviewed within so many days is told as due soon."""


class Holding(StrEnum):
    """In the order in which it should be looked at."""

    MISSING = "missing"
    OVER = "over"
    SOON = "soon"
    HOLDS = "holds"


HOLDING_NAMES: Mapping[Holding, str] = {
    Holding.MISSING: _("none on file"),
    Holding.OVER: _("out of date"),
    Holding.SOON: _("due soon"),
    Holding.HOLDS: _("on file"),
}


def holding(until: date | None, today: date) -> Holding:
    """Of something on file that may be relied on until then; without such a day it holds."""
    if until is None or until - SOON > today:
        return Holding.HOLDS
    return Holding.OVER if until < today else Holding.SOON
