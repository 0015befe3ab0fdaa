"""The first result of a new house: what can be shown already, and whose turn it is with each of the other rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tenken.actions.overview import Overview, RowView, State, overview
from tenken.actions.site import Site
from tenken.answers.turns import TURNS, Turn
from tenken.rules.model import Standing


@dataclass(frozen=True)
class FirstResult:
    """``shown`` are rows whose evidence stands; the others wait for somebody, with the reason in their verdict."""

    view: Overview
    shown: tuple[RowView, ...]
    waiting: Mapping[Turn, tuple[RowView, ...]]

    @property
    def unknown(self) -> int:
        rows = (row for waiting in self.waiting.values() for row in waiting)
        return sum(row.verdict.standing is Standing.UNKNOWN for row in rows)


def first_result(site: Site, edition: str, form: str, now: datetime) -> FirstResult:
    view = overview(site, edition, form, now)
    asked = [row for row in view.rows if row.state is not State.NOT_ASKED]
    good = (Standing.MET, Standing.OUT_OF_SCOPE)
    shown = tuple(row for row in asked if row.verdict.standing in good)
    open_ = [row for row in asked if row.verdict.standing not in good]
    waiting = {turn: tuple(row for row in open_ if TURNS[row.row.lineage] is turn) for turn in Turn}
    return FirstResult(view, shown, waiting)
