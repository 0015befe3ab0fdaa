"""bcp: サイバー攻撃を想定した事業継続計画(BCP)を策定している。

Met:      the plan is approved, in effect, and covers the five phases of the ministry's 確認表.
Not met:  a phase is missing, or nobody approved it. In R5 a plan that takes effect within FY2024 counted too.
Unknown:  no plan is on file, or its review date has passed.
Source:   checklist 3-3 (R5-R8); 確認表 of 2024-06-06: 平時, 検知, 初動対応, 復旧処理, 事後対応.
"""

from dataclasses import dataclass
from datetime import date

from tenken.facts.documents import DocumentOnFile, DocumentType
from tenken.facts.model import SubjectId, SubjectKind, setting
from tenken.rules.model import Exhibits, Finding, Rule, met, paper
from tenken.rules.papers import PaperPolicy, judge_paper
from tenken.text import Blanks, Message, _


@dataclass(frozen=True)
class BcpPolicy(PaperPolicy):
    planned_by: date | None = setting(
        None,
        _("the day up to which a plan counts as well"),
        _("asked by the row itself in R5; without it no plan counts"),
    )


def the_plan_is_in_effect(about: SubjectId, seen: Exhibits, policy: BcpPolicy, today: date) -> Finding:
    fact = seen[DocumentOnFile]
    effective = fact.says.effective
    if policy.planned_by and today < effective <= policy.planned_by:
        blanks: Blanks = {"title": fact.says.title, "day": effective.isoformat()}
        return met(about, Message(_("“{title}” is planned to take effect on {day}"), blanks), fact)
    return judge_paper(about, fact, policy.must_cover, today)


RULES = (
    Rule(
        "bcp.the-plan-is-in-effect",
        SubjectKind.FACILITY,
        (paper(DocumentType.BCP),),
        BcpPolicy(must_cover=("normal", "detection", "first-response", "recovery", "afterwards")),
        the_plan_is_in_effect,
    ),
)
