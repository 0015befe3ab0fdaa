"""password-reuse: パスワードの使い回しを禁止している。

Met:      the facility's rules forbid it, in effect and approved.
Not met:  the rules do not say so, or one stored password was found on two machines.
Unknown:  no such rules are on file.
Source:   checklist 2-8 (R7, R8); guideline 6.0, system operation 8⑤. The manual names as dangerous: one password on
          servers and network devices, one for several customers of a vendor, factory passwords left as they are.
"""

from collections import defaultdict
from datetime import date

from tenken.facts.documents import DocumentType
from tenken.facts.model import Fact, SubjectId, SubjectKind
from tenken.facts.passwords import PasswordMarks
from tenken.rules.model import Exhibits, Finding, Measured, Of, Policy, Rule, may, met, not_met
from tenken.rules.papers import PaperPolicy, paper_holds, paper_rule
from tenken.text import Blanks, Message, _, shortened


def no_password_stands_twice(about: SubjectId, seen: Exhibits, policy: Policy, today: date) -> Finding:
    where = defaultdict[str, list[tuple[Fact[PasswordMarks], str]]](list)
    facts = seen.every(PasswordMarks)
    for fact in facts:
        for mark in fact.says.marks:
            where[mark.fingerprint].append((fact, mark.account))
    shared = [places for places in where.values() if len({fact.about for fact, _account in places}) > 1]
    if shared:
        accounts = tuple(sorted({account for places in shared for _fact, account in places}))
        found = {fact.id: fact for places in shared for fact, _account in places}
        blanks: Blanks = {"n": len({fact.about for fact in found.values()}), "accounts": shortened(accounts)}
        because = Message(_("{n} machines share a stored password: {accounts}"), blanks)
        return not_met(about, because, *found.values())
    because = Message(_("no stored password of {n} machines was found twice"), {"n": len(facts)})
    return met(about, because)


RULES = (
    paper_rule(
        "password-reuse.the-rules-forbid-it",
        DocumentType.PASSWORD_RULES,
        PaperPolicy(must_cover=("no-reuse", "factory-passwords")),
        paper_holds,
    ),
    Rule(
        "password-reuse.no-password-stands-twice",
        SubjectKind.FACILITY,
        (may(PasswordMarks, Of.EVERYBODY),),
        Measured(),
        no_password_stands_twice,
        refutes_only=True,
    ),
)
