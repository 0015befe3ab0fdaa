"""asset-ledger: サーバ、端末PC、ネットワーク機器の台帳管理を行っている。

Met:      every machine is entered in the ledger with the columns that the policy asks for, some source saw it lately,
          and the ledger was reviewed and reported to the management.
Not met:  a machine was seen that nobody entered (台帳未登録), or an entry lacks a column.
Unknown:  no source saw a machine of the ledger lately (未確認); no review is on file, or it is out of date.
Source:   checklist 2-1 (R5-R8); R5 manual: the ledger shows where each device is and whether it is fit for use,
          and management receives its state periodically. Guideline 6.0, management 1.2.1②, planning 9.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tenken.dates import local_day
from tenken.facts.documents import DocumentType
from tenken.facts.machines import LedgerEntry, OperatingSystem
from tenken.facts.model import SubjectId, SubjectKind, setting
from tenken.facts.sightings import SeenOnNetwork
from tenken.rules.model import Exhibits, Finding, Measured, Policy, Rule, cannot_tell, may, met, need, not_met
from tenken.rules.papers import PaperPolicy, paper_holds, paper_rule
from tenken.text import Blanks, Message, _

COLUMN_NAMES: Mapping[str, str] = {
    "place": _("place"),
    "owner": _("person responsible"),
    "fit_for_use": _("fitness for use"),
    "maker": _("maker"),
    "model": _("model"),
    "serial": _("serial number"),
    "vendor": _("vendor"),
}


@dataclass(frozen=True)
class LedgerPolicy(Policy):
    columns: tuple[str, ...] = setting(
        ("place", "owner", "fit_for_use"),
        _("columns that every entry must have"),
        _("R5 manual: place and fitness for use; the person responsible is Tenken's default"),
    )


def the_entry_is_complete(about: SubjectId, seen: Exhibits, policy: LedgerPolicy, today: date) -> Finding:
    entry = seen[LedgerEntry]
    blanks: Blanks = {"machine": entry.says.title}
    if not entry.says.entered:
        because = Message(_("it was seen, but nobody entered it in the ledger"), blanks)
        return not_met(about, because, entry)
    lacking = tuple(
        Message(COLUMN_NAMES.get(column, column))
        for column in policy.columns
        if getattr(entry.says, column, None) in (None, "")
    )
    if lacking:
        because = Message(_("its entry lacks: {columns}"), {**blanks, "columns": lacking})
        return not_met(about, because, entry)
    return met(about, Message(_("it is entered in the ledger"), blanks), entry)


@dataclass(frozen=True)
class SightingPolicy(Measured):
    fresh_for: timedelta = setting(
        timedelta(days=90),
        _("days within which some source must have seen a machine of the ledger"),
        _("no text sets a number; Tenken's default: quarterly"),
    )


def it_was_seen_lately(about: SubjectId, seen: Exhibits, policy: SightingPolicy, today: date) -> Finding:
    sightings = (*seen.every(OperatingSystem), *seen.every(SeenOnNetwork))
    last = max(sightings, key=lambda fact: fact.seen_at, default=None)
    if last is None:
        words = _("it is in the ledger, but no source saw it within {days} days")
        return cannot_tell(about, Message(words, {"days": policy.fresh_for.days}))
    return met(about, Message(_("it was seen on {day}"), {"day": local_day(last.seen_at).isoformat()}), last)


RULES = (
    Rule(
        "asset-ledger.the-entry-is-complete",
        SubjectKind.MACHINE,
        (need(LedgerEntry),),
        LedgerPolicy(),
        the_entry_is_complete,
    ),
    Rule(
        "asset-ledger.it-was-seen-lately",
        SubjectKind.MACHINE,
        (may(OperatingSystem), may(SeenOnNetwork)),
        SightingPolicy(),
        it_was_seen_lately,
    ),
    paper_rule(
        "asset-ledger.the-ledger-is-reviewed",
        DocumentType.LEDGER_REVIEW,
        PaperPolicy(must_cover=("place", "report")),
        paper_holds,
    ),
)
