"""How a paper is judged: approved, in effect, and saying what it must."""

from dataclasses import dataclass
from datetime import date

from tenken.facts.documents import DocumentOnFile, DocumentType
from tenken.facts.model import Fact, SubjectId, SubjectKind, setting
from tenken.rules.model import Exhibits, Finding, Judge, Policy, Rule, met, not_met, paper
from tenken.rules.points import POINTS
from tenken.text import Blanks, Message, _, shortened


@dataclass(frozen=True)
class PaperPolicy(Policy):
    must_cover: tuple[str, ...] = setting(
        (),
        _("points that the paper must contain"),
        _("checklist manual, as far as it was readable"),
    )


def paper_rule(rule: str, document: DocumentType, policy: PaperPolicy, judge: Judge[PaperPolicy]) -> Rule[PaperPolicy]:
    """A rule on one paper of the facility. The engine has already turned a stale one into 判定不能."""
    return Rule(rule, SubjectKind.FACILITY, (paper(document),), policy, judge)


def paper_holds(about: SubjectId, seen: Exhibits, policy: PaperPolicy, today: date) -> Finding:
    return judge_paper(about, seen[DocumentOnFile], policy.must_cover, today)


def judge_paper(about: SubjectId, fact: Fact[DocumentOnFile], must_cover: tuple[str, ...], today: date) -> Finding:
    document = fact.says
    blanks: Blanks = {"title": document.title, "day": document.effective.isoformat()}
    if not document.approved_by.strip():
        return not_met(about, Message(_("nobody has approved “{title}”"), blanks), fact)
    if document.effective > today:
        return not_met(about, Message(_("“{title}” takes effect only on {day}"), blanks), fact)
    lacking = tuple(point for point in must_cover if point not in document.covers)
    if lacking:
        points = shortened(tuple(POINTS[document.type].get(point, point) for point in lacking))
        words = tuple(Message(p) if isinstance(p, str) else p for p in points)
        return not_met(about, Message(_("“{title}” says nothing of: {points}"), {**blanks, "points": words}), fact)
    return met(about, Message(_("“{title}” is approved and in effect since {day}"), blanks), fact)
