"""取り込みの見本を残す: the plan of a list that waits, made once and shown while the ledger stays as it is."""

from datetime import datetime

import msgspec

from tenken.actions.import_spreadsheet import Tell, sheet_of, untold
from tenken.actions.plan_spreadsheet import Plan, plan_spreadsheet
from tenken.actions.site import Site
from tenken.actions.waiting import PLAN, Room, Waiting
from tenken.collectors.spreadsheet.columns import Layout, layout
from tenken.collectors.spreadsheet.profiles import profiles_in
from tenken.collectors.spreadsheet.refused import Refused, refused
from tenken.collectors.spreadsheet.tables import tables_of
from tenken.ledger.recall import newest


class _Kept(msgspec.Struct, frozen=True):
    """``head`` is the newest observation when the plan was made; ``of`` how the file was read."""

    head: int
    of: str
    plan: Plan


_read, _write = msgspec.json.Decoder(_Kept), msgspec.json.Encoder()


def columns_of(site: Site, waiting: Waiting) -> Layout:
    """The list as a person sees it who says which column is what. Raises Unreadable or ProfileError."""
    tables = tables_of(Room(site.config.data).content(waiting), waiting.encoding)
    return layout(tables, profiles_in(site.config.data / "profiles"), waiting.sheet)


def plan_of(site: Site, waiting: Waiting, now: datetime, tell: Tell = untold) -> Plan:
    """The plan as of what the ledger says now. Raises Unreadable or ProfileError."""
    known = fresh_plan(site, waiting)
    if known:
        return known
    room, head = Room(site.config.data), newest()
    raw, profile = room.content(waiting), room.profile(waiting)
    plan = plan_spreadsheet(site, raw, now, profile, waiting.existing, waiting.encoding, tell)
    room.put(waiting, PLAN, _write.encode(_Kept(head, _how(waiting), plan)))
    return plan


def fresh_plan(site: Site, waiting: Waiting) -> Plan | None:
    """The plan that was made, if neither the ledger nor the way of reading changed since."""
    before = Room(site.config.data).put_before(waiting, PLAN)
    kept = _read.decode(before) if before else None
    return kept.plan if kept and (kept.head, kept.of) == (newest(), _how(waiting)) else None


def _how(waiting: Waiting) -> str:
    return f"{waiting.existing} {waiting.encoding} {waiting.sheet}"


def told_before(site: Site, waiting: Waiting) -> Plan | None:
    """The plan that the person saw last."""
    before = Room(site.config.data).put_before(waiting, PLAN)
    return _read.decode(before).plan if before else None


def refused_lines(site: Site, waiting: Waiting, now: datetime, language: str) -> tuple[tuple[str, ...], list[Refused]]:
    """Heads and lines of what cannot be taken. Raises Unreadable or ProfileError."""
    room = Room(site.config.data)
    raw = room.content(waiting)
    sheet = sheet_of(site, raw, room.profile(waiting), now, waiting.encoding)
    table = next(one for one in tables_of(raw, waiting.encoding) if one.name == sheet.name)
    return sheet.head, refused(table, sheet.head, sheet.problems, language)
