"""remote-maintenance: リモートメンテナンス(保守)を利用している機器の有無を事業者(等)に確認した。

Met:      the vendor gave a dated word on remote maintenance: a reply, or はい on that row of its form.
Not met:  the vendor answered いいえ on its form: it has not checked.
Unknown:  the vendor has not replied, its reply is older than a year, or its form said いいえ after it.
Source:   checklist 2-2 (R5-R8); not asked without a vendor contract. Guideline 6.0, planning 9.1, operation 10.1.
"""

from datetime import date

from tenken.facts.model import Fact, SubjectId, SubjectKind
from tenken.facts.vendors import RemoteMaintenanceReply, VendorAnswer, VendorContract
from tenken.rules.model import Exhibits, Finding, Policy, Rule, cannot_tell, may, met, need, not_met
from tenken.rules.vendors import newest_answer
from tenken.text import Blanks, Message, _, shortened


def the_vendor_has_replied(about: SubjectId, seen: Exhibits, policy: Policy, today: date) -> Finding:
    reply = seen.get(RemoteMaintenanceReply)
    answer = newest_answer(seen, "remote-maintenance")
    if reply and answer and not answer.says.yes and (answer.says.confirmed_on or date.max) > reply.says.answered_on:
        because = Message(_("the vendor replied once, and answers いいえ on its form since"))
        return cannot_tell(about, because, reply, answer)
    if reply:
        return met(about, _words(reply), reply, *([answer] if answer else []))
    if answer is None:
        because = Message(_("the vendor has not replied on remote maintenance"))
        return cannot_tell(about, because, seen[VendorContract])
    if not answer.says.yes:
        because = Message(_("the vendor answered いいえ: it has not checked which devices it maintains from afar"))
        return not_met(about, because, answer)
    if answer.says.confirmed_on is None:
        return cannot_tell(about, Message(_("the vendor's はい bears no date")), answer)
    blanks: Blanks = {"day": answer.says.confirmed_on.isoformat()}
    return met(about, Message(_("the vendor's form answers はい ({day})"), blanks), answer)


def _words(reply: Fact[RemoteMaintenanceReply]) -> Message:
    blanks: Blanks = {"day": reply.says.answered_on.isoformat(), "ways": shortened(reply.says.ways)}
    if not reply.says.uses_remote:
        return Message(_("the vendor answered on {day} that it maintains nothing from afar"), blanks)
    if not reply.says.ways:
        return Message(_("the vendor answered on {day} that it uses remote maintenance"), blanks)
    return Message(_("the vendor answered on {day} by which ways it maintains from afar: {ways}"), blanks)


RULES = (
    Rule(
        "remote-maintenance.the-vendor-has-replied",
        SubjectKind.VENDOR,
        (need(VendorContract), may(RemoteMaintenanceReply), may(VendorAnswer)),
        Policy(),
        the_vendor_has_replied,
    ),
)
