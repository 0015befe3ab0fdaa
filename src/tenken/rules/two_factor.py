"""two-factor: 二要素認証を実装している。または令和9年度までに実装予定である。

Met:      the system asks for two factors, or is planned to by the day that the row allows.
Not met:  it does not, and there is no plan or a later one.
Unknown:  nobody stated how one logs in to the system.
Source:   checklist 2-10 (R7, R8); 令和9年度 ends on 2028-03-31, which the row itself asks. Guideline 7.0 names
          2027-04-01 and else the next renewal: unverified here. Guideline 6.0, planning 15②, operation 14⑤.
"""

from dataclasses import dataclass
from datetime import date

from tenken.facts.model import SubjectId, SubjectKind, setting
from tenken.facts.systems import TwoFactor
from tenken.rules.model import Exhibits, Finding, Policy, Rule, met, need, not_met
from tenken.text import Blanks, Message, _


@dataclass(frozen=True)
class TwoFactorPolicy(Policy):
    planned_by: date | None = setting(
        None,
        _("the day up to which a plan counts as well"),
        _("asked by the row itself; without it no plan counts"),
    )


def two_factors_are_asked_or_planned(about: SubjectId, seen: Exhibits, policy: TwoFactorPolicy, today: date) -> Finding:
    fact = seen[TwoFactor]
    state = fact.says
    if state.implemented:
        return met(about, Message(_("two factors are asked: {method}"), {"method": state.method or "－"}), fact)
    if state.planned_by is None:
        return not_met(about, Message(_("two factors are not asked, and there is no plan")), fact)
    if policy.planned_by is None:
        return not_met(about, Message(_("two factors are not asked; this row accepts no plan")), fact)
    blanks: Blanks = {
        "day": state.planned_by.isoformat(),
        "limit": policy.planned_by.isoformat(),
    }
    if state.planned_by > policy.planned_by:
        return not_met(about, Message(_("planned for {day}, later than the row allows ({limit})"), blanks), fact)
    if state.planned_by < today:
        return not_met(about, Message(_("was planned for {day}, which has passed"), blanks), fact)
    return met(about, Message(_("planned for {day}; the row allows until {limit}"), blanks), fact)


RULES = (
    Rule(
        "two-factor.two-factors-are-asked-or-planned",
        SubjectKind.SYSTEM,
        (need(TwoFactor),),
        TwoFactorPolicy(),
        two_factors_are_asked_or_planned,
    ),
)
