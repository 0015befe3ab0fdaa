"""source-restriction: 接続元制限を実施している。

Met:      every way in through the device names the sources it is open to, or there is no way in.
Not met:  at least one way in is open to any source.
Unknown:  nobody stated, and nothing read, which ways in the device has.
Source:   checklist 2-9 (R5, R6), 2-13 (R7, R8); guideline 6.0, system operation 13⑪. The manual's draft treats the
          access control of wireless LAN here too: it is a way in like the others.
"""

from datetime import date

from tenken.facts.inbound import DeclaredInbound
from tenken.facts.model import SubjectId, SubjectKind
from tenken.rules.model import Exhibits, Finding, Policy, Rule, met, need, not_met
from tenken.text import Blanks, Message, _, shortened


def every_way_in_is_restricted(about: SubjectId, seen: Exhibits, policy: Policy, today: date) -> Finding:
    inbound = seen[DeclaredInbound]
    opened = tuple(channel.purpose for channel in inbound.says.channels if channel.is_open)
    if opened:
        because = Message(_("open to any source: {channels}"), {"channels": shortened(opened)})
        return not_met(about, because, inbound)
    if not inbound.says.channels:
        return met(about, Message(_("nothing from outside is let in")), inbound)
    blanks: Blanks = {"n": len(inbound.says.channels)}
    return met(about, Message(_("all {n} ways in are restricted to named sources"), blanks), inbound)


RULES = (
    Rule(
        "source-restriction.every-way-in-is-restricted",
        SubjectKind.MACHINE,
        (need(DeclaredInbound),),
        Policy(),
        every_way_in_is_restricted,
    ),
)
