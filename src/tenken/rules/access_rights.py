"""access-rights: 利用者の職種・担当業務別の情報区分毎のアクセス利用権限を設定している。

Met:      the matrix of rights by job and class of information is approved and in effect; where the edition asks who
          holds administrator rights (R7), every administrator account of every machine stands in the register.
Not met:  the matrix lacks a part, or an administrator account stands in no register.
Unknown:  there is no matrix or no register, or a machine's administrators were not seen.
Source:   checklist 2-4 (R5-R8). The administrators' line is new in R7; its exact words are unverified.
"""

from dataclasses import dataclass
from datetime import date

from tenken.facts.accounts import AdministratorRegister, Administrators
from tenken.facts.documents import DocumentType
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import SubjectId, SubjectKind, setting
from tenken.rules.model import Exhibits, Finding, Measured, Rule, cannot_tell, met, need, not_met, of_facility
from tenken.rules.papers import PaperPolicy, paper_holds, paper_rule
from tenken.text import Message, _, shortened


@dataclass(frozen=True)
class AdministratorPolicy(Measured):
    administrators: bool = setting(
        False,
        _("administrators must stand in the register"),
        _("asked by the row itself since R7"),
    )


def every_administrator_is_registered(
    about: SubjectId, seen: Exhibits, policy: AdministratorPolicy, today: date
) -> Finding:
    rights, register = seen[Administrators], seen[AdministratorRegister]
    machine = seen[LedgerEntry].says.title
    known = {h.account for h in register.says.holders if h.machine in ("", machine)}
    strangers = tuple(account for account in rights.says.accounts if account not in known)
    if strangers:
        accounts = shortened(strangers)
        because = Message(_("administrator rights that stand in no register: {accounts}"), {"accounts": accounts})
        return not_met(about, because, rights, register)
    if rights.says.unresolved:
        groups = shortened(rights.says.unresolved)
        because = Message(_("rights are given to groups whose members were not seen: {groups}"), {"groups": groups})
        return cannot_tell(about, because, rights)
    n = len(rights.says.accounts)
    because = Message(_("all {n} accounts with administrator rights stand in the register"), {"n": n})
    return met(about, because, rights, register)


RULES = (
    paper_rule(
        "access-rights.the-matrix-is-in-effect",
        DocumentType.ACCESS_MATRIX,
        PaperPolicy(must_cover=("jobs", "classes")),
        paper_holds,
    ),
    Rule(
        "access-rights.every-administrator-is-registered",
        SubjectKind.MACHINE,
        (need(LedgerEntry), need(Administrators), of_facility(AdministratorRegister)),
        AdministratorPolicy(),
        every_administrator_is_registered,
        asked_if="administrators",
    ),
)
