"""account-cleanup: 退職者や使用していないアカウント等、不要なアカウントを削除(または無効化)している。

Met:      on every machine each account that can log in was used within the limit, is new, or was found needed;
          and the accounts of the systems were reviewed against the list of staff.
Not met:  an account that can log in was not used for longer than the limit, or never; or the access logs show that the
          account of somebody who left was used since.
Unknown:  log-ins without a terminal could not be seen for an account that has a key; accounts of a directory log in
          too; no review is on file.
Source:   checklist 2-5 (R5-R8; disabling counts since R7). No text sets a number of days: ``unused_after`` is the
          facility's own rule. Notice of 2023-10: take stock of accounts in use and of shared accounts.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from tenken.facts.accounts import Account, LocalAccounts, NeededAccounts
from tenken.facts.documents import DocumentType
from tenken.facts.logs import LeaversSeen
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import SubjectId, SubjectKind, setting
from tenken.rules.model import Exhibits, Finding, Measured, Of, Rule, cannot_tell, may, met, need, not_met
from tenken.rules.papers import PaperPolicy, paper_holds, paper_rule
from tenken.text import Blanks, Message, _, shortened


@dataclass(frozen=True)
class AccountPolicy(Measured):
    unused_after: timedelta = setting(
        timedelta(days=90),
        _("days without a log-in after which an account counts as unused"),
        _("no text sets a number; the facility's own rule"),
    )


def no_unused_account_can_log_in(about: SubjectId, seen: Exhibits, policy: AccountPolicy, today: date) -> Finding:
    accounts = seen[LocalAccounts]
    machine, needed = seen[LedgerEntry].says.title, seen.every(NeededAccounts)
    kept = {h.account for fact in needed for h in fact.says.holders if h.machine in ("", machine)}
    limit = today - policy.unused_after
    idle = [a for a in accounts.says.accounts if _is_idle(a, limit, today) and a.name not in kept]
    unsure = [a for a in idle if a.keys and not accounts.says.seen_by_log]
    unused = tuple(a.name for a in idle if a not in unsure)
    blanks: Blanks = {"days": policy.unused_after.days}
    if unused:
        because = Message(
            _("accounts that can log in and were not used for {days} days: {accounts}"),
            {**blanks, "accounts": shortened(unused)},
        )
        return not_met(about, because, accounts)
    if unsure:
        because = Message(
            _("whether these accounts log in by key could not be seen: {accounts}"),
            {"accounts": shortened(tuple(a.name for a in unsure))},
        )
        return cannot_tell(about, because, accounts)
    if accounts.says.directories:
        names: Blanks = {"directories": shortened(accounts.says.directories)}
        because = Message(_("accounts of a directory log in too, and were not seen: {directories}"), names)
        return cannot_tell(about, because, accounts)
    because = Message(_("every account that can log in was used within {days} days, is new or needed"), blanks)
    return met(about, because, accounts, *needed)


def _is_idle(account: Account, limit: date, today: date) -> bool:
    if account.uid == 0 or not account.can_log_in(today):
        return False
    newest = max((day for day in (account.last_used, account.password_changed) if day), default=None)
    return newest is None or newest < limit


def no_leaver_is_seen(about: SubjectId, seen: Exhibits, policy: Measured, today: date) -> Finding | None:
    """That nobody was seen proves nothing: not every system writes here."""
    del policy, today
    found = [fact for fact in seen.every(LeaversSeen) if fact.says.accounts]
    names = tuple(sorted({one.account for fact in found for one in fact.says.accounts}))
    if not names:
        return None
    words = _("accounts of people who left were used since, as the access logs show: {accounts}")
    return not_met(about, Message(words, {"accounts": shortened(names)}), *found)


RULES = (
    Rule(
        "account-cleanup.no-unused-account-can-log-in",
        SubjectKind.MACHINE,
        (need(LedgerEntry), need(LocalAccounts), may(NeededAccounts, Of.FACILITY)),
        AccountPolicy(),
        no_unused_account_can_log_in,
    ),
    Rule(
        "account-cleanup.no-leaver-is-seen",
        SubjectKind.FACILITY,
        (may(LeaversSeen, Of.EVERYBODY),),
        Measured(),
        no_leaver_is_seen,
        refutes_only=True,
    ),
    paper_rule(
        "account-cleanup.accounts-are-reviewed",
        DocumentType.ACCOUNT_REVIEW,
        PaperPolicy(must_cover=("roster", "shared")),
        paper_holds,
    ),
)
