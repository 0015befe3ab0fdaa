"""has-system: 医療情報システムを導入、運用している。

Met:      at least one medical information system is registered and in use.
Not met:  a person declared that the facility has none; the form then ends here.
Unknown:  no system is registered and nobody declared that there is none.
Source:   checklist 0 (R5-R7); guideline 6.0, overview 2.3. R6 manual p.5: レセコン, 電子カルテ, オーダリング and
          home-built systems count.
"""

from datetime import date

from tenken.facts.documents import OutOfScope
from tenken.facts.model import SubjectId, SubjectKind
from tenken.facts.systems import SystemInUse
from tenken.rules.model import Exhibits, Finding, Of, Policy, Rule, cannot_tell, may, met, not_met
from tenken.text import Blanks, Message, _


def a_system_is_in_use(about: SubjectId, seen: Exhibits, policy: Policy, today: date) -> Finding:
    systems = seen.every(SystemInUse)
    if systems:
        because = Message(_("{n} medical information systems are in use"), {"n": len(systems)})
        return met(about, because, *systems)
    none = [fact for fact in seen.every(OutOfScope) if fact.says.topic == "system"]
    if none:
        blanks: Blanks = {"by": none[0].says.by, "reason": none[0].says.reason}
        because = Message(_("{by} declared that no medical information system is in use: {reason}"), blanks)
        return not_met(about, because, *none)
    return cannot_tell(
        about, Message(_("no medical information system is registered, or its registration is out of date"))
    )


RULES = (
    Rule(
        "has-system.a-system-is-in-use",
        SubjectKind.FACILITY,
        (may(SystemInUse, Of.EVERYBODY), may(OutOfScope)),
        Policy(),
        a_system_is_in_use,
    ),
)
