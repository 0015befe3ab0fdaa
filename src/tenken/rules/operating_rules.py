"""operating-rules: 上記1-3のすべての項目について、具体的な実施方法を運用管理規程等に定めている。

Met:      the rules are approved, in effect, and have a clause for every lineage that the form's sections 1 to 3 ask.
Not met:  a lineage has no clause.
Unknown:  no rules are on file, or their review date has passed.
Source:   checklist 4-1 (R7, R8); its exact wording is unverified. Which lineages are asked stands in the edition's row.
"""

from dataclasses import dataclass
from datetime import date

from tenken.facts.documents import DocumentOnFile, DocumentType
from tenken.facts.model import SubjectId, SubjectKind, setting
from tenken.rules.model import Exhibits, Finding, Policy, Rule, paper
from tenken.rules.papers import judge_paper
from tenken.text import _


@dataclass(frozen=True)
class ClausePolicy(Policy):
    clauses_for: tuple[str, ...] = setting(
        (),
        _("lineages that the rules must have a clause for"),
        _("asked by the row itself: all of sections 1 to 3"),
    )


def every_lineage_has_a_clause(about: SubjectId, seen: Exhibits, policy: ClausePolicy, today: date) -> Finding:
    return judge_paper(about, seen[DocumentOnFile], policy.clauses_for, today)


RULES = (
    Rule(
        "operating-rules.every-lineage-has-a-clause",
        SubjectKind.FACILITY,
        (paper(DocumentType.OPERATING_RULES),),
        ClausePolicy(),
        every_lineage_has_a_clause,
    ),
)
