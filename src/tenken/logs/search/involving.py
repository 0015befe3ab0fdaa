"""Every event that names an account, a machine or an address out of several: what all sources knew of an incident."""

from datetime import UTC
from pathlib import Path

import ibis
import ibis.expr.types as ir

from tenken.logs.search.ask import fitting, page_of
from tenken.logs.search.engine import Engine, in_process
from tenken.logs.search.question import Found, Involved, Question
from tenken.logs.search.rows import plain


def involving(search: Path, wanted: Involved, limit: int) -> Found:
    with in_process() as engine:
        return involving_by(engine, search, wanted, limit)


def involving_by(engine: Engine, search: Path, wanted: Involved, limit: int) -> Found:
    """The same, run by this engine; oldest first."""
    months = tuple(f"{moment.astimezone(UTC):%Y-%m}" for moment in (wanted.since, wanted.until))
    events = engine.events(search, (months[0], months[1]))
    within = fitting(events, Question(wanted.since, wanted.until))
    return page_of(engine, within.filter(_names_any(within, wanted)), 0, limit)


def _names_any(events: ir.Table, wanted: Involved) -> ir.BooleanValue:
    users, names, addresses = (
        [plain(one).strip().lower() for one in some] for some in (wanted.users, wanted.names, wanted.addresses)
    )
    asked = (("user_id", users), ("terminal", names), ("system", names), ("source", names), ("address", addresses))
    parts = [events[column].lower().isin(values) for column, values in asked if values]
    return ibis.or_(*parts) if parts else ibis.literal(False)
