"""responsible-officer: 医療情報システム安全管理責任者を設置している。

Met:      a named person is appointed, and the appointment is in effect today.
Not met:  the appointment has not begun or has ended.
Unknown:  no appointment is on file, or its review date has passed.
Source:   checklist 1-1 (R5-R8); manual: management appoints the person who directly runs safety management.
"""

from datetime import date

from tenken.facts.documents import OfficerAppointment
from tenken.facts.model import SubjectId, SubjectKind
from tenken.rules.model import Exhibits, Finding, Policy, Rule, met, need, not_met
from tenken.text import Blanks, Message, _


def an_officer_is_in_post(about: SubjectId, seen: Exhibits, policy: Policy, today: date) -> Finding:
    appointment = seen[OfficerAppointment]
    officer = appointment.says
    blanks: Blanks = {"person": officer.person, "post": officer.post, "day": officer.appointed_on.isoformat()}
    if officer.appointed_on > today:
        return not_met(about, Message(_("{person} takes office only on {day}"), blanks), appointment)
    if officer.ends_on and officer.ends_on < today:
        ended: Blanks = {**blanks, "day": officer.ends_on.isoformat()}
        return not_met(about, Message(_("the appointment of {person} ended on {day}"), ended), appointment)
    return met(about, Message(_("{person} ({post}) has been in office since {day}"), blanks), appointment)


RULES = (
    Rule(
        "responsible-officer.an-officer-is-in-post",
        SubjectKind.FACILITY,
        (need(OfficerAppointment),),
        Policy(),
        an_officer_is_in_post,
    ),
)
